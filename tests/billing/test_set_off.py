"""A credit note set off: its own invoice is lowered, another one is paid (CGI 269-2, 290 A).

Whoever carries the statuses, reports to the State and books the VAT tells the same of it.
"""

from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

import pytest

from erp.billing import actions
from erp.billing.actions import exchanges
from erp.billing.books import feed
from erp.billing.models import Invoice, InvoiceLine
from erp.billing.platform import ereporting, queries
from erp.billing.platform.refusals import CreditNotesLeaveNothing
from erp.billing.platform.states import StatusCode
from erp.billing.settling import Receipt
from erp.billing.states import PaymentMethod
from erp.core import clock
from erp.core.db import db
from erp.customers.states import VatRegime
from erp.flow import issued_invoice, received_money
from erp.sales.states import LineNature
from tests.billing.test_waiting_vat import OWED, WAITING, sums, vat_entries
from tests.builders import a_contact, a_customer, a_school, a_user
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice
from tests.walls.test_query_counts import listening

GOODS, SERVICE = LineNature.GOODS, LineNature.SERVICE
SWISS = {
    "name": "Werk AG", "siret": "", "country": "CH", "vat_regime": VatRegime.HOME,
    "email": "werk@example.org",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _carried():
    """The platform is on; the tax of services is due as they are paid."""
    a_school().vat_on_debits = False
    exchanges.change_platform(queries.settings(), actor=a_user())
    exchanges.activate_platform(
        queries.settings(), has_secret=True, actor=a_user(), now=clock.now()
    )
    db.session.commit()


def who():
    return {"school": a_school(), "actor": a_user(), "now": clock.now()}


def bill(*natures, rates=(20, 20), net="100.00", customer=None, **facts):
    """Issued: so much without tax for each nature."""
    contact = a_contact(customer or a_customer(**facts))
    invoice = an_invoice(a_signed_slip(a_finished_order(contact)))
    invoice.lines = [
        InvoiceLine(
            position=place, label=f"Ligne {place}", nature=nature, vat_rate=Decimal(rate),
            quantity=Decimal(1), unit_price=Decimal(net), net=Decimal(net),
        )
        for place, (nature, rate) in enumerate(zip(natures, rates, strict=False), start=1)
    ]  # fmt: skip
    issued_invoice.issue_invoice(invoice, link="x", **who())
    db.session.commit()
    return invoice


def credit(invoice, place=1, rebate=None):
    """A line, or so many euros of it."""
    line_id = invoice.lines[place - 1].id
    wanted = {} if rebate else {line_id: Decimal(1)}
    rebates = {line_id: Decimal(rebate)} if rebate else {}
    note = issued_invoice.credit_invoice(
        invoice, wanted, rebates=rebates, reason="Pièces reprises", link="x/{id}", **who()
    )
    db.session.commit()
    return note


def pay(invoice, amount):
    receipt = Receipt(Decimal(amount), PaymentMethod.TRANSFER, clock.today(), reference="VIR 12")
    received_money.pay_invoice(invoice, receipt, **who())
    db.session.commit()


def set_off(invoice, amount):
    received_money.use_credit(invoice.customer, {invoice.id: Decimal(amount)}, **who())
    db.session.commit()


def told(paper):
    """(rate, amount) of every « Encaissée » of a paper, in the order of time."""
    statuses = reversed(queries.statuses_of(paper.id))
    assert {one.code for one in queries.statuses_of(paper.id)} <= {StatusCode.COLLECTED}
    return [[(one.vat_rate, one.amount) for one in status.amounts] for status in statuses]


def reported():
    """(number, rate, received) of today's e-reporting."""
    rows = ereporting.report(clock.today(), clock.today(), a_school()).rows
    return [(one.number, one.rate, one.received) for one in rows if one.report == "received_abroad"]


def test_a_service_that_nobody_paid_is_credited_without_any_receipt():
    home, abroad = bill(SERVICE), bill(SERVICE, **SWISS)

    notes = [credit(one) for one in (home, abroad)]

    assert [told(one) for one in (home, *notes)] == [[], [], []]
    assert reported() == [] and vat_entries() == []
    assert sums()[WAITING] == 0


def test_after_goods_are_given_back_the_rest_paid_is_all_for_the_service():
    home, abroad = bill(GOODS, SERVICE), bill(GOODS, SERVICE, **SWISS)
    for one in (home, abroad):
        credit(one)
    assert (told(home), reported(), vat_entries()) == ([], [], [])

    for one in (home, abroad):
        pay(one, "120.00")

    assert told(home) == [[(20, 120)]]
    assert reported() == [(abroad.number, 20, 120)]
    assert [one.debit for one in vat_entries()] == [20, 20] and sums()[WAITING] == 0


def test_after_a_rebate_what_is_paid_is_for_what_it_leaves():
    home, abroad = bill(SERVICE), bill(SERVICE, **SWISS)
    notes = [credit(one, rebate="50.00") for one in (home, abroad)]

    for one in (home, abroad):
        pay(one, "60.00")

    assert [told(one) for one in (home, *notes)] == [[[(20, 60)]], [], []]
    assert reported() == [(abroad.number, 20, 60)]
    assert sums()[WAITING] == 0 and sums()[OWED] == -20


def test_a_rebate_set_off_against_another_invoice_pays_it():
    first = bill(SERVICE)
    second = bill(SERVICE, customer=first.customer)
    pay(first, "120.00")
    note = credit(first, rebate="50.00")

    set_off(second, "60.00")

    assert told(note) == [[(20, -60)]]
    assert told(second) == [[(20, 60)]]
    assert sums()[OWED] == -20


def test_a_rate_that_is_given_back_is_not_told_of_what_is_paid():
    home = bill(SERVICE, SERVICE, rates=(20, 10))
    credit(home)

    pay(home, "110.00")

    assert told(home) == [[(10, 110)]]


def test_what_was_paid_before_is_for_what_the_credit_note_leaves():
    """Half of the money was told for the service; the goods given back, it is all for it."""
    home, abroad = bill(GOODS, SERVICE), bill(GOODS, SERVICE, **SWISS)
    for one in (home, abroad):
        pay(one, "120.00")
    assert told(home) == [[(20, 60)]]

    notes = [credit(one) for one in (home, abroad)]

    assert told(home) == [[(20, 60)], [(20, 60)]] and told(notes[0]) == []
    assert reported() == [(abroad.number, 20, 120)]
    assert sums()[WAITING] == 0
    assert queries.statuses_of(home.id)[0].words == f"Avoir {notes[0].number}"


def test_the_credit_of_goods_set_off_against_a_service_pays_it():
    """CGI 269-2-c: set off, a service is paid (CE 466953, 11 June 2024)."""
    goods = bill(GOODS)
    pay(goods, "120.00")
    note = credit(goods)
    service = bill(SERVICE, customer=goods.customer)

    set_off(service, "120.00")

    assert told(service) == [[(20, 120)]] and told(note) == []
    assert queries.statuses_of(service.id)[0].words == f"Avoir {note.number}"
    assert sums()[WAITING] == 0


def test_the_credit_of_a_service_set_off_against_another_is_given_back_and_received():
    first = bill(SERVICE)
    pay(first, "120.00")
    note = credit(first)
    second = bill(SERVICE, customer=first.customer)

    set_off(second, "50.00")

    assert (told(second), told(note)) == ([[(20, 50)]], [[(20, -50)]])
    assert [one.words for one in queries.statuses_of(note.id)] == ["Pièces reprises"]
    assert sums()[OWED] == -20


def test_a_credit_note_larger_than_what_is_left_lowers_it_first_and_the_rest_is_paid_back():
    home = bill(GOODS, SERVICE)
    pay(home, "180.00")  # 90 of them for the service
    note = credit(home, place=2)  # 60 lower the invoice: 60 of the service are left

    assert told(home) == [[(20, 90)], [(20, -30)]] and told(note) == []

    back = Receipt(Decimal(60), PaymentMethod.TRANSFER, clock.today())
    received_money.pay_back(home.customer, back, **who())

    assert told(note) == [[(20, -60)]]
    assert sum(amount for one in (*told(home), *told(note)) for _, amount in one) == 0
    assert sums()[WAITING] == 0


def test_a_credit_note_set_off_against_the_wrong_invoice_is_taken_back(browse):
    first = bill(SERVICE)
    pay(first, "120.00")
    note = credit(first)
    second = bill(SERVICE, customer=first.customer)
    set_off(second, "50.00")
    browser, page = browse(a_user()), f"/bureau/factures/{note.id}"
    url = f"/bureau/factures/{second.id}/avoirs/{note.id}/reprendre"
    assert url in browser.get(page).text

    shown = browser.send(url, page=page)

    assert "au crédit du client" in shown.text and url not in shown.text
    assert (told(second), told(note)) == ([[(20, 50)], [(20, -50)]], [[(20, -50)], [(20, 50)]])
    assert queries.statuses_of(second.id)[0].words == "Règlement retiré de cette facture"
    own = f"/bureau/factures/{first.id}/avoirs/{note.id}/reprendre"
    assert browser.send(own, page=page).status_code == 404


@contextmanager
def while_the_platform_is_off():
    exchanges.stop_platform(queries.settings(), actor=a_user())
    yield
    exchanges.activate_platform(
        queries.settings(), has_secret=True, actor=a_user(), now=clock.now()
    )


def note_by_hand(invoice, amount):
    facts = {"amount": Decimal(amount), "at": clock.now(), **who()}
    actions.note_status(invoice, StatusCode.COLLECTED, **facts)
    db.session.commit()


def test_a_receipt_noted_by_hand_keeps_what_a_credit_note_paid_back_took_no_part_of():
    home = bill(SERVICE, SERVICE, rates=(20, 10))
    with while_the_platform_is_off():
        pay(home, "230.00")
        credit(home)
        back = Receipt(Decimal(120), PaymentMethod.TRANSFER, clock.today())
        received_money.pay_back(home.customer, back, **who())

    note_by_hand(home, "230.00")

    assert told(home) == [[(10, 110), (20, 120)]]


def test_a_receipt_noted_by_hand_is_told_though_all_was_credited_and_paid_back():
    home = bill(SERVICE)
    with while_the_platform_is_off():
        pay(home, "120.00")
        credit(home)
        back = Receipt(Decimal(120), PaymentMethod.TRANSFER, clock.today())
        received_money.pay_back(home.customer, back, **who())

    note_by_hand(home, "120.00")

    assert told(home) == [[(20, 120)]]


def test_a_receipt_noted_by_hand_leaves_out_what_a_credit_note_lowered():
    home = bill(SERVICE, SERVICE, rates=(20, 10))
    credit(home)

    note_by_hand(home, "110.00")

    assert told(home) == [[(10, 110)]]


@pytest.mark.parametrize("natures", [(SERVICE,), (SERVICE, GOODS)])
def test_a_receipt_noted_by_hand_is_refused_when_credit_notes_leave_none_of_it_to_tell(natures):
    home = bill(*natures)
    credit(home)

    with pytest.raises(CreditNotesLeaveNothing, match="rien à déclarer"):
        note_by_hand(home, "120.00")

    db.session.rollback()
    assert told(home) == []


def test_the_cents_of_a_credit_note_leave_nothing_of_its_invoice_to_tell():
    home = bill(SERVICE, rates=(20,), net="33.33")
    credit(home)

    with pytest.raises(CreditNotesLeaveNothing):
        note_by_hand(home, "40.00")


def test_more_credit_notes_ask_no_more_questions():
    """Paid up in the next year, whose shares are not those that lowered the invoices."""
    lowered, asked = [bill(GOODS, SERVICE, **SWISS) for _ in range(3)], []
    for abroad in lowered:
        pay(abroad, "60.00")
        credit(abroad)
    with clock.living_at(clock.now() + timedelta(days=366)):
        today = clock.today()
        for key in [one.id for one in lowered]:
            pay(db.session.get_one(Invoice, key), "60.00")
            db.session.expunge_all()
            with listening() as questions:
                assert list(feed.entries_between(today, today)) and reported() and sums()
            asked.append(len(questions))

    assert asked[1] == asked[2], questions
