"""Questions about work orders and operations."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from erp.core.db import db
from erp.core.paging import Page, paginate
from erp.core.prepared import prepared
from erp.core.search import matches
from erp.people.models import Cohort, Student
from erp.production.models import (
    Assignment,
    HelpCall,
    Operation,
    OperationInHand,
    PieceCount,
    Review,
    TeamMember,
    TimeEntry,
    WorkOrder,
)
from erp.production.states import OperationState, WorkOrderState
from erp.sales import queries as sales
from erp.sales.models import Order, OrderLine

ORDER = joinedload(WorkOrder.order_line).joinedload(OrderLine.order).joinedload(Order.customer)
OPEN = (WorkOrderState.OPEN, WorkOrderState.RUNNING)
DETAILS = (
    joinedload(Operation.operation_type),
    selectinload(Operation.counts).joinedload(PieceCount.corrected_by),
    selectinload(Operation.time_entries).joinedload(TimeEntry.student),
    selectinload(Operation.reviews).joinedload(Review.reviewed_by),
    selectinload(Operation.help_calls).joinedload(HelpCall.student),
    selectinload(Operation.assignments).joinedload(Assignment.class_session),
    selectinload(Operation.assignments)
    .selectinload(Assignment.members)
    .joinedload(TeamMember.student),
)


def work_order(work_order_id: int) -> WorkOrder | None:
    """With everything its page shows."""
    load = (ORDER, selectinload(WorkOrder.operations).options(*DETAILS))
    return db.session.scalar(select(WorkOrder).filter_by(id=work_order_id).options(*load))


def work_orders(
    words: str = "",
    *,
    state: WorkOrderState | None = None,
    late_on: date | None = None,
    after: int | None = None,
) -> Page[WorkOrder]:
    chosen = select(WorkOrder).where(*matches(WorkOrder, words))
    if state:
        chosen = chosen.filter_by(state=state)
    if late_on:
        chosen = chosen.where(WorkOrder.due_on < late_on, WorkOrder.state.in_(OPEN))
    load = (ORDER, selectinload(WorkOrder.operations))
    return paginate(chosen.options(*load), WorkOrder.id, after)


def late_work_orders(today: date) -> Sequence[WorkOrder]:
    chosen = select(WorkOrder).where(WorkOrder.due_on < today, WorkOrder.state.in_(OPEN))
    return db.session.scalars(chosen.order_by(WorkOrder.due_on).limit(50).options(ORDER)).all()


def work_orders_of_order(order_id: int) -> Sequence[WorkOrder]:
    chosen = select(WorkOrder).join(OrderLine).where(OrderLine.order_id == order_id)
    load = selectinload(WorkOrder.operations)
    return db.session.scalars(chosen.order_by(WorkOrder.id).options(load)).all()


def operation(operation_id: int) -> Operation | None:
    return _operation.one(operation_id)


@prepared
def _operation(operation_id: int) -> Select[Operation]:
    load = (joinedload(Operation.work_order).options(ORDER), *DETAILS)
    return select(Operation).filter_by(id=operation_id).options(*load)


@prepared
def operation_to_validate(operation_id: int) -> Select[Operation]:
    """With its times and the version of the framework that each student follows."""
    cohort = selectinload(Operation.time_entries).joinedload(TimeEntry.student)
    cohort = cohort.joinedload(Student.cohort)
    versions = joinedload(Cohort.own_framework), joinedload(Cohort.diploma)
    order = joinedload(Operation.work_order).joinedload(WorkOrder.order_line)
    load = (order.joinedload(OrderLine.order), cohort.options(*versions))
    return select(Operation).filter_by(id=operation_id).options(*load)


def operation_and_work_order(operation_id: int) -> Operation | None:
    """With its type, without what a page shows of them: who forms a team asks for little."""
    return _with_work_order.one(operation_id)


@prepared
def _with_work_order(operation_id: int) -> Select[Operation]:
    chosen = select(Operation).filter_by(id=operation_id)
    return chosen.options(joinedload(Operation.work_order), joinedload(Operation.operation_type))


def operations_to_validate() -> Sequence[Operation]:
    chosen = select(Operation).filter_by(state=OperationState.TO_VALIDATE).order_by(Operation.id)
    load = (joinedload(Operation.work_order).options(ORDER), *DETAILS)
    return db.session.scalars(chosen.limit(100).options(*load)).all()


def open_operations() -> Sequence[Operation]:
    """What can be given to a team, the soonest due first."""
    chosen = (
        select(Operation)
        .join(WorkOrder)
        .where(WorkOrder.state.in_(OPEN), Operation.state != OperationState.DONE)
        .order_by(WorkOrder.due_on, WorkOrder.id, Operation.position)
    )
    load = (joinedload(Operation.work_order), joinedload(Operation.operation_type))
    return db.session.scalars(chosen.limit(200).options(*load)).all()


def operations_progress(order_id: int) -> tuple[int, int]:
    """(validated, all) operations of an order."""
    chosen = (
        select(Operation.state, func.count())
        .join(WorkOrder)
        .join(OrderLine)
        .where(OrderLine.order_id == order_id)
        .group_by(Operation.state)
    )
    counts = {state: count for state, count in db.session.execute(chosen)}
    return counts.get(OperationState.DONE, 0), sum(counts.values())


def made_of_order(order_id: int) -> dict[int, Decimal]:
    """Finished good pieces by order line: those of the last operation, once it is validated."""
    made: dict[int, Decimal] = {}
    for line_id, good in _made.columns(order_id):
        made[line_id] = made.get(line_id, Decimal(0)) + good
    return made


@prepared
def _made(order_id: int) -> Select[int, Decimal]:
    last = (
        select(Operation.work_order_id, func.max(Operation.position).label("position"))
        .group_by(Operation.work_order_id)
        .subquery()
    )
    return (
        select(WorkOrder.order_line_id, PieceCount.good)
        .join(Operation, Operation.work_order_id == WorkOrder.id)
        .join(
            last,
            (last.c.work_order_id == WorkOrder.id) & (last.c.position == Operation.position),
        )
        .join(PieceCount, PieceCount.operation_id == Operation.id)
        .join(OrderLine, OrderLine.id == WorkOrder.order_line_id)
        .where(
            OrderLine.order_id == order_id,
            Operation.state == OperationState.DONE,
            PieceCount.replaced_by_id.is_(None),
        )
    )


def work_orders_due(begins: date, ends: date) -> Sequence[WorkOrder]:
    """What is promised for these days and not finished, both included."""
    chosen = select(WorkOrder).where(
        WorkOrder.due_on >= begins, WorkOrder.due_on <= ends, WorkOrder.state.in_(OPEN)
    )
    return db.session.scalars(chosen.order_by(WorkOrder.due_on, WorkOrder.id).limit(8)).all()


def is_in_question(operation: Operation | OperationInHand) -> bool:
    """Whether a new revision of its drawing waits for an answer of either side."""
    return bool(sales.lines_in_question([operation.work_order.order_line_id]))
