"""The buyer chooses how many, sends the purchase order, signs with a finger, or comes too late."""

from base64 import b64encode
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from erp.core import clock
from erp.core.db import db
from erp.documents import later
from erp.people.states import Role
from erp.production.models import WorkOrder
from erp.sales import actions, rules
from erp.sales.actions import WantedQuantity
from erp.sales.models import Offer, Order, QuoteBreak, QuoteLine, QuoteOperation, offers_of
from erp.sales.refusals import QuantityIsNotOffered, QuantityIsTwice
from erp.sales.states import QuoteState
from tests.builders import a_contact, a_school, a_user
from tests.builders_sales import NEXT_MONDAY, a_quote, a_request
from tests.portal.test_portal_requests import PDF
from tests.portal.test_team import YES


def scribble() -> str:
    picture, kept = Image.new("RGB", (200, 80), "white"), BytesIO()
    ImageDraw.Draw(picture).line((5, 5, 190, 70), fill="black", width=4)
    picture.save(kept, "PNG")
    return "data:image/png;base64," + b64encode(kept.getvalue()).decode()


def accept(browse, quote, **told):
    user = quote.contact.user
    return browse(user).send(f"/client/devis/{quote.id}/accepter", {**YES, **told})


def the_order() -> Order:
    return db.session.query(Order).one()


def test_more_pieces_pay_the_set_up_once():
    line = a_quote(quantity="25", others=[100]).lines[0]
    small, large = offers_of(line)
    # one hour of set-up and nine minutes a piece at 55 €
    assert small.unit_price == Decimal("10.4500")
    assert large.unit_price == Decimal("8.8000")


@given(st.integers(2, 5000), st.integers(1, 5000))
def test_a_larger_quantity_never_costs_more_each(more, fewer):
    line = QuoteLine(quantity=Decimal(fewer), discount_percent=Decimal(0))
    rate, facts = Decimal("55.00"), {"setup_seconds": 3600, "run_seconds": 540}
    line.operations = [QuoteOperation(hourly_rate=rate, student_factor=Decimal(1), **facts)]
    one = Offer(line, Decimal(fewer), Decimal(0), Decimal(0), None)
    two = Offer(line, Decimal(fewer + more), Decimal(0), Decimal(0), None)
    assert two.unit_price <= one.unit_price
    assert two.net >= one.net


def test_the_chosen_quantity_is_what_is_ordered_made_and_proved(browse):
    quote = a_quote(a_contact(), sent=True, quantity="25", others=[50, 100])
    line = quote.lines[0]

    accept(browse, quote, **{f"quantity-{line.id}": "100"})

    order = the_order()
    assert (order.lines[0].quantity, order.net) == (100, Decimal("880.00"))
    work = db.session.query(WorkOrder).one()
    assert (work.quantity, work.operations[0].sold_seconds) == (100, 3600 + 100 * 540)
    assert order.quote.answers[0].quantities == {line.id: 100}


def test_nothing_chosen_is_the_quantity_of_the_quote(browse):
    accept(browse, a_quote(a_contact(), sent=True, others=[50]))
    assert the_order().lines[0].quantity == 25


@pytest.mark.parametrize("sent", ["26", "beaucoup", "-50", "1e2", "0,5"])
def test_a_quantity_that_was_not_offered_is_refused(browse, sent):
    quote = a_quote(a_contact(), sent=True, others=[50])

    page = accept(browse, quote, **{f"quantity-{quote.lines[0].id}": sent})

    assert page.status_code == 422
    assert "n&#39;est pas au devis" in page.text
    assert db.session.query(Order).count() == 0


def test_the_limit_of_a_buyer_counts_what_is_chosen(browse):
    contact = a_contact()
    contact.accept_limit = Decimal(500)
    quote = a_quote(contact, sent=True, others=[100])
    page = accept(browse, quote, **{f"quantity-{quote.lines[0].id}": "100"})
    assert "pas le droit d&#39;accepter ce montant" in page.text
    accept(browse, quote)
    assert the_order().net < 500


def test_a_quantity_that_takes_longer_moves_the_promise(browse):
    quote, later = a_quote(a_contact(), others=[]), NEXT_MONDAY + timedelta(weeks=3)
    told = [WantedQuantity(Decimal(80), material=Decimal(400), promised_week=later)]
    actions.offer_quantities(quote.lines[0], told, today=clock.today())
    actions.send_quote(quote, school=a_school(), actor=a_user(), now=clock.now())
    db.session.commit()

    accept(browse, quote, **{f"quantity-{quote.lines[0].id}": "80"})

    assert the_order().promised_week == later
    # 1 h + 80 × 9 min at 55 €, and 400 € of material for all
    assert the_order().net == Decimal("1115.00")


