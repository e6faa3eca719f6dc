"""Remind a customer of what is late, or leave them in peace; the words and rates for it."""

from datetime import date, datetime
from decimal import Decimal

from erp.billing import letters, queries, rules_late
from erp.billing.lateness import NOTHING
from erp.billing.letters import Letter
from erp.billing.models import LateRate, Reminder, ReminderMute, ReminderStep
from erp.core import clock, journal, ledger, mail
from erp.core.db import db, hold
from erp.core.journal import Actor
from erp.core.words import N_
from erp.customers.models import Customer
from erp.documents import format as french
from erp.people.models import User
from erp.school.models import School


def send_reminder(
    customer: Customer,
    *,
    claims: bool,
    seen: int,
    school: School,
    actor: User,
    now: datetime,
) -> Letter:
    """One letter for all that is due to be reminded; each invoice keeps its own row.

    `seen`: the step that the preview showed.
    """
    hold(customer)  # two people remind once
    late = queries.late_customers(today=clock.day_of(now), customer_id=customer.id)
    letter = letters.letter_for(late[0], school, claims=claims) if late else None
    letter = rules_late.checked_letter(letter, customer, seen)
    for row in letter.rows:
        db.session.add(_written(letter, row, actor=actor, now=now))
    numbers = ", ".join(str(row.invoice) for row in letter.rows)
    key = f"reminder-{letter.step.number}-{letter.rows[0].invoice.id}"
    mail.post(letter.sent_to, letter.subject, letter.text, key=key)
    journal.write(customer, "remind", N_("Relance envoyée"), actor=actor, note=numbers)
    return letter


def _written(letter: Letter, row: queries.Late, *, actor: User, now: datetime) -> Reminder:
    asked = letter.claims
    return Reminder(
        customer_id=row.invoice.customer_id,
        invoice_id=row.invoice.id,
        step=row.step.number if row.step else letter.step.number,
        sent_on=clock.day_of(now),
        left=row.left,
        interest=row.interest if asked else NOTHING,
        fee=row.fee if asked else NOTHING,
        sent_to=letter.sent_to,
        subject=letter.subject,
        text=letter.text,
        recorded_at=now,
        recorded_by_id=actor.id,
    )


def mute_reminders(customer: Customer, *, reason: str, actor: User) -> None:
    mute = queries.mute_of(customer.id)
    if mute is None:
        mute = ReminderMute(customer_id=customer.id)
        db.session.add(mute)
    mute.reason = reason
    journal.write(customer, "mute", N_("Relances arrêtées"), actor=actor, note=reason)


def unmute_reminders(customer: Customer, *, actor: User) -> None:
    mute = queries.mute_of(customer.id)
    if mute is not None:
        db.session.delete(mute)
        journal.write(customer, "unmute", N_("Relances reprises"), actor=actor)


def set_late_rate(
    rate: LateRate | None, *, since: date, until: date | None, percent: Decimal, actor: Actor | None
) -> LateRate:
    """A new rate (None), or a rate corrected; reminders already sent keep what they said."""
    rules_late.check_rate(queries.rate_rows(), since, until, but=rate)
    about = N_("Taux de retard depuis le %(day)s") % {"day": french.day(since)}
    ledger.note_change(
        about, french.percent(rate.rate) if rate else "", french.percent(percent), actor=actor
    )
    if rate is None:
        rate = LateRate()
        db.session.add(rate)
    rate.since, rate.until, rate.rate = since, until, percent
    return rate


def word_step(number: int, *, days: int, subject: str, text: str) -> None:
    """The school's own words for a step."""
    step = queries.own_step(number)
    if step is None:
        step = ReminderStep(id=number)
        db.session.add(step)
    step.days, step.subject, step.text = days, subject, text
