"""A work order → the frozen data of its traveller sheet (fiche suiveuse)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from erp.customers.papers import customer_block, school_block
from erp.documents import format as french
from erp.documents.return_slip import ReturnSlipPaper
from erp.documents.traveller import TravellerOperation, TravellerPaper
from erp.production.models import CustomerMaterial, MaterialBalance, Operation, WorkOrder
from erp.school.models import School

MINUTE = 60


def traveller(
    work_order: WorkOrder,
    school: School,
    *,
    today: date,
    url: str,
    url_of: Callable[[int], str],
) -> TravellerPaper:
    """`url` opens the work order, `url_of(operation id)` that operation; no student's name."""
    order = work_order.order_line.order
    return TravellerPaper(
        school=school_block(school),
        number=work_order.number,
        printed_on=today,
        qr_url=url,
        label=work_order.label,
        quantity=work_order.quantity,
        unit="",
        customer_name=order.customer.name,
        due=french.day(work_order.due_on) if work_order.due_on else "",
        material=order.quote.material_by.label,
        order_number=order.number,
        operations=tuple(_row(one, url_of(one.id)) for one in work_order.operations),
    )


def _row(operation: Operation, url: str) -> TravellerOperation:
    """Minutes at the student's pace, the whole and for one piece."""
    quantity = operation.work_order.quantity
    total = Decimal(operation.student_seconds) / MINUTE
    return TravellerOperation(
        position=operation.position,
        label=operation.label,
        machine=operation.operation_type.machine_type.name,
        operation_type=operation.operation_type.name,
        set_up_minutes=Decimal(0),
        unit_minutes=total / quantity,
        total_minutes=total,
        qr_url=url,
    )


def return_slip(
    material: CustomerMaterial, school: School, *, number: str, quantity: Decimal,
    before: MaterialBalance, moved_on: date, note: str,
) -> ReturnSlipPaper:  # fmt: skip
    """`before`: what was there until now."""
    order = material.order
    return ReturnSlipPaper(
        school=school_block(school),
        customer=customer_block(order.customer, order.contact),
        number=number,
        returned_on=moved_on,
        order_number=order.number,
        po_number=order.po_number,
        label=material.label,
        heat_number=material.heat_number,
        unit=material.unit.after,
        received=before.received,
        consumed=before.consumed,
        returned_before=before.returned,
        quantity=quantity,
        note=note,
    )
