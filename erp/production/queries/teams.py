"""Questions about teams."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from erp.core import clock
from erp.core.db import db
from erp.core.prepared import prepared
from erp.equipment.models import Machine
from erp.production.models import Assignment, Operation, TeamMember, WorkOrder
from erp.production.queries.measures import given, measure
from erp.production.states import OperationState
from erp.timetable.models import ClassSession

LOAD = (
    joinedload(Assignment.operation).joinedload(Operation.work_order),
    joinedload(Assignment.operation).joinedload(Operation.operation_type),
    joinedload(Assignment.instructor),
    joinedload(Assignment.machine),
    selectinload(Assignment.members).joinedload(TeamMember.student),
)


def assignment(assignment_id: int) -> Assignment | None:
    return db.session.get(Assignment, assignment_id, options=LOAD)


def assignment_of(operation_id: int, class_session_id: int) -> Assignment | None:
    return _assignment.one(operation_id, class_session_id)


def count_teams(operation_id: int) -> int:
    """Those that stand now; whoever else forms one of it waits until the transaction ends."""
    held = select(Operation.id).filter_by(id=operation_id).with_for_update()
    db.session.execute(held)
    chosen = select(func.count()).select_from(Assignment).filter_by(operation_id=operation_id)
    return db.session.scalars(chosen).one()


@prepared
def _assignment(operation_id: int, class_session_id: int) -> Select[Assignment]:
    chosen = select(Assignment).filter_by(
        operation_id=operation_id, class_session_id=class_session_id
    )
    return chosen.options(selectinload(Assignment.members))


def students_under(
    instructor_id: int, session: ClassSession, *, but: Assignment | None = None
) -> set[int]:
    """The students this instructor already has while that session lasts."""
    span = session.starts_at, session.ends_at
    return {one for (one,) in _under.columns(instructor_id, *span, but.id if but else 0)}


@prepared
def _under(instructor_id: int, begins: datetime, ends: datetime, but: int) -> Select[int]:
    return (
        select(TeamMember.student_id)
        .join(Assignment)
        .join(ClassSession)
        .where(
            Assignment.instructor_id == instructor_id,
            ClassSession.starts_at < ends,
            ClassSession.ends_at > begins,
            Assignment.id != but,
        )
    )


def minutes_on(
    machine_id: int, session: ClassSession, *, but: Assignment | None = None
) -> list[int]:
    """What each team that has this machine while that session lasts needs of it."""
    chosen = (
        select(Assignment)
        .join(ClassSession)
        .where(
            Assignment.machine_id == machine_id,
            ClassSession.starts_at < session.ends_at,
            ClassSession.ends_at > session.starts_at,
            Assignment.id != (but.id if but else 0),
        )
    )
    load = (*LOAD, joinedload(Assignment.class_session))
    return [
        minutes_asked(one.operation, len(one.members), session)
        for one in db.session.scalars(chosen.options(*load))
    ]


def minutes_asked(operation: Operation, team_size: int, session: ClassSession) -> int:
    """What is left of an operation when a session begins, if each session before it that has a
    team is spent on it: never more than the session lasts."""
    before = [
        one.class_session.minutes
        for one in operation.assignments
        if one.class_session.starts_at < session.starts_at
        and one.class_session.ends_at > clock.now()
    ]
    left = operation.student_seconds - measure(given(operation, clock.now())).student_seconds
    needed = left // 60 // max(1, team_size) - sum(before)
    return min(session.minutes, max(0, needed))


def assignments_from(day: date) -> Sequence[Assignment]:
    """Everything planned from a day on, with what safety asks about."""
    chosen = (
        select(Assignment)
        .join(Assignment.class_session)
        .join(Assignment.operation)
        .where(
            ClassSession.starts_at >= clock.start_of(day),
            Operation.state != OperationState.DONE,
        )
    )
    load = (*LOAD, joinedload(Assignment.class_session).joinedload(ClassSession.leader))
    return db.session.scalars(chosen.order_by(ClassSession.starts_at).options(*load)).all()


def assignments_of_session(class_session_id: int) -> Sequence[Assignment]:
    chosen = select(Assignment).filter_by(class_session_id=class_session_id)
    return db.session.scalars(chosen.order_by(Assignment.id).options(*LOAD)).all()


def assignments_of_sessions(session_ids: Collection[int]) -> Sequence[Assignment]:
    """The teams of these sessions as students meet them: pieces made, what is dangerous."""
    chosen = select(Assignment).where(Assignment.class_session_id.in_(session_ids))
    load = (
        *LOAD,
        contains_eager(Assignment.class_session),
        joinedload(Assignment.operation).selectinload(Operation.counts),
        joinedload(Assignment.machine).selectinload(Machine.regulated_works),
    )
    joined = chosen.join(Assignment.class_session).join(Assignment.operation)
    order = (ClassSession.starts_at, Assignment.rank, Operation.position)  # as on the board
    return db.session.scalars(joined.order_by(*order).options(*load)).all()


def assignments_between(begins: date, ends: date) -> Sequence[Assignment]:
    """The teams of days `begins` to `ends`, both included."""
    chosen = (
        select(Assignment)
        .join(ClassSession)
        .where(
            ClassSession.starts_at >= clock.start_of(begins),
            ClassSession.starts_at < clock.start_of(ends + timedelta(days=1)),
        )
    )
    return db.session.scalars(chosen.order_by(Assignment.id).options(*LOAD)).all()


def tasks_now(student_id: int, moment: datetime) -> list[Assignment]:
    """What a student has to do: an operation planned morning and afternoon is one task, and the
    team is that of the session now or to come."""
    found: dict[int, Assignment] = {}
    for one in sorted(_teams_today(student_id, moment), key=lambda one: is_over(one, moment)):
        found.setdefault(one.operation_id, one)
    return list(found.values())


def is_over(team: Assignment, moment: datetime) -> bool:
    return team.class_session.ends_at <= moment


def _teams_today(student_id: int, moment: datetime) -> Sequence[Assignment]:
    """Their teams of today whose work is not handed in."""
    day = clock.day_of(moment)
    finished = (OperationState.DONE, OperationState.TO_VALIDATE)
    chosen = (
        select(Assignment)
        .join(Assignment.members)
        .join(Assignment.class_session)
        .join(Assignment.operation)
        .join(WorkOrder)
        .where(
            TeamMember.student_id == student_id,
            ClassSession.starts_at >= clock.start_of(day),
            ClassSession.starts_at < clock.start_of(day + timedelta(days=1)),
            Operation.state.not_in(finished),
        )
    )
    options = (*LOAD, contains_eager(Assignment.class_session))
    order = (ClassSession.starts_at, Assignment.rank, Operation.position)  # as on the board
    ordered = chosen.order_by(*order).options(*options)
    return db.session.scalars(ordered).unique().all()
