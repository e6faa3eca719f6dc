"""Reads the open work and its teams: five questions, however much there is."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
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


def work_in_hand(now: datetime, *, session_ids: Iterable[int] = ()) -> WorkInHand:
    """All open work, and what has a team at these sessions."""
    shown = select(Assignment.operation_id).where(Assignment.class_session_id.in_(session_ids))
    is_open = WorkOrder.state.in_(OPEN) & Operation.state.not_in(OVER)
    chosen = or_(is_open, Operation.id.in_(shown))
    tasks = _tasks(chosen, _jobs(chosen))
    _give_teams(tasks, chosen)
    _give_spans(tasks, chosen, now)
    return WorkInHand(list(tasks.values()), now, production.awaited_until(clock.day_of(now)))


def _jobs(chosen: ColumnElement[bool]) -> dict[int, Job]:
    read = (
        select(
            WorkOrder.id, WorkOrder.label, WorkOrder.quantity, WorkOrder.due_on,
            WorkOrder.state.in_(OPEN), Customer.id, Customer.name,
        )
        .join(WorkOrder.operations)
        .join(WorkOrder.order_line)
        .join(OrderLine.order)
        .join(Order.customer)
        .where(chosen)
        .distinct()
    )  # fmt: skip
    return {row[0]: Job(*row) for row in db.session.execute(read)}


def _tasks(chosen: ColumnElement[bool], jobs: dict[int, Job]) -> dict[int, StandingTask]:
    read = (
        select(
            Operation.id, Operation.work_order_id, Operation.position, Operation.label,
            OperationType.id, OperationType.name, OperationType.pictogram,
            Operation.state.in_(OVER), Operation.student_seconds,
        )
        .join(Operation.work_order)
        .join(Operation.operation_type)
        .where(chosen)
        .order_by(Operation.work_order_id, Operation.position)
    )  # fmt: skip
    rows = db.session.execute(read)
    return {row[0]: StandingTask(row[0], jobs[row[1]], *row[2:]) for row in rows}


def _give_teams(tasks: dict[int, StandingTask], chosen: ColumnElement[bool]) -> None:
    teams = _of(
        select(
            Assignment.id, Assignment.operation_id, Assignment.class_session_id,
            ClassSession.starts_at, ClassSession.ends_at, Assignment.rank, Assignment.version,
            Assignment.is_pinned, Assignment.machine_id, func.coalesce(Machine.name, ""),
        )
        .join(Assignment.class_session)
        .outerjoin(Assignment.machine)
        .join(Assignment.operation),
        chosen,
    ).order_by(ClassSession.starts_at, Assignment.rank, Assignment.id)  # fmt: skip
    found = {}
    for row in db.session.execute(teams):
        team = found[row[0]] = StandingTeam(row[0], tasks[row[1]], *row[2:])
        team.task.teams.append(team)
    members = _of(
        select(TeamMember.assignment_id, Student.id, Student.first_name)
        .join(TeamMember.student)
        .join(TeamMember.assignment)
        .join(Assignment.operation),
        chosen,
    ).order_by(TeamMember.id)
    for assignment_id, student_id, name in db.session.execute(members):
        found[assignment_id].members.append((student_id, name))


def _give_spans(tasks: dict[int, StandingTask], chosen: ColumnElement[bool], now: datetime) -> None:
    live = TimeEntry.replaced_by_id.is_(None) & TimeEntry.is_parallel.is_(False)
    times = _of(
        select(TimeEntry.operation_id, TimeEntry.started_at, TimeEntry.ended_at).join(
            TimeEntry.operation
        ),
        chosen & live,
    ).order_by(TimeEntry.id)
    for operation_id, begins, ends in db.session.execute(times):
        tasks[operation_id].spans.append((begins, ends or max(now, begins)))


def _of(read: Any, chosen: ColumnElement[bool]) -> Any:
    return read.join(Operation.work_order).where(chosen)


def in_turn(teams: Iterable[Assignment]) -> list[Assignment]:
    """As they follow each other: by session, then as they were put in order inside it."""
    return sorted(teams, key=lambda one: (one.class_session.starts_at, one.rank, one.id))
