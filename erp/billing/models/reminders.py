"""Reminders of what is late: their steps, the rate of late interest, who is left in peace."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.billing.models.invoices import Invoice
from erp.core.db import Record, Versioned
from erp.core.frozen import Frozen
from erp.core.money import CENTS, PERCENT
from erp.customers.models import Customer
from erp.people.models import User


class LateRate(Versioned, Record):
    """Late interest a year, in percent, from a day to another (None: until further notice)."""

    __tablename__ = "late_rate"
    __table_args__ = (CheckConstraint("until IS NULL OR until >= since", name="in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    since: Mapped[date] = mapped_column(unique=True)
    until: Mapped[date | None]
    rate: Mapped[Decimal] = mapped_column(PERCENT)

    def __str__(self) -> str:
        return f"{self.since:%d/%m/%Y}"


class ReminderStep(Versioned, Record):
    """The words of one of the three steps, when a school has written its own."""

    __tablename__ = "reminder_step"
    __table_args__ = (CheckConstraint("id BETWEEN 1 AND 3", name="one_of_three"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # which step
    days: Mapped[int]  # after the date to pay
    subject: Mapped[str]
    text: Mapped[str]


class ReminderMute(Versioned, Record):
    """A customer who gets no reminder, and why."""

    __tablename__ = "reminder_mute"

    customer_id: Mapped[int] = mapped_column(
        ForeignKey("customer.id"), primary_key=True, autoincrement=False
    )
    reason: Mapped[str]

    customer: Mapped[Customer] = relationship()


class Reminder(Frozen, Record):
    """What was written about a late invoice; a step is never sent twice for the same one."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("invoice_id", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"))
    step: Mapped[int]
    sent_on: Mapped[date]
    left: Mapped[Decimal] = mapped_column(CENTS)
    interest: Mapped[Decimal] = mapped_column(CENTS)
    fee: Mapped[Decimal] = mapped_column(CENTS)
    sent_to: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    customer: Mapped[Customer] = relationship()
    invoice: Mapped[Invoice] = relationship()
    recorded_by: Mapped[User] = relationship()
