"""What stands against a team, all its members and the machine together."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Select, select

from erp.core.prepared import prepared
from erp.core.refusal import Refusal
from erp.equipment.models import Machine
from erp.equipment.states import MachineMode
from erp.people.models import Student, User
from erp.safety.facts import Facts
from erp.safety.queries.facts import facts
from erp.safety.refusals import MachineIsFull, SafetyRefusal, TooManyStudents
from erp.school import queries as school
from erp.timetable.models import ClassSession


def against_team(
    students: Sequence[Student],
    session: ClassSession,
    *,
    machine: Machine | None,
    machine_type_id: int,
    mode: MachineMode,
    instructor: User,
) -> list[SafetyRefusal]:
    """Every reason once. Without a named machine: against the one of its type that suits best."""
    candidates = [machine.id] if machine else _machines_of_type.all(machine_type_id)
    ids = [student.id for student in students]
    known = facts(
        session.day,
        session.day,
        student_ids=ids,
        machine_ids=candidates,
        mode=mode,
    )
    tools: list[Machine | None] = [tool.machine for tool in known.tools.values()] or [None]
    told = (_told(known, students, one, mode, session, instructor) for one in tools)
    return min(told, key=len)


def _told(
    known: Facts,
    students: Sequence[Student],
    machine: Machine | None,
    mode: MachineMode,
    session: ClassSession,
    instructor: User,
) -> list[SafetyRefusal]:
    return once(
        reason
        for student in students
        for reason in known.may_use(student, machine, mode, session, instructor)
    )


def once(reasons: Iterable[SafetyRefusal]) -> list[SafetyRefusal]:
    """The same sentence is said once for the whole team."""
    return list({str(reason): reason for reason in reasons}.values())


@prepared
def _machines_of_type(machine_type_id: int) -> Select[int]:
    chosen = select(Machine.id).filter_by(machine_type_id=machine_type_id, is_in_service=True)
    return chosen.order_by(Machine.id)


def supervision_against(instructor: User, student_ids: Collection[int]) -> list[Refusal]:
    """Why this instructor may not have all these students at a time."""
    most = school.the_school().students_per_instructor
    if len(student_ids) <= most:
        return []
    return [TooManyStudents(instructor=instructor, count=len(student_ids), most=most)]


def crowding_against(
    machine: Machine, minutes: Collection[int], session: ClassSession
) -> list[Refusal]:
    """Why these teams do not follow each other on this machine within the session; `minutes`:
    what each of them needs of it."""
    if sum(minutes) <= machine.capacity * session.minutes:
        return []
    return [MachineIsFull(machine=machine, count=len(minutes) - 1)]
