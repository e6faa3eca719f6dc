"""What screens ask about money received: what it paid, what is left of it, what a customer owes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select, type_coerce
from sqlalchemy.orm import joinedload, selectinload

from erp.billing.models import Invoice, Payment, Share
from erp.billing.queries.standing import LEFT, NOTHING
from erp.billing.states import InvoiceKind, InvoiceState, PaymentMethod
from erp.core.db import db
from erp.core.money import CENTS
from erp.core.paging import Page, paginate
from erp.core.search import matches

MOST_OPEN = 500


def _sum_of(condition: Any) -> Any:
    total = select(func.coalesce(func.sum(Share.amount), NOTHING)).where(condition)
    return total.correlate(Payment).scalar_subquery()


# Of a payment what pays nothing yet; below zero: a refund of more than the credit there was.
REST: Any = type_coerce(
    Payment.amount
    - _sum_of(Share.payment_id == Payment.id)
    + _sum_of(Share.refund_id == Payment.id),
    CENTS,
)


@dataclass(frozen=True)
class Credit:
    """What a customer may still use or have back: the rest of a payment or of a credit note."""

    source: Payment | Invoice
    day: date
    rest: Decimal

    @property
    def key(self) -> dict[str, int]:
        """The columns of a share that comes from here."""
        name = "payment_id" if isinstance(self.source, Payment) else "note_id"
        return {name: self.source.id}


def payment(payment_id: int) -> Payment | None:
    load = (
        joinedload(Payment.customer),
        joinedload(Payment.recorded_by),
        joinedload(Payment.corrects),
        joinedload(Payment.corrected_by),
        selectinload(Payment.shares).options(joinedload(Share.invoice), joinedload(Share.refund)),
        selectinload(Payment.covered_by).options(joinedload(Share.payment), joinedload(Share.note)),
    )
    return db.session.scalar(select(Payment).filter_by(id=payment_id).options(*load))


def payments(
    words: str = "",
    *,
    method: PaymentMethod | None = None,
    since: date | None = None,
    until: date | None = None,
    with_rest: bool = False,
    customer_id: int | None = None,
    after: int | None = None,
) -> Page[Payment]:
    chosen = select(Payment).where(*matches(Payment, words))
    facts = {"method": method, "customer_id": customer_id}
    chosen = chosen.filter_by(**{name: fact for name, fact in facts.items() if fact is not None})
    if since is not None:
        chosen = chosen.where(Payment.received_on >= since)
    if until is not None:
        chosen = chosen.where(Payment.received_on <= until)
    if with_rest:
        chosen = chosen.where(REST != NOTHING)
    load = (
        joinedload(Payment.customer),
        joinedload(Payment.corrected_by),
        selectinload(Payment.shares).joinedload(Share.invoice),
    )
    return paginate(chosen.options(*load), Payment.id, after)


def rests(payments_: Sequence[Payment]) -> dict[int, Decimal]:
    """What is left of each, by id."""
    rows = select(Payment.id, REST).where(Payment.id.in_([one.id for one in payments_]))
    return {payment_id: rest for payment_id, rest in db.session.execute(rows)}


def open_invoices(customer_id: int) -> Sequence[Invoice]:
    """Issued and not paid whole, the oldest date to pay first."""
    chosen = (
        select(Invoice)
        .where(
            Invoice.customer_id == customer_id,
            Invoice.state == InvoiceState.ISSUED,
            Invoice.kind != InvoiceKind.CREDIT_NOTE,
            LEFT > NOTHING,
        )
        .order_by(Invoice.due_on, Invoice.id)
        .options(joinedload(Invoice.order))
    )
    return db.session.scalars(chosen.limit(MOST_OPEN)).all()


def credits_of(customer_id: int) -> list[Credit]:
    """Credit notes and payments with something left, the oldest first."""
    notes = select(Invoice, LEFT).where(
        Invoice.customer_id == customer_id,
        Invoice.state == InvoiceState.ISSUED,
        Invoice.kind == InvoiceKind.CREDIT_NOTE,
        LEFT < NOTHING,
    )
    received = select(Payment, REST).where(Payment.customer_id == customer_id, REST > NOTHING)
    found = [
        Credit(note, note.issued_on or date.min, -left) for note, left in db.session.execute(notes)
    ]
    found += [Credit(one, one.received_on, rest) for one, rest in db.session.execute(received)]
    return sorted(found, key=lambda credit: (credit.day, str(credit.source)))


def credit_of(customer_id: int) -> Decimal:
    return sum((one.rest for one in credits_of(customer_id)), NOTHING)


def count_payments(customer_id: int) -> int:
    rows = select(func.count()).select_from(Payment).filter_by(customer_id=customer_id)
    return db.session.scalar(rows) or 0


def shares_on(invoice_id: int) -> Sequence[Share]:
    return db.session.scalars(select(Share).filter_by(invoice_id=invoice_id)).all()
