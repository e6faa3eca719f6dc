"""What a week of the board is made of: half-days, cells, rows, cards and draft teams."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from erp.core import clock
from erp.core.words import N_, Word
from erp.equipment.models import Machine
from erp.people.models import Cohort, Student, User
from erp.planning.standing import StandingTeam
from erp.production.models import Operation
from erp.timetable.models import ClassSession

COLORS = 8  # cards of one customer look alike


@dataclass(frozen=True)
class DraftTeam:
    """One team of a draft: what `production.assign_team` asks for."""

    operation: Operation
    session: ClassSession
    students: list[Student]
    instructor: User
    machine: Machine | None


class Sketch(NamedTuple):
    """All that is shown of a team of a draft; `who` are the first names."""

    label: str
    quantity: Decimal
    operation: str
    pictogram: str
    who: str
    machine: str
    color: int


class Foreseen(NamedTuple):
    """A team of a draft, and where it is shown."""

    sketch: Sketch
    session: ClassSession
    machine_id: int | None
    students: frozenset[int]


NOON = time(12, 30)  # a session that begins before it is one of the morning


class By(Word):
    """What the rows are."""

    COHORTS = "equipes", N_("Équipes")
    MACHINES = "machines", N_("Machines")
    STUDENTS = "eleves", N_("Élèves")


@dataclass(frozen=True)
class Half:
    """Half a day; `number` 0 to 9, or beyond when the school works on Saturday."""

    day: date
    is_morning: bool
    number: int

    @property
    def span(self) -> tuple[datetime, datetime]:
        if self.is_morning:
            return clock.start_of(self.day), clock.at(self.day, NOON)
        return clock.at(self.day, NOON), clock.start_of(self.day + timedelta(days=1))

    def holds(self, session: ClassSession) -> bool:
        start, end = self.span
        return start <= session.starts_at < end


@dataclass(frozen=True)
class Shut:
    """Why no work is put here: `kind` is lesson, event, closed, upkeep or away."""

    kind: str
    words: str


def load_tone(planned: int, possible: int) -> str:
    """Amber from nine tenths on, red beyond what is possible."""
    if planned > possible:
        return "bad"
    return "warn" if planned * 10 > possible * 9 else ""


class Card(NamedTuple):
    """All that is shown of a team at its session; what is equal is drawn alike.

    `minutes`: of each student. `is_spare`: the teams before it do all that is left. `level`: of
    the least at ease. `awaited`: the day that what its work waits for comes, when that is later.
    """

    id: int
    version: int
    is_pinned: bool
    operation_id: int
    operation: str
    pictogram: str
    label: str
    quantity: Decimal
    customer: str
    color: int
    who: str
    machine: str
    level: int
    minutes: int
    is_spare: bool
    promised: date | None
    projected: date | None
    awaited: date | None
    today: date

    @property
    def tone(self) -> str:
        """Late when the teams that stand end after the promise; missed when it is over already."""
        if self.promised is None:
            return ""
        if self.promised < self.today:
            return "missed"
        return "late" if self.projected and self.projected > self.promised else ""


class Waiting(NamedTuple):
    """All that is shown of an operation that wants a team; `left`: minutes of students; `teams`:
    how many it has already, so that two people do not both give it one."""

    id: int
    position: int
    operation: str
    pictogram: str
    label: str
    quantity: Decimal
    customer: str
    left: int
    teams: int
    promised: date | None
    today: date


@dataclass
class Cell:
    """Minutes are students' in rows of people, machine's in rows of machines."""

    half: Half
    shut: list[Shut] = field(default_factory=list)
    sessions: list[ClassSession] = field(default_factory=list)  # of the workshop
    teams: list[StandingTeam] = field(default_factory=list)
    drafts: list[Foreseen] = field(default_factory=list)  # of a plan that is not published
    planned: int = 0
    possible: int = 0

    @property
    def tone(self) -> str:
        return load_tone(self.planned, self.possible)

    def is_to_come(self, now: datetime) -> bool:
        """Also on a lesson or a closed day: who drops a card there is told why it cannot be."""
        return self.half.span[1] > now


@dataclass
class Row:
    """`record` is a cohort, a machine, a student, or None: work without a machine."""

    record: Cohort | Machine | Student | None
    small: str
    cells: list[Cell]

    @property
    def planned(self) -> int:
        return sum(one.planned for one in self.cells)

    @property
    def possible(self) -> int:
        return sum(one.possible for one in self.cells)

    @property
    def tone(self) -> str:
        return load_tone(self.planned, self.possible)

    @property
    def key(self) -> int:
        return self.record.id if self.record else 0
