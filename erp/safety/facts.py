"""What is known, ready to answer without SQL: to the page about a team, to the solver about all."""

from datetime import date

from erp.equipment.models import Machine
from erp.equipment.states import MachineMode
from erp.people.models import Student, User
from erp.safety import checks
from erp.safety.known import Asked, Known
from erp.safety.refusals import SafetyRefusal
from erp.timetable.models import ClassSession


class Facts(Known):
    """`queries.facts()` fills one in a number of questions that does not grow."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self._allowed: dict[tuple[int, int, MachineMode, date], bool] = {}

    def may(self, student_id: int, machine_id: int, mode: MachineMode, day: date) -> bool:
        """Whether nothing on paper forbids it that day; hours and presence are the session's."""
        key = (student_id, machine_id, mode, day)
        if key not in self._allowed:
            asked = Asked(self.students[student_id], day, self.tools[machine_id], mode)
            self._allowed[key] = next(checks.on_paper(self, asked), None) is None
        return self._allowed[key]

    def machines_of(self, machine_type_id: int) -> list[Machine | None]:
        """Those in service of a type; [None] when the type has none: work done by hand."""
        found: list[Machine | None] = [
            tool.machine
            for tool in self.tools.values()
            if tool.machine.machine_type_id == machine_type_id and tool.machine.is_in_service
        ]
        return found or [None]

    def is_free(self, machine_id: int, session: ClassSession) -> bool:
        """In service, inspected and not in upkeep while the session lasts."""
        tool = self.tools[machine_id]
        return next(checks.of_machine(tool, session.day, session), None) is None

    def is_there(self, student_id: int, session: ClassSession) -> bool:
        """At this session, in its cohort, not away, and within the hours of their age."""
        asked = Asked(self.students[student_id], session.day, session=session)
        return not (*checks.of_presence(self, asked), *checks.of_hours(self, asked))

    def may_use(
        self,
        student: Student,
        machine: Machine | None,
        mode: MachineMode,
        session: ClassSession,
        instructor: User | None = None,
    ) -> list[SafetyRefusal]:
        """Every reason against, or none. `instructor`: who supervises, by default who leads."""
        tool = self.tools[machine.id] if machine else None
        lead = instructor or session.leader
        return list(
            checks.of_everything(self, Asked(student, session.day, tool, mode, session, lead))
        )
