"""One order, several deliveries, several addresses."""

from datetime import timedelta
from decimal import Decimal

import pytest

from erp.core import clock
from erp.core.db import db
from erp.core.outbox import OutboxMessage
from erp.delivery import actions, queries
from erp.delivery.models import CallOff, DeliverySlip
from erp.delivery.refusals import CallOffIsOver, DeliveryIsPrepared, MoreThanOrdered
from erp.people.states import Role
from tests.builders import a_contact, a_school, a_user
from tests.builders_sales import NEXT_MONDAY, an_order
from tests.builders_work import a_finished_order

WEEK = f"{NEXT_MONDAY.isocalendar().year}-W{NEXT_MONDAY.isocalendar().week:02}"
LYON = "Dépôt de Lyon\n4 rue du Port\n69007 Lyon"


def wish(order, many="10", **changes):
    line = order.lines[0].id
    return {f"quantity-{line}": many, "week": WEEK, "address": LYON, **changes}


def called(order, many=10):
    facts = {"address": LYON, "note": "", "actor": a_user(), "now": clock.now()}
    one = actions.call_off(order, {order.lines[0].id: Decimal(many)}, week=NEXT_MONDAY, **facts)
    db.session.commit()
    return one


def test_a_buyer_calls_a_part_to_another_address(browse):
    a_school(email="ecole@example.org")
    order = an_order(a_contact())

    page = browse(order.contact.user).send(f"/client/commandes/{order.id}/livraisons", wish(order))

    assert "Dépôt de Lyon" in page.text
    assert "reste 15 sur 25" in page.text
    told = db.session.query(OutboxMessage).order_by(OutboxMessage.id.desc()).first()
    assert "4 rue du Port" in told.payload["text"]


def test_the_slip_that_answers_goes_to_that_address(browse):
    order = a_finished_order(a_contact())
    asked = called(order)
    office = browse(a_user(Role.SECRETARY))
    assert "Préparer ce bon" in office.get(f"/bureau/commandes/{order.id}").text
    page = office.get(f"/bureau/commandes/{order.id}/livrer?call_off={asked.id}").text
    assert 'value="10"' in page

    sent = {f"quantity-{order.lines[0].id}": "10", "call_off": str(asked.id), "seen": "0"}
    office.send(f"/bureau/commandes/{order.id}/livrer", sent)

    slip = db.session.query(DeliverySlip).one()
    assert (slip.call_off, slip.address) == (asked, LYON)
    assert asked.slip is slip
    with pytest.raises(DeliveryIsPrepared):
        actions.cancel_call_off(asked, actor=a_user())
    with pytest.raises(CallOffIsOver):
        lines = {order.lines[0].id: Decimal(1)}
        actions.prepare_slip(order, lines, actor=a_user(), call_off=asked)


def test_no_more_is_called_than_was_ordered():
    order = an_order()
    called(order, 20)
    with pytest.raises(MoreThanOrdered, match="il en reste 5"):
        called(order, 6)
    called(order, 5)
    assert queries.left_to_call(order) == {order.lines[0].id: 0}


def test_what_is_taken_back_may_be_called_again(browse):
    order = an_order(a_contact())
    asked = called(order, 25)
    url = f"/client/commandes/{order.id}/livraisons/{asked.id}/retirer"
    assert browse(a_contact().user).send(url, page="/client/").status_code == 404
    browse(order.contact.user).send(url)
    assert queries.left_to_call(order) == {order.lines[0].id: 25}


PAST = clock.monday_of(clock.today()) - timedelta(weeks=2)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"many": "26"}, "il en reste 25"),
        ({"many": ""}, "Aucune pièce choisie"),
        ({"many": "dix"}, "nombre de pièces"),
        ({"address": " "}, "Remplissez ce champ"),
        ({"address": "x" * 401}, "Au plus 400"),
        ({"week": "2026-W99"}, "semaine"),
        ({"week": f"{PAST.isocalendar().year}-W{PAST.isocalendar().week:02}"}, "déjà passée"),
    ],
)
def test_a_call_we_cannot_answer_comes_back(browse, changes, sentence):
    a_school()
    order = an_order(a_contact())
    url = f"/client/commandes/{order.id}/livraisons"
    page = browse(order.contact.user).send(url, wish(order, **changes))
    assert page.status_code == 422
    assert sentence in page.text
    assert db.session.query(CallOff).count() == 0
