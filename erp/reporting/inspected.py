"""What was measured on an order's parts → the report its buyer reads. No name goes in."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from erp.customers.papers import customer_block, school_block
from erp.documents import format as french
from erp.documents.inspection_report import Inspected, InspectionReport, Measured
from erp.production import queries as production
from erp.production.models import Operation, Step, WorkOrder
from erp.production.states import OperationState, StepKind
from erp.sales.models import Order
from erp.school.models import School

TOLD = (StepKind.MEASURE, StepKind.CHOICE)


def has_report(order: Order) -> bool:
    """Once the last operation of a part is validated, a master has looked at it."""
    return any(is_over(one) for one in production.work_orders_of_order(order.id))


def is_over(work: WorkOrder) -> bool:
    return bool(work.operations) and work.operations[-1].state is OperationState.DONE


def inspection_report(order: Order, school: School, today: date) -> InspectionReport:
    works = [one for one in production.work_orders_of_order(order.id) if is_over(one)]
    return InspectionReport(
        school=school_block(school),
        customer=customer_block(order.customer, order.contact, order.delivery_address),
        order_number=order.number,
        po_number=order.po_number,
        subject=order.subject,
        drawn_on=today,
        parts=tuple(_inspected(one) for one in works),
    )


def _inspected(work: WorkOrder) -> Inspected:
    measures = tuple(m for one in work.operations for m in _measures(one))
    scrapped = sum((one.scrapped for one in work.operations), Decimal(0))
    return Inspected(work.label, work.quantity, work.operations[-1].good, scrapped, measures)


def _measures(operation: Operation) -> Sequence[Measured]:
    steps = [one for one in production.steps_of(operation.id) if one.kind in TOLD and one.results]
    return [
        Measured(operation.label, one.text, _asked(one), _found(one), _good(one)) for one in steps
    ]


def _asked(step: Step) -> str:
    if step.kind is StepKind.CHOICE:
        return ""
    nominal = french.quantity(step.nominal) if step.nominal is not None else ""
    bounds = [french.quantity(one) for one in (step.low, step.high) if one is not None]
    within = f" ({' à '.join(bounds)})" if bounds else ""
    return f"{nominal}{within} {step.unit}".strip()


def _found(step: Step) -> str:
    last = step.results[-1]
    return last.word if last.value is None else f"{french.quantity(last.value)} {step.unit}"


def _good(step: Step) -> bool | None:
    value = step.results[-1].value
    if value is None or (step.low is None and step.high is None):
        return None
    low, high = step.low, step.high
    return (low is None or value >= low) and (high is None or value <= high)
