"""VAT of services and deposits waits in accounts of its own until the money comes (CGI 269-2)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erp.billing import actions, queries
from erp.billing.books import feed
from erp.billing.books.accounts import Account
from erp.core import clock
from erp.core.db import db
from erp.core.money import round_cents
from erp.sales.states import LineNature
from tests.billing.test_books import EVER, entries, sums
from tests.billing.test_money_is_exact import (
    LINES,
    SHARES,
    give_back_shares,
    issued,
    quick,
    world,  # noqa: F401
)
from tests.builders import a_school, a_user
from tests.builders_work import a_finished_order, a_receipt, an_invoice, credit, pay, pay_back

WAITING, OWED = "445741", "445711"


def a_service(nature=LineNature.SERVICE):
    invoice = an_invoice()
    for line in invoice.lines:
        line.nature = nature
    actions.issue_invoice(invoice, school=a_school(), actor=a_user(), now=clock.now())
    db.session.commit()
    return invoice


def vat_entries():
    return [one for one in entries() if one.journal.number == "TV"]


@pytest.fixture
def _on_payment():
    a_school().vat_on_debits = False
    db.session.commit()


pytestmark = pytest.mark.usefixtures("_on_payment")


def test_the_vat_of_a_service_is_owed_as_its_money_comes():
    invoice = a_service()
    assert sums()[WAITING] == -invoice.vat and OWED not in sums()

    pay(invoice, str(round_cents(invoice.gross / 2)))
    half = -sums()[OWED]
    assert half == round_cents(invoice.vat / 2) and sums()[WAITING] == half - invoice.vat

    pay(invoice, str(queries.to_pay([invoice])[invoice.id]))
    assert (sums()[OWED], sums()[WAITING]) == (-invoice.vat, 0)
    told = [(one.number, one.piece, one.day) for one in vat_entries()]
    assert told == [(1, invoice.number, clock.today()), (2, invoice.number, clock.today())]


def test_goods_and_the_option_for_debits_owe_at_once():
    goods = a_service(LineNature.GOODS)
    a_school().vat_on_debits = True
    service = a_service()
    a_school().vat_on_debits = False
    db.session.commit()

    pay(service, str(service.gross))

    assert sums()[OWED] == -goods.vat - service.vat and WAITING not in sums()
    assert vat_entries() == []


def test_a_payment_taken_back_makes_the_vat_wait_again():
    invoice = a_service()
    payment = pay(invoice, str(invoice.gross))
    who = {"actor": a_user(), "now": clock.now()}
    actions.correct_payment(payment, reason="Chèque impayé", **who)
    db.session.commit()

    assert (sums()[WAITING], sums()[OWED]) == (-invoice.vat, 0)
    assert [one.number for one in vat_entries()] == [1, 2]


def test_a_credit_on_what_nobody_paid_leaves_nothing_waiting():
    invoice = a_service()
    note = credit(invoice, str(invoice.lines[0].quantity))
    assert note.gross == -invoice.gross
    assert sums()[WAITING] == 0 and sums().get(OWED, 0) == 0


def test_the_vat_of_a_deposit_is_owed_until_its_money_is_given_back():
    """Of goods too: what made it owed is the money (CGI 269-2-a), as the credit note itself says."""
    order = a_finished_order(nature=LineNature.GOODS)
    deposit = actions.draft_deposit(order, percent=Decimal(30), actor=a_user())
    actions.issue_invoice(deposit, school=a_school(), actor=a_user(), now=clock.now())
    db.session.commit()
    pay(deposit, str(deposit.gross))

    credit(deposit, "1")
    assert (sums()[OWED], sums()[WAITING]) == (-deposit.vat, deposit.vat)

    pay_back(order.customer, str(deposit.gross))
    assert (sums()[OWED], sums()[WAITING]) == (0, 0)


def test_the_vat_of_a_late_payment_is_owed_the_day_it_came_and_takes_the_next_number():
    first, second = a_service(), a_service()
    pay(first, "10.00")
    came = clock.today() - timedelta(days=3)
    pay(second, "10.00", day=came)

    told = vat_entries()
    assert [(one.number, one.day) for one in told] == [(1, clock.today()), (2, came)]
    only = [one for one in feed.entries_between(came, came) if one.journal.number == "TV"]
    assert [one.number for one in only] == [2]
    later = feed.entries_between(clock.today(), clock.today())
    assert [one.number for one in later if one.journal.number == "TV"] == [1]


def test_its_accounts_and_its_journal_are_settings(browse):
    page = browse(a_user()).get("/bureau/comptabilite/comptes").text
    assert "TVA en attente" in page
    actions.set_accounts({"waiting.20": Account("445800", "TVA à régulariser")}, actor=None)
    invoice = a_service()
    assert sums()["445800"] == -invoice.vat


AMOUNTS = st.lists(st.decimals("0.01", "3000", places=2), max_size=4)


@quick
@given(lines=LINES, shares=SHARES, amounts=AMOUNTS)
def test_whatever_is_settled_to_the_cent_has_no_vat_waiting(world, lines, shares, amounts):  # noqa: F811
    db.session.rollback()
    invoice = issued(world, lines)
    who = {"actor": world[2], "now": clock.now(), "keep_rest": True}
    for amount in [*amounts, None]:
        left = queries.owed_by(invoice.customer_id).get(invoice.id, 0)
        part = left if amount is None else min(left, amount)
        if part:
            actions.record_payment(
                invoice.customer, a_receipt(str(part)), {invoice.id: part}, **who
            )
    give_back_shares(world, invoice, shares)

    told = sums()
    waiting = -sum(told.get(one, 0) for one in told if one.startswith("44574"))
    unused = [note for note in invoice.credit_notes if not note.used]
    of_services = any(line.nature is LineNature.SERVICE for line in invoice.lines)
    assert unused or not waiting
    assert of_services or not waiting
    every = [one.number for one in vat_entries()]
    assert every == list(range(1, len(every) + 1))
    assert not any(one.day > clock.today() for one in feed.entries_between(*EVER))
    db.session.rollback()
