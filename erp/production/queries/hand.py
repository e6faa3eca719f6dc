"""What a tap on a tablet asks: columns alone, each question written once."""

from collections.abc import Collection
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, and_, or_, select

from erp.core import clock
from erp.core.prepared import prepared
from erp.people import queries as people
from erp.people.models import Student
from erp.production.models import (
    Assignment,
    EntryInHand,
    Operation,
    OperationInHand,
    PieceCount,
    TeamMember,
    TimeEntry,
    WorkOrder,
    WorkOrderInHand,
)
from erp.timetable.models import ClassSession

OF_OPERATION = [one.name for one in fields(OperationInHand) if one.name != "work_order"]
OF_WORK_ORDER = [one.name for one in fields(WorkOrderInHand)]
ENTRY = [getattr(TimeEntry, name) for name in EntryInHand._fields]


def operation_in_hand(operation_id: int) -> OperationInHand | None:
    for row in _in_hand.columns(operation_id):
        here = len(OF_OPERATION)
        return OperationInHand(*(*row[:here], WorkOrderInHand(*row[here:])))
    return None


@prepared
def _in_hand(operation_id: int) -> Select[Any]:
    asked = [getattr(Operation, name) for name in OF_OPERATION]
    asked += [getattr(WorkOrder, name) for name in OF_WORK_ORDER]
    return select(*asked).join_from(Operation, WorkOrder).where(Operation.id == operation_id)


def going_on(student_ids: Collection[int]) -> list[EntryInHand]:
    """What these students are at."""
    return [EntryInHand._make(row) for row in _going_on.columns(list(student_ids))]


@prepared
def _going_on(student_ids: list[int]) -> Select[Any]:
    chosen = select(*ENTRY).filter_by(ended_at=None, replaced_by_id=None)
    return chosen.where(TimeEntry.student_id.in_(student_ids))


def still_on(operation_id: int, at: datetime) -> list[EntryInHand]:
    """Who is at an operation, and whom the bell ended after `at`: word that comes late is truer
    than the timetable."""
    return [EntryInHand._make(row) for row in _still_on.columns(operation_id, at)]


@prepared
def _still_on(operation_id: int, at: datetime) -> Select[Any]:
    by_bell = and_(TimeEntry.ended_by_bell, TimeEntry.started_at <= at, TimeEntry.ended_at > at)
    chosen = select(*ENTRY).filter_by(operation_id=operation_id, replaced_by_id=None)
    return chosen.where(or_(TimeEntry.ended_at.is_(None), by_bell)).order_by(TimeEntry.id)


def pieces_on(operation_id: int) -> tuple[Decimal, Decimal]:
    """(good, scrapped) of an operation, as they stand."""
    good = scrapped = Decimal(0)
    for row in _pieces.columns(operation_id):
        good, scrapped = good + row.good, scrapped + row.scrapped
    return good, scrapped


@prepared
def _pieces(operation_id: int) -> Select[Decimal, Decimal]:
    chosen = select(PieceCount.good, PieceCount.scrapped)
    return chosen.filter_by(operation_id=operation_id, replaced_by_id=None)


def team_there(
    operation_id: int, student_ids: Collection[int], cohort_ids: Collection[int], day: date
) -> set[int]:
    """Those of these students whom a team of that day puts on an operation, and who are in one of
    these cohorts on it."""
    begins = clock.start_of(day)
    span = begins, begins + clock.A_DAY
    return set(_team_there.all(operation_id, list(student_ids), list(cohort_ids), day, *span))


@prepared
def _team_there(
    operation_id: int,
    student_ids: list[int],
    cohort_ids: list[int],
    day: date,
    begins: datetime,
    ends: datetime,
) -> Select[int]:
    teams = select(TeamMember.student_id).join(Assignment).join(ClassSession).join(Student)
    return teams.where(
        Assignment.operation_id == operation_id,
        TeamMember.student_id.in_(student_ids),
        ClassSession.starts_at >= begins,
        ClassSession.starts_at < ends,
        people.is_there(cohort_ids, day),
    )
