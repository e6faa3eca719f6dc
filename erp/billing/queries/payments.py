"""What screens ask about money received: what it paid, what is left of it, what a customer owes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, select, type_coerce
from sqlalchemy.orm import joinedload, selectinload

from erp.billing import settling
from erp.billing.models import Invoice, Payment, Share
from erp.billing.queries.standing import LEFT, NOTHING, to_pay
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


def count_moves(customer_id: int) -> int:
    """Payments and shares of a customer, ever: a form that knows of fewer was overtaken."""
    counts = [
        select(func.count()).select_from(model).filter_by(customer_id=customer_id).scalar_subquery()
        for model in (Payment, Share)
    ]
    return sum(db.session.execute(select(*counts)).one())


def settlements(*which: ColumnElement[bool], most: int | None = None) -> list[tuple[int, date]]:
    """(share, the day it counts), as they were noted."""
    money = Payment.id == func.coalesce(Share.payment_id, Share.refund_id)
    chosen = (
        select(Share.id, Share.recorded_at, Payment.recorded_at, Payment.received_on)
        .outerjoin(Payment, money)
        .where(*which)
        .order_by(Share.id)
        .limit(most)
    )
    found = db.session.execute(chosen)
    return [(key, settling.settled_on(given, noted, came)) for key, given, noted, came in found]


def last_share_id(customer_id: int) -> int:
    return db.session.scalar(select(func.max(Share.id)).filter_by(customer_id=customer_id)) or 0


def shares_after(customer_id: int, share_id: int) -> Sequence[Share]:
    """What was shared out since that one, with what pays and what is paid."""
    chosen = select(Share).where(Share.customer_id == customer_id, Share.id > share_id)
    papers = (joinedload(Share.invoice), joinedload(Share.note))
    load = (joinedload(Share.payment), joinedload(Share.refund), *papers)
    return db.session.scalars(chosen.options(*load).order_by(Share.id)).all()


def uses_of(note: Invoice) -> Sequence[Share]:
    """Where a credit note went, as it was given."""
    load = (joinedload(Share.invoice), joinedload(Share.refund))
    chosen = select(Share).filter_by(note_id=note.id).options(*load).order_by(Share.id)
    return db.session.scalars(chosen).all()


def paid_elsewhere(note: Invoice, uses: Sequence[Share]) -> set[int]:
    """The invoices that a credit note pays today, but the one it corrects."""
    found = settling.uses(uses, "invoice_id", "refund_id")
    paid = {key for (column, key), part in found.items() if column == "invoice_id" and part > 0}
    return paid - {note.credited_id}


def shares_on(invoice_id: int) -> Sequence[Share]:
    return db.session.scalars(select(Share).filter_by(invoice_id=invoice_id)).all()


def owed_by(customer_id: int) -> dict[int, Decimal]:
    """What is left on each open invoice of a customer, the oldest date to pay first."""
    return to_pay(open_invoices(customer_id))


def split_oldest_first(customer_id: int, amount: Decimal | None = None) -> dict[int, Decimal]:
    """What this sum (or the customer's credit) pays when nobody says otherwise."""
    sum_ = credit_of(customer_id) if amount is None else amount
    return settling.oldest_first(sum_, owed_by(customer_id).items())


def can_be_corrected(one: Payment) -> bool:
    return one.corrects_id is None and one.corrected_by is None


@dataclass(frozen=True)
class Use:
    """What a payment pays today, or what a refund was taken from."""

    record: Invoice | Payment
    amount: Decimal
    can_be_taken_back: bool


def pays(one: Payment) -> list[Use]:
    """Both ends of a payment; what was undone is gone."""
    found: dict[tuple[str, int], Use] = {}
    for row in [*one.shares, *one.covered_by]:
        other = row.invoice or row.refund if row.payment_id == one.id else row.payment or row.note
        if other is None:
            continue
        key = (type(other).__name__, other.id)
        before = found[key].amount if key in found else NOTHING
        found[key] = Use(other, before + row.amount, row.invoice is other)
    return [use for use in found.values() if use.amount]


@dataclass(frozen=True)
class MoneySummary:
    """Received this month and the credit that waits to be used."""

    this_month: Decimal
    count: int
    waiting: Decimal


def money_summary(*, today: date) -> MoneySummary:
    month = Payment.received_on >= today.replace(day=1)
    received = select(func.count(), type_coerce(func.sum(Payment.amount), CENTS)).where(month)
    count, amount = db.session.execute(received).one()
    rests_ = select(REST.label("rest")).where(REST > NOTHING).subquery()
    waiting = db.session.scalar(select(type_coerce(func.sum(rests_.c.rest), CENTS)))
    return MoneySummary(amount or NOTHING, count, waiting or NOTHING)


def names_paid(payments_: Sequence[Payment]) -> dict[int, list[str]]:
    """The numbers of the invoices that each pays today."""
    told = {}
    for one in payments_:
        names = {share.invoice_id: str(share.invoice) for share in one.shares}
        paid = settling.uses(one.shares, "invoice_id", "refund_id")
        told[one.id] = [names[key] for column, key in paid if column == "invoice_id"]
    return told


def received(invoice_id: int) -> Decimal:
    """All that payments and credit notes pay on an invoice."""
    rows = select(type_coerce(func.sum(Share.amount), CENTS))
    return db.session.scalar(rows.filter_by(invoice_id=invoice_id)) or NOTHING
