"""Reads the open work and its teams: five questions, however much there is."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from erp.core import clock
from erp.core.db import db
from erp.customers.models import Customer
from erp.equipment.models import Machine, OperationType
from erp.people.models import Student
from erp.planning.queries.work import OPEN, OVER
from erp.planning.standing import Job, StandingTask, StandingTeam, WorkInHand
from erp.production import queries as production
from erp.production.models import Assignment, Operation, TeamMember, TimeEntry, WorkOrder
from erp.sales.models import Order, OrderLine
from erp.timetable.models import ClassSession

CUSTOMER = (
    joinedload(Operation.work_order)
    .joinedload(WorkOrder.order_line)
    .joinedload(OrderLine.order)
    .joinedload(Order.customer)
)


_SHOWN = select(Assignment.operation_id).where(
    Assignment.class_session_id.in_(bindparam("sessions", expanding=True))
)
_CHOSEN = or_(WorkOrder.state.in_(OPEN) & Operation.state.not_in(OVER), Operation.id.in_(_SHOWN))
# Written once: building such questions anew costs as much as asking them.
_JOBS = (
    select(
        WorkOrder.id, WorkOrder.label, WorkOrder.quantity, WorkOrder.due_on,
        WorkOrder.state.in_(OPEN), Customer.id, Customer.name,
    )
    .join(WorkOrder.operations)
    .join(WorkOrder.order_line)
    .join(OrderLine.order)
    .join(Order.customer)
    .where(_CHOSEN)
    .distinct()
)  # fmt: skip
_TASKS = (
    select(
        Operation.id, Operation.work_order_id, Operation.position, Operation.label,
        OperationType.id, OperationType.name, OperationType.pictogram,
        Operation.state.in_(OVER), Operation.student_seconds,
    )
    .join(Operation.work_order)
    .join(Operation.operation_type)
    .where(_CHOSEN)
    .order_by(Operation.work_order_id, Operation.position)
)  # fmt: skip
_TEAMS = (
    select(
        Assignment.id, Assignment.operation_id, Assignment.class_session_id,
        ClassSession.starts_at, ClassSession.ends_at, Assignment.rank, Assignment.version,
        Assignment.is_pinned, Assignment.machine_id, func.coalesce(Machine.name, ""),
    )
    .join(Assignment.class_session)
    .outerjoin(Assignment.machine)
    .join(Assignment.operation)
    .join(Operation.work_order)
    .where(_CHOSEN)
    .order_by(ClassSession.starts_at, Assignment.rank, Assignment.id)
)  # fmt: skip
_MEMBERS = (
    select(TeamMember.assignment_id, Student.id, Student.first_name)
    .join(TeamMember.student)
    .join(TeamMember.assignment)
    .join(Assignment.operation)
    .join(Operation.work_order)
    .where(_CHOSEN)
    .order_by(TeamMember.id)
)
_TIMES = (
    select(TimeEntry.operation_id, TimeEntry.started_at, TimeEntry.ended_at)
    .join(TimeEntry.operation)
    .join(Operation.work_order)
    .where(_CHOSEN, TimeEntry.replaced_by_id.is_(None), TimeEntry.is_parallel.is_(False))
    .order_by(TimeEntry.id)
)


def work_in_hand(now: datetime, *, session_ids: Iterable[int] = ()) -> WorkInHand:
    """All open work, and what has a team at these sessions."""
    asked = {"sessions": list(session_ids)}
    jobs = {row[0]: Job(*row) for row in db.session.execute(_JOBS, asked)}
    rows = db.session.execute(_TASKS, asked)
    tasks = {row[0]: StandingTask(row[0], jobs[row[1]], *row[2:]) for row in rows}
    _give_teams(tasks, asked)
    for operation_id, begins, ends in db.session.execute(_TIMES, asked):
        tasks[operation_id].spans.append((begins, ends or max(now, begins)))
    return WorkInHand(list(tasks.values()), now, production.awaited_until(clock.day_of(now)))


def _give_teams(tasks: dict[int, StandingTask], asked: dict[str, list[int]]) -> None:
    found = {}
    for row in db.session.execute(_TEAMS, asked):
        team = found[row[0]] = StandingTeam(row[0], tasks[row[1]], *row[2:])
        team.task.teams.append(team)
    for assignment_id, student_id, name in db.session.execute(_MEMBERS, asked):
        found[assignment_id].members.append((student_id, name))


def in_turn(teams: Iterable[Assignment]) -> list[Assignment]:
    """As they follow each other: by session, then as they were put in order inside it."""
    return sorted(teams, key=lambda one: (one.class_session.starts_at, one.rank, one.id))
