"""Note what was received, what was given back, and what was noted by mistake."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from erp.billing import queries, rules, settling
from erp.billing.actions.matchings import match, unmatch
from erp.billing.actions.shares import check_on_open, draw, share
from erp.billing.models import Invoice, Payment
from erp.billing.settling import NOTHING, Receipt
from erp.core import clock, journal, ledger
from erp.core.db import db, hold
from erp.core.words import N_
from erp.customers.models import Customer
from erp.documents import format as french
from erp.people.models import User


def record_payment(
    customer: Customer,
    receipt: Receipt,
    shares: Mapping[int, Decimal],
    *,
    actor: User,
    now: datetime,
    keep_rest: bool = False,
    seen: int | None = None,
) -> Payment:
    """Money in, which pays these invoices (id → amount); the rest is the customer's credit.

    `seen`: how many moves of this customer the form knew of; None asks nothing.
    """
    hold(customer)
    settling.check_seen(queries.count_moves(customer.id), seen)
    settling.check_receipt(receipt, today=clock.day_of(now))
    check_on_open(customer, shares)
    settling.check_sum(receipt.amount, shares, keep_rest=keep_rest)
    payment = _note(customer, receipt, actor=actor, now=now)
    for invoice_id, part in shares.items():
        if part:
            ends = {"payment_id": payment.id, "invoice_id": invoice_id}
            share(customer, part, actor=actor, now=now, **ends)
    match(customer, now=now)
    told = french.money(receipt.amount)
    journal.write(payment, "receive", N_("Règlement reçu"), actor=actor, note=told)
    return payment


def pay_invoice(
    invoice: Invoice, receipt: Receipt, *, actor: User, now: datetime, seen: int | None = None
) -> Payment:
    """Money in for one invoice, and no more than is left on it."""
    rules.check_is_issued(invoice)
    hold(invoice.customer)
    settling.check_seen(queries.count_moves(invoice.customer_id), seen)
    settling.check_receipt(receipt, today=clock.day_of(now))
    left = queries.to_pay([invoice])[invoice.id]
    settling.check_left(invoice, left)
    settling.check_at_most(receipt.amount, left)
    shares = {invoice.id: receipt.amount}
    payment = record_payment(invoice.customer, receipt, shares, actor=actor, now=now)
    told = french.money(receipt.amount)
    journal.write(invoice, "pay", N_("Règlement enregistré"), actor=actor, note=told)
    return payment


def pay_back(
    customer: Customer, receipt: Receipt, *, actor: User, now: datetime, seen: int | None = None
) -> Payment:
    """Money out (`receipt.amount` above 0), taken from the customer's credit, the oldest first."""
    hold(customer)
    settling.check_seen(queries.count_moves(customer.id), seen)
    settling.check_receipt(receipt, today=clock.day_of(now))
    credits_ = queries.credits_of(customer.id)
    total = sum((one.rest for one in credits_), NOTHING)
    settling.check_credit_is_enough(receipt.amount, total)
    refund = _note(customer, receipt, actor=actor, now=now, sign=-1)
    draw(customer, credits_, receipt.amount, actor=actor, now=now, refund_id=refund.id)
    match(customer, now=now)
    told = french.money(receipt.amount)
    journal.write(refund, "pay_back", N_("Remboursé"), actor=actor, note=told)
    return refund


def correct_payment(payment: Payment, *, reason: str, actor: User, now: datetime) -> Payment:
    """The opposite of a payment or refund noted by mistake; what it paid is open again."""
    customer = payment.customer
    hold(customer)
    db.session.expire(payment)  # somebody may have been faster
    settling.check_can_be_corrected(payment)
    unmatch([("payment", payment.id)], now=now)
    undone = [
        *(({"payment_id": payment.id, name: n}, part) for (name, n), part in _uses(payment)),
        *(({"refund_id": payment.id, name: n}, part) for (name, n), part in _sources(payment)),
    ]
    for ends, part in undone:
        share(customer, -part, actor=actor, now=now, **ends)
    opposite = _opposite(payment, reason, actor=actor, now=now)
    plus, minus = (payment, opposite) if payment.amount > 0 else (opposite, payment)
    share(customer, plus.amount, actor=actor, now=now, payment_id=plus.id, refund_id=minus.id)
    match(customer, now=now)
    journal.write(payment, "correct", N_("Règlement annulé"), actor=actor, note=reason)
    return opposite


def _uses(payment: Payment) -> list[tuple[tuple[str, int], Decimal]]:
    return list(settling.uses(payment.shares, "invoice_id", "refund_id").items())


def _sources(payment: Payment) -> list[tuple[tuple[str, int], Decimal]]:
    return list(settling.uses(payment.covered_by, "payment_id", "note_id").items())


def _opposite(payment: Payment, reason: str, *, actor: User, now: datetime) -> Payment:
    today, amount = clock.day_of(now), -payment.amount
    receipt = Receipt(amount, payment.method, today, payment.reference, reason)
    return _note(payment.customer, receipt, actor=actor, now=now, corrects=payment)


def _note(
    customer: Customer,
    receipt: Receipt,
    *,
    actor: User,
    now: datetime,
    sign: int = 1,
    corrects: Payment | None = None,
) -> Payment:
    payment = Payment(
        customer=customer,
        amount=sign * receipt.amount,
        method=receipt.method,
        received_on=receipt.received_on,
        reference=receipt.reference,
        note=receipt.note,
        recorded_at=now,
        recorded_by_id=actor.id,
        corrects=corrects,
    )
    db.session.add(payment)
    ledger.seal(payment, now=now)
    return payment
