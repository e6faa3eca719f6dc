"""Days, months and years are closed once, in order, with totals that agree to the cent."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from erp.billing import actions as billing
from erp.billing.models import Invoice
from erp.closings import actions, queries
from erp.closings.models import Closing
from erp.closings.refusals import NothingToClose, PeriodIsNotOver
from erp.closings.states import Period
from erp.core import clock, ledger
from erp.core.db import db
from erp.core.ledger import ClockIsBehind, TechnicalEvent, TechnicalKind
from erp.school import actions as schools
from tests.builders import a_school, a_user
from tests.builders_ledger import behind, verdict
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice, pay


def at(day: date) -> datetime:
    return clock.at(day, time(10))


@pytest.fixture
def order():
    """What follows happens years later, away from today."""
    return a_finished_order(quantity="20")


def issue(order, day: date, quantity: str = "1") -> Invoice:
    with clock.living_at(at(day)):
        return an_invoice(a_signed_slip(order, quantity=quantity), issued=True)


def close(today: date) -> list[Closing]:
    closed = actions.close_until(today, actor=a_user(), now=at(today))
    db.session.commit()
    return closed


def test_a_day_has_its_totals_its_numbers_and_its_vat(order):
    day = date(2029, 10, 5)
    first, second = issue(order, day), issue(order, day, "3")
    with clock.living_at(at(day)):
        pay(first, "5.00", day)

    (closing,) = [one for one in close(date(2029, 10, 6)) if one.period is Period.DAY]

    assert (closing.first_day, closing.last_day) == (day, day)
    assert closing.papers == 2
    assert closing.gross == first.gross + second.gross == closing.perpetual_gross
    assert closing.net + closing.vat == closing.gross
    assert closing.rates == [(Decimal(20), first.net + second.net, first.vat + second.vat)]
    assert closing.series == [["F2029", first.number, second.number, "2"]]
    assert (closing.payments, closing.received) == (1, Decimal("5.00"))
    assert closing.perpetual_received == Decimal("5.00")


def test_a_credit_note_takes_away(order):
    day = date(2029, 10, 5)
    invoice = issue(order, day, "2")
    with clock.living_at(at(day)):
        billing.credit_invoice(
            invoice, {invoice.lines[0].id: Decimal(2)},
            reason="Rendues", school=a_school(), actor=a_user(), now=clock.now(),
        )  # fmt: skip
        db.session.commit()

    (closing,) = [one for one in close(date(2029, 10, 6)) if one.period is Period.DAY]

    assert (closing.papers, closing.gross, closing.perpetual_gross) == (2, 0, 0)
    assert [series[0] for series in closing.series] == ["AV2029", "F2029"]


def test_a_deposit_counts_once(order):
    day = date(2029, 10, 5)
    with clock.living_at(at(day)):
        deposit = billing.draft_deposit(order, percent=Decimal(30), actor=a_user())
        billing.issue_invoice(deposit, school=a_school(), actor=a_user(), now=clock.now())
        pay(deposit, str(deposit.gross), day)
    final = issue(order, day, "20")

    (closing,) = [one for one in close(date(2029, 10, 6)) if one.period is Period.DAY]

    assert final.deducted == deposit.gross > 0
    assert (closing.papers, closing.gross) == (2, final.gross)


def test_what_is_replaced_no_longer_counts(order):
    day = date(2029, 10, 5)
    wrong = issue(order, day)
    with clock.living_at(at(day)):
        right = billing.draft_corrective(wrong, reason="Adresse", actor=a_user())
        billing.issue_invoice(right, school=a_school(), actor=a_user(), now=clock.now())
        db.session.commit()

    (closing,) = [one for one in close(date(2029, 10, 6)) if one.period is Period.DAY]

    assert (closing.papers, closing.gross) == (2, right.gross)


def test_months_and_years_add_up_their_days(order):
    for day in (date(2029, 10, 5), date(2029, 10, 31), date(2029, 12, 31), date(2030, 1, 2)):
        issue(order, day)

    closed = close(date(2030, 2, 1))

    told = [(one.period.value, one.name, one.papers) for one in closed]
    assert told == [
        ("day", "05/10/2029", 1),
        ("day", "31/10/2029", 1),
        ("day", "31/12/2029", 1),
        ("day", "02/01/2030", 1),
        ("month", "10/2029", 2),
        ("month", "11/2029", 0),
        ("month", "12/2029", 1),
        ("month", "01/2030", 1),
        ("year", "2029", 3),
    ]
    by_name = {one.name: one for one in closed}
    days = [one for one in closed if one.period is Period.DAY]
    assert by_name["2029"].gross == sum(one.gross for one in days[:3])
    assert by_name["2029"].perpetual_gross == by_name["12/2029"].perpetual_gross
    assert by_name["01/2030"].perpetual_gross == days[-1].perpetual_gross
    assert by_name["10/2029"].series[0][3] == "2"


def test_perpetual_totals_go_on_from_one_closing_to_the_next(order):
    first = issue(order, date(2029, 10, 5))
    close(date(2029, 10, 6))
    second = issue(order, date(2029, 10, 8))

    (closing,) = close(date(2029, 10, 9))

    assert closing.gross == second.gross
    assert closing.perpetual_gross == first.gross + second.gross


def test_what_is_closed_is_not_closed_again(order):
    issue(order, date(2029, 10, 5))
    assert close(date(2029, 10, 6))

    assert close(date(2029, 10, 6)) == []
    with pytest.raises(NothingToClose, match="l'est déjà"):
        actions.close_what_is_over(actor=a_user(), now=at(date(2029, 10, 6)))


def test_today_is_not_over(order):
    issue(order, date(2029, 10, 5))

    assert close(date(2029, 10, 5)) == []
    with pytest.raises(PeriodIsNotOver, match="n'est pas fini"):
        actions.close_until(date(2029, 10, 6), actor=None, now=at(date(2029, 10, 5)))


def test_a_quiet_day_is_not_closed_but_its_month_is(order):
    issue(order, date(2029, 10, 5))

    closed = close(date(2029, 11, 15))

    assert [one.name for one in closed] == ["05/10/2029", "10/2029"]


def test_nothing_is_issued_or_received_when_the_clock_went_behind_a_closing(order):
    invoice = issue(order, date(2029, 10, 5))
    close(date(2029, 11, 2))

    with pytest.raises(ClockIsBehind, match="mettez-la à l'heure"):
        issue(order, date(2029, 10, 20))
    db.session.rollback()
    with pytest.raises(ClockIsBehind), clock.living_at(at(date(2029, 10, 20))):
        pay(invoice, "1.00", date(2029, 10, 20))
    db.session.rollback()
    assert issue(order, date(2029, 11, 2)).number.endswith("-00002")


def test_a_minute_back_on_the_same_day_is_no_matter(order):
    issue(order, date(2029, 10, 5))

    with clock.living_at(at(date(2029, 10, 5)) - timedelta(minutes=1)):
        assert an_invoice(a_signed_slip(order, quantity="1"), issued=True).number


def test_a_closing_is_sealed_and_told_in_the_technical_journal(order):
    issue(order, date(2029, 10, 5))
    close(date(2029, 10, 6))

    assert verdict().is_sound
    event = db.session.query(TechnicalEvent).one()
    assert event.kind is TechnicalKind.CLOSING
    assert "jour 05/10/2029" in event.sentence

    with behind() as sql:
        sql("UPDATE closing SET perpetual_gross = 0")

    assert str(verdict().breaks[0]) == (
        "Clôture 2029-10-05 : « perpetual_gross » a changé après son émission."
    )


def test_the_list_is_asked_by_period_and_year(order):
    for day in (date(2029, 10, 5), date(2030, 1, 2)):
        issue(order, day)
    close(date(2030, 2, 1))

    assert [one.name for one in queries.closings(Period.YEAR).rows] == ["2029"]
    assert {one.first_day.year for one in queries.closings(year=2030).rows} == {2030}


def test_changes_of_settings_are_told(order):
    schools.change_school(a_school(), actor=a_user(), vat_on_debits=True, phone="01")
    db.session.commit()

    (event,) = db.session.query(TechnicalEvent).all()
    assert event.kind is TechnicalKind.SETTING
    assert event.sentence == "TVA sur les débits : « non » devient « oui »"
    assert ledger.KINDS["technical_event"].chain is ledger.Chain.EVENTS