def test_a_quantity_is_told_once():
    quote = a_quote()
    with pytest.raises(QuantityIsTwice, match="25"):
        actions.offer_quantities(quote.lines[0], [WantedQuantity(Decimal(25))], today=clock.today())


def test_what_was_asked_comes_into_the_quote_and_its_revisions(browse):
    a_school()
    request = a_request(studied=True)
    request.parts[0].breaks = [50, 100]
    db.session.commit()
    quote = actions.quote_request(request, school=a_school(), actor=a_user())
    assert [one.quantity for one in quote.lines[0].breaks] == [50, 100]

    sent = a_quote(sent=True, others=[60])
    revised = actions.revise_quote(sent, actor=a_user())
    assert [one.quantity for one in revised.lines[0].breaks] == [60]


def test_the_office_offers_other_quantities(browse):
    quote = a_quote()
    url = f"/bureau/devis/{quote.id}/lignes/{quote.lines[0].id}/quantites"
    sent = {"offers-0-quantity": "50", "offers-1-quantity": "100", "offers-1-material": "120,50"}

    page = browse(a_user(Role.SECRETARY)).send(url, sent)

    assert "100 pièces" in page.text
    told = [(one.quantity, one.material) for one in quote.lines[0].breaks]
    assert told == [(50, None), (100, Decimal("120.50"))]


def test_an_offer_that_cannot_be_read_comes_back(browse):
    quote = a_quote()
    url = f"/bureau/devis/{quote.id}/lignes/{quote.lines[0].id}/quantites"
    page = browse(a_user(Role.SECRETARY)).send(url, {"offers-0-material": "12"})
    assert page.status_code == 422
    assert "Dites combien" in page.text
    assert db.session.query(QuoteBreak).count() == 0


def test_a_purchase_order_is_kept_with_the_yes(browse):
    quote = a_quote(a_contact(), sent=True)

    accept(browse, quote, po_files=[(BytesIO(PDF), "BC 4500.pdf")])

    answer = the_order().quote.answers[0]
    assert answer.po_file.name == "BC 4500.pdf"
    buyer = browse(quote.contact.user)
    assert buyer.get(f"/client/devis/{quote.id}/bon-de-commande").data == PDF
    office = browse(a_user(Role.SECRETARY))
    assert office.get(f"/bureau/commandes/{the_order().id}/bon-de-commande").data == PDF
    stranger = browse(a_contact().user)
    assert stranger.get(f"/client/devis/{quote.id}/bon-de-commande").status_code == 404


def test_a_purchase_order_we_cannot_read_leaves_nothing(browse):
    quote = a_quote(a_contact(), sent=True)
    page = accept(browse, quote, po_files=[(BytesIO(b"MZ\0\0"), "bc.pdf.exe")])
    assert page.status_code == 422
    assert "nous lisons" in page.text
    assert db.session.query(Order).count() == 0


def test_a_finger_signs_in_the_place_of_a_typed_name(browse):
    quote = a_quote(a_contact(), sent=True)
    accept(browse, quote, signature="", drawn=scribble())
    answer = the_order().quote.answers[0]
    assert answer.drawn.startswith(b"\x89PNG")
    assert later.file_of(answer.proof).startswith(b"%PDF")


@pytest.mark.parametrize("drawn", ["", "data:image/png;base64,AAAA", "x" * 500, "javascript:1"])
def test_neither_a_name_nor_a_drawing_is_no_yes(browse, drawn):
    quote = a_quote(a_contact(), sent=True)
    page = accept(browse, quote, signature=" ", drawn=drawn)
    assert page.status_code == 422
    assert quote.state is QuoteState.SENT


def test_who_comes_too_late_asks_for_an_update(browse):
    contact = a_contact()
    quote = a_quote(contact, sent=True)
    actions.expire_quote(quote, actor=None)
    db.session.commit()
    buyer = browse(contact.user)
    assert "Demander une mise à jour" in buyer.get(f"/client/devis/{quote.id}").text

    buyer.send(f"/client/devis/{quote.id}/mise-a-jour", {"note": "Même quantité."})

    assert quote.state is QuoteState.CHANGE_ASKED
    assert "Même quantité." in quote.answers[-1].note
    office = browse(a_user(Role.SECRETARY)).get(f"/bureau/devis/{quote.id}").text
    assert "Réviser" in office


def test_a_quote_that_still_stands_is_not_updated(browse):
    quote = a_quote(a_contact(), sent=True)
    browse(quote.contact.user).send(f"/client/devis/{quote.id}/mise-a-jour", {})
    assert quote.state is QuoteState.SENT


def test_an_offer_of_another_line_is_no_offer():
    quote = a_quote(lines=2, sent=True, others=[50])
    with pytest.raises(QuantityIsNotOffered):
        rules.chosen_offers(quote, {quote.lines[0].id: Decimal(51)})
