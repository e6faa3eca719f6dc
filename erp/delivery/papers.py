"""A delivery slip → the frozen data of its paper."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from erp.core import clock
from erp.customers.papers import customer_block, school_block
from erp.delivery.models import DeliverySlip, DeliverySlipLine
from erp.documents.delivery_slip import DeliveryLine, DeliverySlipPaper, Signature
from erp.sales.papers import consumer_notes
from erp.school.models import School


def slip_paper(
    slip: DeliverySlip, school: School, *, before: Mapping[int, Decimal], today: date
) -> DeliverySlipPaper:
    """`before`: pieces on the other signed slips, by order line."""
    order = slip.order
    return DeliverySlipPaper(
        school=school_block(school),
        customer=customer_block(order.customer, order.contact, slip.address),
        number=slip.number or "",
        delivered_on=slip.delivered_on or today,
        order_number=order.number,
        lines=tuple(_row(line, before) for line in slip.lines),
        po_number=order.po_number,
        quote_number=str(order.quote),
        subject=order.subject,
        signature=_signature(slip),
        consumer=consumer_notes(order.customer, school),
    )


def _row(line: DeliverySlipLine, before: Mapping[int, Decimal]) -> DeliveryLine:
    ordered, earlier = line.order_line.quantity, before.get(line.order_line_id, Decimal(0))
    return DeliveryLine(
        label=line.order_line.label,
        details=line.order_line.details,
        unit="",
        ordered=ordered,
        delivered_before=earlier,
        delivered_now=line.quantity,
        remaining=ordered - earlier - line.quantity,
    )


def _signature(slip: DeliverySlip) -> Signature | None:
    if slip.signed_at is None:
        return None
    day = clock.day_of(slip.signed_at)
    return Signature(slip.signer_name, day, reserves=slip.reserves, png=slip.signature)
