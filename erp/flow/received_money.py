"""Money comes in: the invoices it pays, and « Encaissée » for those whose tax it makes due."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from erp.billing import actions as billing
from erp.billing.models import Invoice, Payment
from erp.billing.settling import Receipt
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
