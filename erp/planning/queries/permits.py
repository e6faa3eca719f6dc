"""The seam with safety: may this student work at that session, on this machine if any?"""

from collections.abc import Callable, Iterable, Sequence

from erp.equipment.models import Machine
from erp.people.models import Student
from erp.planning.engine.instance import Right, Window
from erp.planning.queries.moments import local
from erp.safety import queries as safety
from erp.timetable.models import ClassSession

MayUse = Callable[[Student, Machine | None, ClassSession], bool]
Span = tuple[ClassSession, ClassSession]


def as_safety_says() -> MayUse:
    """What `erp.safety` answers, asked once a session for a whole cohort."""
    refused: dict[int, set[int]] = {}

    def may_use(student: Student, machine: Machine | None, session: ClassSession) -> bool:
        if session.id not in refused:
            reasons = safety.reasons_against(session.cohort.students, session)
            named = (reason.facts["student"] for reason in reasons)
            refused[session.id] = {one.id for one in named if isinstance(one, Student)}
        return student.id not in refused[session.id]

    return may_use


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
