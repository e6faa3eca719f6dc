"""Reads the open work and its teams: four questions, however much there is."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from erp.core import clock
from erp.core.prepared import prepared
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
JOB = 7  # columns of a job before those of its task

_STILL_OPEN = (
    select(Operation.id)
    .join(Operation.work_order)
    .where(WorkOrder.state.in_(OPEN), Operation.state.not_in(OVER))
)


def _chosen(operation_id: Any, sessions: list[int]) -> ColumnElement[bool]:
    """Of open work, or with a team at these sessions.

    Two lists of numbers, each found by an index: what a school did years ago is never read.
    """
    shown = select(Assignment.operation_id).where(Assignment.class_session_id.in_(sessions))
    chosen: ColumnElement[bool] = operation_id.in_(_STILL_OPEN.union(shown))
    return chosen


@prepared
def _tasks(sessions: list[int]) -> Select[*tuple[Any, ...]]:
    told = select(
        WorkOrder.id, WorkOrder.label, WorkOrder.quantity, WorkOrder.due_on,
        WorkOrder.state.in_(OPEN), Customer.id, Customer.name,
        Operation.id, Operation.position, Operation.label,
        OperationType.id, OperationType.name, OperationType.pictogram,
        Operation.state.in_(OVER), Operation.student_seconds,
    )  # fmt: skip
    read = told.join(Operation.work_order).join(WorkOrder.order_line).join(OrderLine.order)
    read = read.join(Order.customer).join(Operation.operation_type)
    return read.where(_chosen(Operation.id, sessions)).order_by(WorkOrder.id, Operation.position)


@prepared
def _teams(sessions: list[int]) -> Select[*tuple[Any, ...]]:
    told = select(
        Assignment.id, Assignment.operation_id, Assignment.class_session_id,
        ClassSession.starts_at, ClassSession.ends_at, Assignment.rank, Assignment.version,
        Assignment.is_pinned, Assignment.machine_id, func.coalesce(Machine.name, ""),
    )  # fmt: skip
    read = told.join(Assignment.class_session).outerjoin(Assignment.machine)
    chosen = read.where(_chosen(Assignment.operation_id, sessions))
    return chosen.order_by(ClassSession.starts_at, Assignment.rank, Assignment.id)


@prepared
def _members(sessions: list[int]) -> Select[int, int, str]:
    told = select(TeamMember.assignment_id, Student.id, Student.first_name)
    read = told.join(TeamMember.student).join(TeamMember.assignment)
    return read.where(_chosen(Assignment.operation_id, sessions)).order_by(TeamMember.id)


@prepared
def _times(sessions: list[int]) -> Select[*tuple[Any, ...]]:
    told = select(TimeEntry.operation_id, TimeEntry.started_at, TimeEntry.ended_at)
    alone = (TimeEntry.replaced_by_id.is_(None), TimeEntry.is_parallel.is_(False))
    return told.where(_chosen(TimeEntry.operation_id, sessions), *alone).order_by(TimeEntry.id)


def work_in_hand(now: datetime, *, session_ids: Iterable[int] = ()) -> WorkInHand:
    """All open work, and what has a team at these sessions."""
    asked = list(session_ids)
    jobs: dict[int, Job] = {}
    tasks = {}
    for row in _tasks.columns(asked):
        job = jobs.get(row[0]) or jobs.setdefault(row[0], Job(*row[:JOB]))
        tasks[row[JOB]] = StandingTask(row[JOB], job, *row[JOB + 1 :])
    _give_teams(tasks, asked)
    for operation_id, begins, ends in _times.columns(asked):
        tasks[operation_id].spans.append((begins, ends or max(now, begins)))
    return WorkInHand(list(tasks.values()), now, production.awaited_until(clock.day_of(now)))


def _give_teams(tasks: dict[int, StandingTask], asked: list[int]) -> None:
    found = {}
    for row in _teams.columns(asked):
        team = found[row[0]] = StandingTeam(row[0], tasks[row[1]], *row[2:])
        team.task.teams.append(team)
    for assignment_id, student_id, name in _members.columns(asked):
        found[assignment_id].members.append((student_id, name))


def in_turn(teams: Iterable[Assignment]) -> list[Assignment]:
    """As they follow each other: by session, then as they were put in order inside it."""
    return sorted(teams, key=lambda one: (one.class_session.starts_at, one.rank, one.id))
