"""What screens ask about invoices."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from sqlalchemy import select

from erp.billing.models import Invoice, Payment
from erp.billing.states import InvoiceKind, InvoiceState
from erp.core.db import db

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
