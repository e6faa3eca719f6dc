"""What is known of students, machines and days, and one question about them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from erp.core import clock
from erp.equipment.models import Machine, MaintenanceWindow
from erp.equipment.states import Article, AuthorisationKind, MachineMode, Use
from erp.people.models import Student, User
from erp.safety import hours, law
from erp.safety.hours import Breach
from erp.safety.models import (
    Authorisation,
    Declaration,
    MedicalOpinion,
    RiskReview,
    SafetyTraining,
)
from erp.timetable.away import Away
from erp.timetable.models import ClassSession

NO_USE = Use()


@dataclass(frozen=True)
class Tool:
    """A machine with what the law and the school ask of each of its modes."""

    machine: Machine
    works: Mapping[MachineMode, frozenset[Article]]
    uses: Mapping[MachineMode, Use]
    windows: Sequence[MaintenanceWindow]

    def regulated(self, mode: MachineMode) -> frozenset[Article]:
        return self.works.get(mode, frozenset())

    def use(self, mode: MachineMode) -> Use:
        return self.uses.get(mode, NO_USE)


def tool(machine: Machine, windows: Iterable[MaintenanceWindow] = ()) -> Tool:
    works: dict[MachineMode, set[Article]] = {}
    for work in machine.regulated_works:
        works.setdefault(work.mode, set()).add(Article.of(work.article))
    return Tool(
        machine,
        {mode: frozenset(articles) for mode, articles in works.items()},
        {one.mode: Use(one.min_age, one.needs_training, one.authorisation) for one in machine.uses},
        list(windows),
    )


@dataclass(frozen=True)
class Asked:
    """`tool` None: work without a machine. `session` None: only what is on paper that day."""

    student: Student
    day: date
    tool: Tool | None = None
    mode: MachineMode = MachineMode.PRODUCTION
    session: ClassSession | None = None
    instructor: User | None = None

    @property
    def age(self) -> int:
        return law.age_on(self.student.birth_date, self.day)

    @property
    def works(self) -> frozenset[Article]:
        """The regulated works this is for a minor; an adult has none."""
        if self.tool is None or self.age >= law.ADULT:
            return frozenset()
        return self.tool.regulated(self.mode)


@dataclass
class Known:
    """Days `begins` to `ends`, both included; everything by id."""

    begins: date
    ends: date
    students: dict[int, Student] = field(default_factory=dict)
    tools: dict[int, Tool] = field(default_factory=dict)
    sessions: dict[int, ClassSession] = field(default_factory=dict)
    declarations: list[Declaration] = field(default_factory=list)
    opinions: dict[int, list[MedicalOpinion]] = field(default_factory=dict)  # by student
    trainings: dict[tuple[int, int], list[SafetyTraining]] = field(default_factory=dict)
    reviews: dict[int, list[RiskReview]] = field(default_factory=dict)  # by place
    authorisations: dict[tuple[int, AuthorisationKind], list[Authorisation]] = field(
        default_factory=dict
    )
    ppe: dict[int, set[str]] = field(default_factory=dict)  # by student
    away: Away = field(default_factory=Away)
    holidays: set[date] = field(default_factory=set)
    most_students: int = 12  # for one instructor at a time

    def __post_init__(self) -> None:
        self._breaches: dict[int, list[Breach]] = {}

    def breaches_of(self, student: Student) -> list[Breach]:
        """The limits of minors that the planned sessions pass, lessons counted."""
        if student.id not in self._breaches:
            spans = [(one.starts_at, one.ends_at) for one in self.planned(student)]
            facts = (student.name, student.birth_date, spans, self.holidays)
            self._breaches[student.id] = hours.breaches(*facts)
        return self._breaches[student.id]

    def planned(self, student: Student) -> list[ClassSession]:
        """The sessions this student is expected at."""
        return [
            one
            for one in self.sessions.values()
            if one.cohort_id == student.cohort_id
            and is_enrolled(student, one.starts_at)
            and not self.away.is_student_away(student.id, one)
        ]


def is_enrolled(student: Student, moment: datetime) -> bool:
    day = clock.day_of(moment)
    return student.joined_on <= day and (student.left_on is None or day < student.left_on)
