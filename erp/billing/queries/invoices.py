"""What screens ask about invoices."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select, type_coerce
from sqlalchemy.orm import joinedload, selectinload

from erp.billing import rules
from erp.billing.models import Invoice, InvoiceLine, Payment, Share
from erp.billing.queries.standing import standing_on
from erp.billing.states import InvoiceKind, InvoiceState, Standing
from erp.core.db import db
from erp.core.money import PRICE
from erp.core.paging import Page, paginate
from erp.core.refusal import Refusal
from erp.core.search import matches
from erp.delivery.models import DeliverySlip, DeliverySlipLine
from erp.delivery.states import SlipState
from erp.sales.models import Order
from erp.school.models import School

MOST_SLIPS = 200


def invoice(invoice_id: int, *, customer_id: int | None = None) -> Invoice | None:
    """With its lines, what pays it and its credit notes. For `customer_id`: only theirs, once issued."""
    load = (
        joinedload(Invoice.customer),
        joinedload(Invoice.order),
        joinedload(Invoice.credited),
        selectinload(Invoice.lines)
        .joinedload(InvoiceLine.slip_line)
        .joinedload(DeliverySlipLine.slip),
        selectinload(Invoice.shares).joinedload(Share.payment).joinedload(Payment.recorded_by),
        selectinload(Invoice.shares).joinedload(Share.note),
        selectinload(Invoice.used).joinedload(Share.invoice),
        selectinload(Invoice.used).joinedload(Share.refund),
        selectinload(Invoice.credit_notes),
    )
    chosen = select(Invoice).filter_by(id=invoice_id).options(*load)
    if customer_id is not None:
        chosen = chosen.filter_by(customer_id=customer_id, state=InvoiceState.ISSUED)
    return db.session.scalar(chosen)


def invoices(
    words: str = "",
    *,
    today: date,
    standing: Standing | None = None,
    customer_id: int | None = None,
    after: int | None = None,
) -> Page[Invoice]:
    """For `customer_id`: only theirs, once issued."""
    chosen = select(Invoice).where(*matches(Invoice, words))
    if customer_id is not None:
        chosen = chosen.filter_by(customer_id=customer_id, state=InvoiceState.ISSUED)
    if standing is not None:
        chosen = chosen.where(standing_on(today) == standing.value)
    load = (joinedload(Invoice.customer), joinedload(Invoice.order))
    return paginate(chosen.options(*load), Invoice.id, after)


def invoices_of_order(order_id: int, *, issued_only: bool = False) -> Sequence[Invoice]:
    chosen = select(Invoice).filter_by(order_id=order_id).order_by(Invoice.id)
    if issued_only:
        chosen = chosen.filter_by(state=InvoiceState.ISSUED)
    return db.session.scalars(chosen).all()


def _invoiced() -> Any:
    """The slips on an invoice, drafts included; credited whole, a slip is free again."""
    return (
        select(DeliverySlipLine.slip_id)
        .join(InvoiceLine, InvoiceLine.slip_line_id == DeliverySlipLine.id)
        .group_by(DeliverySlipLine.slip_id)
        .having(func.sum(InvoiceLine.quantity) > 0)
    )


def invoiced_slips(slip_ids: Collection[int]) -> set[int]:
    """Which of these are on an invoice already."""
    return set(db.session.scalars(_invoiced().where(DeliverySlipLine.slip_id.in_(slip_ids))))


def waiting_for_invoice() -> Select[Any]:
    """The question itself: signed slips that are on no invoice."""
    signed = select(DeliverySlip).filter_by(state=SlipState.SIGNED)
    return signed.where(DeliverySlip.id.not_in(_invoiced()))


def slips_to_invoice() -> Sequence[DeliverySlip]:
    """Signed and on no invoice yet, order by order, the oldest first."""
    chosen = waiting_for_invoice().order_by(DeliverySlip.order_id, DeliverySlip.id)
    load = (
        joinedload(DeliverySlip.order).joinedload(Order.customer),
        selectinload(DeliverySlip.lines).joinedload(DeliverySlipLine.order_line),
    )
    return db.session.scalars(chosen.options(*load).limit(MOST_SLIPS)).all()


def count_to_invoice() -> int:
    rows = select(func.count()).select_from(waiting_for_invoice().subquery())
    return db.session.scalar(rows) or 0


def credited_lines(invoice_id: int) -> dict[int, Decimal]:
    """Quantities given back already, by line of the invoice (positive)."""
    rows = (
        select(InvoiceLine.credited_line_id, type_coerce(func.sum(InvoiceLine.quantity), PRICE))
        .join(Invoice)
        .where(Invoice.credited_id == invoice_id)
        .group_by(InvoiceLine.credited_line_id)
    )
    return {line_id: -given for line_id, given in db.session.execute(rows) if line_id}


def last_issue_day(kind: InvoiceKind) -> date | None:
    return db.session.scalar(select(func.max(Invoice.issued_on)).filter_by(kind=kind))


def vat_of(one: Invoice) -> rules.VatTable:
    """(rate, base, VAT) per rate, as the paper prints them."""
    return rules.vat_of(one)


def asks_for_ground(one: Invoice, school: School) -> bool:
    """Whether somebody must write why lines of this draft bear no VAT."""
    return one.state is InvoiceState.DRAFT and rules.needs_ground(one, school)


def can_be_credited(one: Invoice) -> bool:
    return (one.kind, one.state) == (InvoiceKind.INVOICE, InvoiceState.ISSUED)


def left_to_credit(one: Invoice) -> dict[int, Decimal]:
    """Quantities not given back yet, by line."""
    given = credited_lines(one.id)
    return {line.id: line.quantity - given.get(line.id, Decimal(0)) for line in one.lines}


def why_not_issued(one: Invoice, school: School) -> list[str]:
    """What issuing would refuse, told before the button is pressed."""
    if one.state is not InvoiceState.DRAFT:
        return []
    try:
        rules.check_can_be_issued(one, school)
    except Refusal as refusal:
        return [str(refusal)]
    return []
