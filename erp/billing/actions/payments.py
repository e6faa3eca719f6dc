"""Note what was received."""

from datetime import date, datetime
from decimal import Decimal

from erp.billing import queries, rules
from erp.billing.models import Invoice, Payment
from erp.billing.states import PaymentMethod
from erp.core import clock, journal
from erp.core.db import hold
from erp.core.words import N_
from erp.documents import format as french
from erp.people.models import User


def record_payment(
    invoice: Invoice,
    *,
    amount: Decimal,
    method: PaymentMethod,
    received_on: date,
    reference: str,
    actor: User,
    now: datetime,
    seen: int | None = None,
) -> Payment:
    """Money in; a negative amount takes back what was recorded by mistake, or pays back a credit.

    `seen`: how many payments the form knew of; None asks nothing.
    """
    rules.check_is_issued(invoice)
    hold(invoice)
    rules.check_nothing_is_new(invoice, payments=seen)
    left, received = queries.to_pay([invoice])[invoice.id], queries.received(invoice.id)
    rules.check_payment(invoice, amount, left, received)
    rules.check_payment_day(invoice, received_on, today=clock.day_of(now))
    payment = Payment(amount=amount, method=method, received_on=received_on, reference=reference)
    payment.recorded_at, payment.recorded_by_id = now, actor.id
    invoice.payments.append(payment)
    journal.write(
        invoice, "pay", N_("Règlement enregistré"), actor=actor, note=french.money(amount)
    )
    return payment
