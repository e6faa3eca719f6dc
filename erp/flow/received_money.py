"""Money comes in, goes out or is shared out anew: the papers it settles, and « Encaissée » for those
whose tax is due with it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal

from erp.billing import actions as billing
from erp.billing import queries
from erp.billing.models import Invoice, Payment
from erp.billing.settling import Receipt
from erp.core import clock
from erp.core.db import db, hold
from erp.customers.models import Customer
from erp.people.models import User
from erp.school.models import School


def record_payment(
    customer: Customer,
    receipt: Receipt,
    shares: Mapping[int, Decimal],
    *,
    school: School,
    actor: User,
    now: datetime,
    keep_rest: bool = False,
    seen: int | None = None,
) -> Payment:
    payment = billing.record_payment(
        customer, receipt, shares, keep_rest=keep_rest, seen=seen, actor=actor, now=now
    )
    billing.note_receipt(payment, school=school, actor=actor, now=now)
    return payment


def pay_invoice(
    invoice: Invoice,
    receipt: Receipt,
    *,
    school: School,
    actor: User,
    now: datetime,
    seen: int | None = None,
) -> Payment:
    payment = billing.pay_invoice(invoice, receipt, seen=seen, actor=actor, now=now)
    billing.note_receipt(payment, school=school, actor=actor, now=now)
    return payment


def pay_back(
    customer: Customer,
    receipt: Receipt,
    *,
    school: School,
    actor: User,
    now: datetime,
    seen: int | None = None,
) -> Payment:
    refund = billing.pay_back(customer, receipt, seen=seen, actor=actor, now=now)
    billing.note_receipt(refund, school=school, actor=actor, now=now)
    return refund


def correct_payment(
    payment: Payment, *, reason: str, school: School, actor: User, now: datetime
) -> Payment:
    with _told(payment.customer, school=school, actor=actor, now=now, why=reason):
        return billing.correct_payment(payment, reason=reason, actor=actor, now=now)


def take_back(
    given: Payment | Invoice, invoice: Invoice, *, school: School, actor: User, now: datetime
) -> None:
    """What a payment or a credit note pays on an invoice."""
    source = ("payment_id" if isinstance(given, Payment) else "note_id", given.id)
    with _told(given.customer, school=school, actor=actor, now=now):
        billing.take_back(given.customer, source, invoice, actor=actor, now=now)


def use_credit(
    customer: Customer,
    wanted: Mapping[int, Decimal],
    *,
    school: School,
    actor: User,
    now: datetime,
    seen: int | None = None,
) -> None:
    with _told(customer, school=school, actor=actor, now=now):
        billing.use_credit(customer, wanted, actor=actor, now=now, seen=seen)


@contextmanager
def _told(
    customer: Customer, *, school: School, actor: User, now: datetime, why: str = ""
) -> Iterator[None]:
    """What is shared out inside is told as of today; `why`: something is taken back."""
    hold(customer)  # nobody else shares out in between
    before = queries.last_share_id(customer.id)
    yield
    db.session.flush()
    shares, today = queries.shares_after(customer.id, before), clock.day_of(now)
    billing.note_shares(shares, today, school=school, actor=actor, now=now, why=why)
