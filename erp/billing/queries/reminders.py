"""Who is late, which reminder is due, and what was written already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from erp.billing import lateness
from erp.billing.lateness import NOTHING, Rate, Step
from erp.billing.models import (
    Invoice,
    LateRate,
    Reminder,
    ReminderMute,
    ReminderStep,
    Share,
)
from erp.billing.queries.standing import LEFT, OWED
from erp.billing.states import InvoiceState
from erp.core.db import db
from erp.core.paging import Page, paginate
from erp.core.search import matches
from erp.customers.models import Customer

MOST_LATE = 1_000


@dataclass(frozen=True)
class Late:
    """An invoice that is late: what is left, what may be claimed, which reminder is due (if any)."""

    invoice: Invoice
    left: Decimal
    days: int
    interest: Decimal
    fee: Decimal
    has_rate: bool
    step: Step | None
    sent: int  # the last step sent; 0: none


@dataclass(frozen=True)
class LateCustomer:
    """All that a customer is late with; `muted`: why they are left in peace, "" when they are not."""

    customer: Customer
    rows: Sequence[Late]
    muted: str

    @property
    def ready(self) -> list[Late]:
        return [] if self.muted else [row for row in self.rows if row.step is not None]

    @property
    def left(self) -> Decimal:
        return sum((row.left for row in self.rows), NOTHING)

    @property
    def claims(self) -> Decimal:
        return sum((row.interest + row.fee for row in self.rows), NOTHING)

    @property
    def step(self) -> Step | None:
        """The letter speaks in the voice of the furthest step."""
        return max((row.step for row in self.ready if row.step), key=_number, default=None)


def _number(step: Step) -> int:
    return step.number


def late_customers(
    words: str = "", *, today: date, customer_id: int | None = None
) -> list[LateCustomer]:
    """The longest wait first."""
    chosen = (
        select(Invoice, LEFT, OWED)
        .where(Invoice.state == InvoiceState.ISSUED, LEFT > NOTHING, Invoice.due_on < today)
        .where(*matches(Invoice, words))
        .order_by(Invoice.due_on, Invoice.id)
        .options(
            joinedload(Invoice.customer).selectinload(Customer.contacts),
            joinedload(Invoice.order),
            selectinload(Invoice.shares).options(joinedload(Share.payment), joinedload(Share.note)),
        )
    )
    if customer_id is not None:
        chosen = chosen.where(Invoice.customer_id == customer_id)
    found = db.session.execute(chosen.limit(MOST_LATE)).unique().all()
    sent, rates, steps = _sent([one.id for one, _, _ in found]), late_rates(), reminder_steps()
    by_customer: dict[Customer, list[Late]] = {}
    for one, left, owed in found:
        row = _late(one, left, owed, sent.get(one.id, []), rates, steps, today)
        by_customer.setdefault(one.customer, []).append(row)
    muted = _muted()
    return [LateCustomer(who, rows, muted.get(who.id, "")) for who, rows in by_customer.items()]


def _late(
    invoice: Invoice,
    left: Decimal,
    owed: Decimal,
    sent: list[tuple[int, date]],
    rates: Sequence[Rate],
    steps: Sequence[Step],
    today: date,
) -> Late:
    due_on = invoice.due_on or today
    private = invoice.customer.is_private
    interest = lateness.late_interest(owed, _paid(invoice), due_on=due_on, until=today, rates=rates)
    return Late(
        invoice=invoice,
        left=left,
        days=(today - due_on).days,
        interest=NOTHING if private else interest,
        fee=NOTHING if private else lateness.FEE,
        has_rate=private or lateness.has_rate(due_on, today, rates),
        step=lateness.next_step(sent, due_on=due_on, today=today, steps=steps),
        sent=max((step for step, _ in sent), default=0),
    )


def _paid(invoice: Invoice) -> list[tuple[date, Decimal]]:
    """When each share came: a credit note counts from its own day."""
    days = []
    for share in invoice.shares:
        day = share.payment.received_on if share.payment else None
        if share.note is not None:
            day = share.note.issued_on
        days.append((day or date.min, share.amount))
    return days


def _sent(ids: Sequence[int]) -> dict[int, list[tuple[int, date]]]:
    rows = select(Reminder.invoice_id, Reminder.step, Reminder.sent_on)
    told: dict[int, list[tuple[int, date]]] = {}
    for invoice_id, step, day in db.session.execute(rows.where(Reminder.invoice_id.in_(ids))):
        told.setdefault(invoice_id, []).append((step, day))
    return told


def _muted() -> dict[int, str]:
    rows = select(ReminderMute.customer_id, ReminderMute.reason)
    return {customer_id: reason for customer_id, reason in db.session.execute(rows)}


def mute_of(customer_id: int) -> ReminderMute | None:
    return db.session.get(ReminderMute, customer_id)


def reminders(*, customer_id: int | None = None, after: int | None = None) -> Page[Reminder]:
    """What was written, the last first."""
    chosen: Any = select(Reminder).options(
        joinedload(Reminder.customer),
        joinedload(Reminder.invoice),
        joinedload(Reminder.recorded_by),
    )
    if customer_id is not None:
        chosen = chosen.filter_by(customer_id=customer_id)
    return paginate(chosen, Reminder.id, after)


def reminder(reminder_id: int) -> Reminder | None:
    return db.session.get(Reminder, reminder_id)


def late_rate(rate_id: int) -> LateRate | None:
    return db.session.get(LateRate, rate_id)


def rate_rows() -> Sequence[LateRate]:
    return db.session.scalars(select(LateRate).order_by(LateRate.since.desc())).all()


def late_rates() -> list[Rate]:
    """The latest first: where two overlap, the later one holds."""
    return [Rate(one.since, one.until, one.rate) for one in rate_rows()]


def own_step(number: int) -> ReminderStep | None:
    return db.session.get(ReminderStep, number)


def reminder_steps() -> list[Step]:
    """The school's words where it has some, ours elsewhere."""
    own = {one.id: one for one in db.session.scalars(select(ReminderStep))}
    return [
        Step(one.id, one.days, one.subject, one.text) if (one := own.get(step.number)) else step
        for step in lateness.STEPS
    ]
