"""What may be shown outside the school of how an order is made: no name, no time, no fault."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from erp.core.db import db
from erp.core.money import round_cents
from erp.curriculum.models import Diploma
from erp.equipment.models import MachineType, OperationType
from erp.people.models import Cohort
from erp.production.models import Assignment, Operation, WorkOrder
from erp.production.states import OperationState
from erp.sales.models import OrderLine
from erp.timetable.models import ClassSession


@dataclass(frozen=True)
class ShownOperation:
    label: str
    stand: str  # "done", "now" or "todo"


@dataclass(frozen=True)
class Makers:
    """A group that worked on it: « CAP Usinage », 2."""

    diploma: str
    year_of_study: int


def operations_by_line(order_id: int) -> dict[int, list[ShownOperation]]:
    """The operations of each order line, in their order."""
    chosen = (
        select(WorkOrder.order_line_id, Operation.label, Operation.state)
        .join(Operation, Operation.work_order_id == WorkOrder.id)
        .join(OrderLine, OrderLine.id == WorkOrder.order_line_id)
        .where(OrderLine.order_id == order_id)
        .order_by(WorkOrder.id, Operation.position)
    )
    shown: dict[int, list[ShownOperation]] = {}
    for line_id, label, state in db.session.execute(chosen):
        shown.setdefault(line_id, []).append(ShownOperation(label, _stand(state)))
    return shown


def _stand(state: OperationState) -> str:
    """A piece that is made again is still being made: whose fault it was stays inside."""
    if state is OperationState.DONE:
        return "done"
    return "todo" if state is OperationState.TO_DO else "now"


def makers_of_order(order_id: int) -> Sequence[Makers]:
    """The diplomas and years of the teams that had a part in it."""
    chosen = (
        select(Diploma.short_name, Cohort.year_of_study)
        .join(Cohort, Cohort.diploma_id == Diploma.id)
        .join(ClassSession, ClassSession.cohort_id == Cohort.id)
        .join(Assignment, Assignment.class_session_id == ClassSession.id)
        .join(Operation, Operation.id == Assignment.operation_id)
        .join(WorkOrder, WorkOrder.id == Operation.work_order_id)
        .join(OrderLine, OrderLine.id == WorkOrder.order_line_id)
        .where(OrderLine.order_id == order_id, Operation.state != OperationState.TO_DO)
        .distinct()
        .order_by(Diploma.short_name, Cohort.year_of_study)
    )
    return [Makers(diploma, year) for diploma, year in db.session.execute(chosen)]


def worth_so_far(order_id: int) -> Decimal:
    """Euros without VAT of the work begun, at the prices of the quote: what cancelling would leave."""
    chosen = (
        select(Operation.sold_seconds, MachineType.hourly_rate)
        .join(OperationType, OperationType.id == Operation.operation_type_id)
        .join(MachineType, MachineType.id == OperationType.machine_type_id)
        .join(WorkOrder, WorkOrder.id == Operation.work_order_id)
        .join(OrderLine, OrderLine.id == WorkOrder.order_line_id)
        .where(OrderLine.order_id == order_id, Operation.state != OperationState.TO_DO)
    )
    told = db.session.execute(chosen)
    return round_cents(sum((rate * seconds / 3600 for seconds, rate in told), Decimal(0)))
