"""Late interest to the cent, the three steps, and nobody reminded twice."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from erp.billing import actions, letters, queries
from erp.billing.lateness import STEPS, Rate, has_rate, late_interest, next_step
from erp.billing.models import Reminder
from erp.billing.refusals import (
    CustomerHasNoMail,
    NothingToRemind,
    RateEndsBefore,
    RatesOverlap,
    ReminderHasChanged,
)
from erp.core import clock
from erp.core.db import db
from tests.billing.test_payments import bill
from tests.builders import a_contact, a_school, a_user, messages
from tests.builders_work import credit, pay

DUE = date(2026, 6, 20)
TWELVE = Rate(date(2026, 1, 1), date(2026, 6, 30), Decimal("12.15"))
FOURTEEN = Rate(date(2026, 7, 1), None, Decimal("14.60"))


def interest(owed="1000.00", paid=(), until=date(2026, 7, 10), rates=(FOURTEEN, TWELVE)) -> Decimal:
    return late_interest(Decimal(owed), paid, due_on=DUE, until=until, rates=rates)


def test_interest_runs_from_the_day_after_and_changes_with_the_half_year():
    assert interest(until=DUE) == 0
    assert interest(until=date(2026, 6, 30)) == Decimal("3.33")  # 1000 × 12.15 % × 10 / 365
    assert interest() == Decimal("7.33")  # and 1000 × 14.60 % × 10 / 365


def test_interest_falls_with_what_was_paid_and_the_day_of_payment_still_counts():
    half = [(date(2026, 6, 30), Decimal("500.00"))]
    assert interest(paid=half) == Decimal("5.33")  # 3.33 + 2.00
    before = [(date(2026, 6, 1), Decimal("1000.00"))]
    assert interest(paid=before) == 0


def test_a_day_without_a_rate_counts_nothing_and_is_told():
    assert interest(rates=()) == 0
    assert not has_rate(DUE, date(2026, 7, 10), [TWELVE])
    assert has_rate(DUE, date(2026, 7, 10), [TWELVE, FOURTEEN])
    assert has_rate(DUE, date(2026, 6, 30), [TWELVE])


@given(
    st.decimals("0.01", "100000", places=2),
    st.integers(0, 400),
    st.lists(st.tuples(st.integers(0, 400), st.decimals("0", "500", places=2)), max_size=4),
)
def test_interest_is_what_a_count_day_by_day_gives(owed, late, paid):
    until = DUE + timedelta(days=late)
    shares = [(DUE + timedelta(days=n), amount) for n, amount in paid]
    total = Decimal(0)
    for n in range(1, late + 1):
        day = DUE + timedelta(days=n)
        left = owed - sum((amount for when, amount in shares if when < day), Decimal(0))
        total += left * (TWELVE if TWELVE.covers(day) else FOURTEEN).percent
    told = late_interest(owed, shares, due_on=DUE, until=until, rates=(FOURTEEN, TWELVE))
    assert abs(told - max(total, Decimal(0)) / 36500) <= Decimal("0.005")


def test_each_step_waits_for_its_day_and_a_week_after_the_last():
    def step(days, *sent):
        today = DUE + timedelta(days=days)
        found = next_step(list(sent), due_on=DUE, today=today, steps=STEPS)
        return found.number if found else None

    first, second = (1, DUE + timedelta(days=18)), (2, DUE + timedelta(days=25))
    assert [step(0), step(4), step(5), step(90)] == [None, None, 1, 1]
    assert [step(20, first), step(24, first), step(25, first)] == [None, None, 2]
    assert step(40, first, second) == 3
    assert step(90, first, second, (3, DUE + timedelta(days=41))) is None


@pytest.fixture
def buyer():
    a_school()
    return a_contact()


@pytest.fixture
def late_by():
    """Live so many days after the date to pay of an invoice."""

    def travel(invoice, days):
        day = invoice.due_on + timedelta(days=days)
        return time_machine.travel(clock.at(day, time(10)), tick=False)

    return travel


def remind(buyer, *, seen, claims=True):
    who = {"school": a_school(), "actor": a_user(), "now": clock.now()}
    letter = actions.send_reminder(buyer.customer, claims=claims, seen=seen, **who)
    db.session.commit()
    return letter


def test_a_company_is_reminded_with_interest_and_the_fee_and_never_twice(buyer, late_by):
    invoice = bill(buyer)
    actions.set_late_rate(
        None, since=date(2020, 1, 1), until=None, percent=Decimal("12.15"), actor=None
    )
    with late_by(invoice, 10):
        letter = remind(buyer, seen=1)

        assert invoice.number in letter.text and "313,50" in letter.text
        assert "40,00" not in letter.text  # the first only reminds
        with pytest.raises(NothingToRemind):
            remind(buyer, seen=1)
    with late_by(invoice, 20):
        letter = remind(buyer, seen=2)
        assert "40,00" in letter.text and "2,09" in letter.text  # 313.50 × 12.15 % × 20 / 365
    rows = db.session.query(Reminder).order_by(Reminder.id).all()
    assert [(one.step, one.left) for one in rows] == [(1, invoice.gross), (2, invoice.gross)]
    assert rows[1].fee == 40
    letters_ = [one for one in messages() if "rappel" in str(one.payload).lower()]
    assert len(letters_) == 2


def test_a_private_person_owes_neither_interest_nor_the_fee(buyer, late_by):
    buyer.customer.is_private = True
    invoice = bill(buyer)
    actions.set_late_rate(None, since=date(2020, 1, 1), until=None, percent=Decimal(12), actor=None)
    with late_by(invoice, 30):
        late = queries.late_customers(today=clock.today())[0]
        assert (late.claims, late.left) == (0, invoice.gross)
        letter = letters.letter_for(late, a_school(), claims=True)
        assert "indemnité" not in letter.text and "pénalités" not in letter.text


def test_what_was_paid_or_credited_is_reminded_no_more(buyer, late_by):
    one, two, three = bill(buyer), bill(buyer), bill(buyer)
    pay(one, "313.50")
    credit(two, "25")
    pay(three, "300.00")
    with late_by(three, 10):
        late = queries.late_customers(today=clock.today())[0]
        assert [(row.invoice, row.left) for row in late.rows] == [(three, Decimal("13.50"))]


def test_a_customer_left_in_peace_gets_no_letter(buyer, late_by):
    invoice = bill(buyer)
    actions.mute_reminders(buyer.customer, reason="Litige", actor=a_user())
    with late_by(invoice, 10):
        assert queries.late_customers(today=clock.today())[0].muted == "Litige"
        with pytest.raises(NothingToRemind):
            remind(buyer, seen=1)
        actions.unmute_reminders(buyer.customer, actor=a_user())
        assert remind(buyer, seen=1).sent_to == buyer.email


def test_a_letter_that_nobody_read_first_or_that_nobody_can_receive_stays(buyer, late_by):
    invoice = bill(buyer)
    with late_by(invoice, 10):
        with pytest.raises(ReminderHasChanged):
            remind(buyer, seen=2)
        buyer.customer.contacts[0].email = ""
        with pytest.raises(CustomerHasNoMail, match="complétez sa fiche"):
            remind(buyer, seen=1)


def test_rates_do_not_overlap_and_end_after_they_begin():
    def rate(since, until, but=None):
        return actions.set_late_rate(but, since=since, until=until, percent=Decimal(12), actor=None)

    first = rate(date(2026, 1, 1), None)
    rate(date(2026, 7, 1), None)  # takes over
    with pytest.raises(RatesOverlap):
        rate(date(2025, 7, 1), None)
    with pytest.raises(RateEndsBefore):
        rate(date(2026, 1, 1), date(2025, 12, 31))
    rate(date(2025, 7, 1), date(2025, 12, 31))
    rate(date(2026, 1, 1), date(2026, 6, 30), but=first)
    assert [one.percent for one in queries.late_rates()] == [12, 12, 12]
