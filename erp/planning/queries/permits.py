"""What safety answers: who may work at which session, on which machine, and when it is closed."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta

from erp.core import clock
from erp.core.words import N_
from erp.equipment.models import Machine
from erp.equipment.states import MachineMode
from erp.people.models import Student
from erp.planning.engine.instance import Right, Window
from erp.planning.queries.moments import local
from erp.safety.facts import Facts
from erp.timetable.models import ClassSession

ONE_DAY = timedelta(days=1)
INSPECTION = N_("contrôle périodique à faire")
MayUse = Callable[[Student, Machine | None, ClassSession], bool]
Span = tuple[ClassSession, ClassSession]


def as_safety_says(known: Facts) -> MayUse:
    """Presence and hours for a student alone, papers with a machine; upkeep closes it apart."""

    def may_use(student: Student, machine: Machine | None, session: ClassSession) -> bool:
        if machine is None:
            return known.is_there(student.id, session)
        return known.may(student.id, machine.id, MachineMode.PRODUCTION, session.day)

    return may_use


def upkeep(known: Facts, machine: Machine) -> tuple[Window, ...]:
    """When nobody has the machine: in upkeep, or its periodic inspection is overdue."""
    closed = [
        Window(local(one.starts_at), local(one.ends_at), one.reason)
        for one in known.tools[machine.id].windows
    ]
    due = machine.inspection_due_on
    if due is not None and due < known.ends:
        closed.append(Window(_dawn(due + ONE_DAY), _dawn(known.ends + ONE_DAY), str(INSPECTION)))
    return tuple(closed)


def leaves(known: Facts, user_id: int) -> tuple[Window, ...]:
    """When an instructor is away."""
    return tuple(
        Window(local(start), local(end)) for start, end in known.away.staff.get(user_id, ())
    )


def _dawn(day: date) -> datetime:
    return local(clock.start_of(day))


def absences(
    student: Student, sessions: Sequence[ClassSession], may_use: MayUse
) -> tuple[Window, ...]:
    """The sessions of the cohort in which the student may do nothing at all."""
    return tuple(
        Window(local(one.starts_at), local(one.ends_at))
        for one in sessions
        if not may_use(student, None, one)
    )


def rights(
    machine: Machine,
    students: Iterable[Student],
    sessions: dict[int, list[ClassSession]],
    may_use: MayUse,
) -> tuple[Right, ...]:
    """Who may use the machine, and between which sessions of their cohort."""
    found: list[Right] = []
    for student in students:
        own = sessions.get(student.cohort_id, [])
        spans = _allowed([(one, may_use(student, machine, one)) for one in own])
        if spans == [(own[0], own[-1])] if own else False:
            found.append(Right(str(student.id)))
            continue
        found += [
            Right(str(student.id), local(first.starts_at), local(last.ends_at))
            for first, last in spans
        ]
    return tuple(found)


def _allowed(answers: list[tuple[ClassSession, bool]]) -> list[Span]:
    """The stretches of sessions, one after the other, that were answered yes."""
    spans: list[Span] = []
    previous = False
    for session, yes in answers:
        if yes:
            spans.append((spans.pop()[0], session) if previous and spans else (session, session))
        previous = yes
    return spans
