"""The office notes a customer's material; the buyer reads what is left of it."""

from io import BytesIO

import pytest

from erp.core import clock
from erp.core.db import db
from erp.people.states import Role
from erp.production import queries
from erp.production.models import CustomerMaterial, MaterialMove
from tests.builders import a_contact, a_school, a_user
from tests.builders_material import a_material, consume, give_back
from tests.builders_sales import an_order

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def said(quantity="30", **more) -> dict:
    return {"quantity": quantity, "moved_on": f"{clock.today():%d/%m/%Y}", **more}


def test_material_comes_is_worked_and_goes_home_on_a_slip(browse):
    a_school()
    order = an_order()
    office, buyer = browse(a_user(Role.INSTRUCTOR)), browse(order.contact.user)
    url = f"/bureau/commandes/{order.id}/matiere"
    assert "Recevoir sa matière" in office.get(f"/bureau/commandes/{order.id}").text

    came = said("30", label="Ébauches Ø30", unit="piece", files=(BytesIO(PNG), "lot.png"))
    office.send(url, came)
    one = f"/bureau/matieres/{db.session.query(CustomerMaterial).one().id}"
    work = queries.work_orders_of_order(order.id)[0]
    office.send(f"{one}/consommer", said("25", operation_id=work.operations[0].id))
    page = office.send(f"{one}/rendre", said("4,5", note="Chutes comprises")).text

    assert "0,5 pièce" in page.replace("\u00a0", " ")
    assert work.number in page
    shown = buyer.get("/client/matiere").text.replace("\u00a0", " ")
    assert "0,5 pièce" in shown
    assert "reçu 30 · travaillé 25 · rendu 4,5" in shown
    move = db.session.query(MaterialMove).filter(MaterialMove.number.is_not(None)).one()
    for reader, where in ((office, "bureau/matieres"), (buyer, "client/matiere")):
        assert reader.get(f"/{where}/mouvements/{move.id}/bon").mimetype == "application/pdf"
    assert buyer.get(f"/client/matiere/{move.material_id}/photo").status_code == 200
    assert "Ébauches Ø30" in buyer.get("/client/").text


@pytest.mark.parametrize(
    ("door", "sent", "sentence"),
    [
        ("consommer", said("31"), "ne reste que 30"),
        ("rendre", said("31"), "ne reste que 30"),
        ("rendre", said("0"), "entre 0.001"),
        ("rendre", said("mille"), "Tapez un nombre"),
        ("rendre", {"quantity": "1", "moved_on": "31/12/2098"}, "pas encore venu"),
        ("recevoir", {"quantity": "1", "moved_on": ""}, "Remplissez ce champ"),
        ("consommer", said("1", operation_id="999999"), "valide"),
    ],
)
def test_a_move_we_cannot_note_comes_back(browse, door, sent, sentence):
    a_school()
    material = a_material(quantity="30")
    work = queries.work_orders_of_order(material.order_id)[0]
    sent = {"operation_id": work.operations[0].id, **sent}
    page = browse(a_user()).send(f"/bureau/matieres/{material.id}/{door}", sent)
    assert page.status_code == 422
    assert sentence in page.text.replace("\u00a0", " ")
    assert queries.balance(material).held == 30


def test_a_move_that_was_wrong_is_struck_out(browse):
    material = a_material(quantity="30")
    move = consume(material, "3")
    office = browse(a_user())
    url, page = (
        f"/bureau/matieres/mouvements/{move.id}/reprendre",
        f"/bureau/matieres/{material.id}",
    )
    assert "<s>Travaillé</s>" in office.send(url, page=page).text
    assert "déjà repris" in office.send(url, page=page).text
    assert queries.balance(material).held == 30


def test_the_list_is_searched_and_tells_what_to_do_when_it_is_empty(browse):
    office = browse(a_user())
    assert "se note depuis sa commande" in office.get("/bureau/matieres").text
    here, gone = a_material(label="Barre"), a_material(label="Tôle", quantity="2")
    give_back(gone, "2")
    held = office.get("/bureau/matieres?held=y").text
    assert ("Barre" in held, "Tôle" in held) == (True, False)
    assert "Barre" not in office.get("/bureau/matieres?q=tole").text
    assert here.order.customer.name in held


def test_another_company_reads_nothing_of_it(browse):
    material = a_material()
    stranger = browse(a_contact().user)
    assert "Ébauches" not in stranger.get("/client/matiere").text
    assert stranger.get(f"/client/matiere/{material.id}/photo").status_code == 404
