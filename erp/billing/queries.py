"""What screens ask about invoices."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from erp.billing import rules
from erp.billing.models import Invoice, InvoiceLine, Payment
from erp.billing.states import InvoiceKind, InvoiceState, Standing
from erp.core.db import db
from erp.core.paging import Page, paginate
from erp.core.search import matches
from erp.delivery.models import DeliverySlipLine

NOTHING = Decimal("0.00")


def invoices_of_order(order_id: int, *, issued_only: bool = False) -> Sequence[Invoice]:
    chosen = select(Invoice).filter_by(order_id=order_id).order_by(Invoice.id)
    if issued_only:
        chosen = chosen.filter_by(state=InvoiceState.ISSUED)
    return db.session.scalars(chosen).all()


def paid(invoice_ids: Collection[int]) -> dict[int, Decimal]:
    """What was received for each of these invoices, in one question."""
    chosen = select(Payment).where(Payment.invoice_id.in_(invoice_ids))
    total: dict[int, Decimal] = {}
    for payment in db.session.scalars(chosen):
        total[payment.invoice_id] = total.get(payment.invoice_id, Decimal(0)) + payment.amount
    return total


def credited(invoice_ids: Collection[int]) -> dict[int, Decimal]:
    """What credit notes gave back on each of these invoices (positive)."""
    chosen = select(Invoice).where(
        Invoice.credited_id.in_(invoice_ids), Invoice.state == InvoiceState.ISSUED
    )
    total: dict[int, Decimal] = {}
    for note in db.session.scalars(chosen):
        if note.credited_id is not None:
            total[note.credited_id] = total.get(note.credited_id, Decimal(0)) - note.gross
    return total


def to_pay(invoices: Sequence[Invoice]) -> dict[int, Decimal]:
    """What is still owed on each; nothing on drafts and credit notes."""
    ids = [invoice.id for invoice in invoices]
    received, given_back = paid(ids), credited(ids)
    owing = InvoiceKind.INVOICE, InvoiceState.ISSUED
    return {
        one.id: one.gross - received.get(one.id, NOTHING) - given_back.get(one.id, NOTHING)
        if (one.kind, one.state) == owing
        else NOTHING
        for one in invoices
    }


def unpaid_among(invoices: Sequence[Invoice]) -> list[Invoice]:
    owed = to_pay(invoices)
    return [invoice for invoice in invoices if owed[invoice.id] > 0]


def invoice(invoice_id: int, *, customer_id: int | None = None) -> Invoice | None:
    """With its lines, payments and credit notes. For `customer_id`: only theirs, once issued."""
    load = (
        joinedload(Invoice.customer),
        joinedload(Invoice.order),
        joinedload(Invoice.credited),
        selectinload(Invoice.lines)
        .joinedload(InvoiceLine.slip_line)
        .joinedload(DeliverySlipLine.slip),
        selectinload(Invoice.payments).joinedload(Payment.recorded_by),
        selectinload(Invoice.credit_notes),
    )
    chosen = select(Invoice).filter_by(id=invoice_id).options(*load)
    if customer_id is not None:
        chosen = chosen.filter_by(customer_id=customer_id, state=InvoiceState.ISSUED)
    return db.session.scalar(chosen)


def invoices(
    words: str = "",
    *,
    kind: InvoiceKind | None = None,
    state: InvoiceState | None = None,
    customer_id: int | None = None,
    after: int | None = None,
) -> Page[Invoice]:
    chosen = select(Invoice).where(*matches(Invoice, words))
    wanted = {"kind": kind, "state": state, "customer_id": customer_id}
    chosen = chosen.filter_by(**{key: value for key, value in wanted.items() if value is not None})
    load = (joinedload(Invoice.customer), joinedload(Invoice.order))
    return paginate(chosen.options(*load), Invoice.id, after)


def standings(invoices_: Sequence[Invoice], *, today: date) -> dict[int, Standing]:
    """Where each stands today, from its date, its payments and its credit notes."""
    ids = [one.id for one in invoices_]
    owed, received, given = to_pay(invoices_), paid(ids), credited(ids)
    return {
        one.id: _standing(one, owed[one.id], received.get(one.id), given.get(one.id), today)
        for one in invoices_
    }


def _standing(
    one: Invoice, owed: Decimal, received: Decimal | None, given: Decimal | None, today: date
) -> Standing:
    if one.state is InvoiceState.DRAFT:
        return Standing.DRAFT
    if owed <= 0:
        return Standing.CREDITED if given and not received else Standing.PAID
    if one.due_on is not None and one.due_on < today:
        return Standing.LATE
    return Standing.PARTLY_PAID if received else Standing.DUE


def invoiced_slip_lines() -> set[int]:
    """The delivered lines that are on an invoice already, drafts included."""
    chosen = select(InvoiceLine.slip_line_id).where(InvoiceLine.slip_line_id.is_not(None))
    return {line_id for line_id in db.session.scalars(chosen) if line_id is not None}


def credited_lines(invoice_id: int) -> dict[int, Decimal]:
    """Quantities given back already, by line of the invoice (positive)."""
    chosen = select(InvoiceLine).join(Invoice).where(Invoice.credited_id == invoice_id)
    total: dict[int, Decimal] = {}
    for line in db.session.scalars(chosen):
        if line.credited_line_id is not None:
            known = total.get(line.credited_line_id, Decimal(0))
            total[line.credited_line_id] = known - line.quantity
    return total


def last_issue_day(kind: InvoiceKind) -> date | None:
    return db.session.scalar(select(func.max(Invoice.issued_on)).filter_by(kind=kind))


def vat_of(one: Invoice) -> tuple[tuple[Decimal, Decimal, Decimal], ...]:
    """(rate, base, VAT) per rate, as the paper prints them."""
    return rules.vat_of(one.lines)
