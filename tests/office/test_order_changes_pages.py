"""The office changes or cancels an order with the cost so far in sight; requests change too."""

import re
from decimal import Decimal

import pytest

from erp.core.db import db
from erp.people.states import Role
from erp.production import queries as production
from erp.production.states import OperationState
from erp.sales.models import Request
from erp.sales.states import OrderState, RequestState
from tests.builders import a_contact, a_school, a_user
from tests.builders_sales import a_request, an_order
from tests.portal.test_exchanges import claim


def begun(order) -> None:
    production.work_orders_of_order(order.id)[0].operations[0].state = OperationState.RUNNING
    db.session.commit()


def plain(page) -> str:
    return page.text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_school_changes_quantities_after_the_buyer_asked(browse):
    a_school()
    order, office = an_order(), browse(a_user(Role.SECRETARY))
    begun(order)
    asked = claim(browse, order, kind="change", text="Trente au lieu de vingt-cinq.")
    shown = plain(office.get(f"/bureau/reclamations/{asked.id}"))
    assert "Le travail commencé vaut 261,25 € HT" in shown
    url = f"/bureau/commandes/{order.id}/quantites"
    assert f'href="{url}"' in shown
    assert "261,25 € HT" in plain(office.get(url))

    sent = {f"quantity-{order.lines[0].id}": "30", "channel": "telephone", "note": "D'accord."}
    page = office.send(url, sent)
    assert "reçoit la nouvelle confirmation" in page.text
    assert order.lines[0].quantity == 30
    journal = " ".join(page.text.split())
    assert "25 → 30" in journal
    assert "Par téléphone" in journal


@pytest.mark.parametrize(
    "changes",
    [
        {"quantity": "mille"},
        {"quantity": "25"},
        {"quantity": "0"},
        {"note": " "},
        {"channel": "pigeon"},
    ],
)
def test_a_change_we_cannot_make_comes_back(browse, changes):
    a_school()
    order = an_order()
    told = {"channel": "email", "note": "Convenu.", "quantity": "30", **changes}
    told[f"quantity-{order.lines[0].id}"] = told.pop("quantity")
    page = browse(a_user()).send(f"/bureau/commandes/{order.id}/quantites", told)
    assert page.status_code == 422
    assert order.lines[0].quantity == 25


def test_the_school_cancels_with_the_cost_so_far_in_sight(browse):
    a_school()
    order, office = an_order(), browse(a_user(Role.SECRETARY))
    begun(order)
    url = f"/bureau/commandes/{order.id}/annuler"
    assert "261,25 € HT" in plain(office.get(url))
    assert office.send(url, {"note": " "}).status_code == 422
    page = office.send(url, {"note": "La machine est en panne pour deux mois."})
    assert "Annulée" in page.text
    assert order.state is OrderState.CANCELLED
    assert office.send(url, {"note": "Encore."}).status_code == 422
    buyer = browse(order.contact.user)
    assert "Cette commande est annulée." in buyer.get(f"/client/commandes/{order.id}").text


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send of a form that nobody touched."""
    sent = dict(re.findall(r'<input[^>]*name="([\w-]+)"[^>]*value="([^"]*)"', page))
    boxes = re.findall(r"<input[^>]*checked[^>]*>", page)
    sent |= {re.search(r'name="([\w-]+)"', box)[1]: "y" for box in boxes}
    sent |= re.findall(r'<textarea[^>]*name="([\w-]+)"[^>]*>\s*(.*?)</textarea>', page, re.S)
    for name, options in re.findall(r'<select[^>]*name="([\w-]+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'<option selected[^>]*value="([^"]*)"', options)
        sent[name] = chosen[1] if chosen else re.search(r'value="([^"]*)"', options)[1]
    return sent


def test_the_same_parts_are_ordered_again_in_two_clicks_without_typing(browse):
    a_school()
    order = an_order(lines=2)
    buyer, url = browse(order.contact.user), f"/client/demandes/nouvelle?order={order.id}"
    assert f'href="{url}"' in buyer.get(f"/client/commandes/{order.id}").text  # the first click
    untouched = fields_of(buyer.get(url).text)
    page = buyer.send("/client/demandes/nouvelle", untouched)  # the second
    assert "reçue" in page.text
    asked = db.session.query(Request).order_by(Request.id.desc()).first()
    parts = [(part.label, part.quantity) for part in asked.parts]
    assert parts == [("Axe 1", Decimal(25)), ("Axe 2", Decimal(25))]
    assert order.number in asked.note


def test_a_request_is_changed_before_its_quote_and_not_after(browse):
    a_school()
    request = a_request(a_contact(), studied=True)
    buyer, url = browse(request.contact.user), f"/client/demandes/{request.id}/changer"
    told = fields_of(buyer.get(url).text) | {"quantity": "60", "label": "Axe plus long"}
    assert "est changée" in buyer.send(url, told).text
    assert (request.label, request.quantity) == ("Axe plus long", 60)
    assert request.state is RequestState.RECEIVED, "it is to be studied again"
    request.state = RequestState.QUOTED
    db.session.commit()
    page = buyer.send(url, told | {"quantity": "99"}, page=f"/client/demandes/{request.id}")
    assert "pas possible" in page.text
    assert request.quantity == 60
    assert f'href="{url}"' not in buyer.get(f"/client/demandes/{request.id}").text
