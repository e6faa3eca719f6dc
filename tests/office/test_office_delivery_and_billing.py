import pytest

from erp.billing.models import Invoice
from erp.core import clock
from erp.core.db import db
from erp.core.outbox import OutboxMessage
from erp.delivery.models import DeliverySlip
from erp.delivery.states import SlipState
from erp.people.states import Role
from erp.sales.states import OrderState
from tests.builders import a_contact, a_user
from tests.builders_work import SIGNATURE, a_finished_order, a_signed_slip, an_invoice


def test_a_part_is_delivered_and_the_rest_remains(browse):
    order = a_finished_order()
    line = order.lines[0]
    office = browse(a_user(Role.SECRETARY))

    page = office.send(f"/bureau/commandes/{order.id}/livrer", {f"quantity-{line.id}": "10"})
    assert "annoncez-le" in page.text

    again = office.get(f"/bureau/commandes/{order.id}/livrer")
    assert 'value="15"' in again.text


def test_a_delivery_is_prepared_and_announced_with_one_button(browse):
    order = a_finished_order()
    fields = {f"quantity-{order.lines[0].id}": "10", "announce": "y"}

    page = browse(a_user(Role.SECRETARY)).send(f"/bureau/commandes/{order.id}/livrer", fields)

    slip = db.session.query(DeliverySlip).one()
    assert slip.number and slip.state is SlipState.READY
    assert f"{slip} est annoncé au client" in page.text
    assert db.session.query(OutboxMessage).filter_by(key=f"slip-{slip.id}").count() == 1


@pytest.mark.parametrize("quantity", ["26", "-1", "beaucoup", "1e9", "", "nan", "0,00001"])
def test_what_cannot_be_delivered_is_refused_with_a_sentence(browse, quantity):
    order = a_finished_order()
    fields = {f"quantity-{order.lines[0].id}": quantity}

    page = browse(a_user(Role.SECRETARY)).send(f"/bureau/commandes/{order.id}/livrer", fields)

    assert page.status_code == 422
    assert db.session.query(DeliverySlip).count() == 0


def test_the_buyer_signs_on_the_phone_and_the_order_is_delivered(browse):
    contact = a_contact()
    order = a_finished_order(contact)
    office, buyer = browse(a_user(Role.SECRETARY)), browse(contact.user)
    office.send(f"/bureau/commandes/{order.id}/livrer", {f"quantity-{order.lines[0].id}": "25"})
    slip = db.session.query(DeliverySlip).one()
    assert buyer.get(f"/client/livraisons/{slip.id}").status_code == 404
    office.send(f"/bureau/livraisons/{slip.id}/annoncer")

    unsigned = buyer.send(f"/client/livraisons/{slip.id}/signer", {"signer_name": "Nora"})
    assert unsigned.status_code == 422
    facts = {"signer_name": "Nora", "signature": SIGNATURE}
    page = buyer.send(
        f"/client/livraisons/{slip.id}/signer", facts, page=f"/client/livraisons/{slip.id}"
    )

    assert "la livraison est signée" in page.text
    assert order.state is OrderState.DELIVERED
    assert buyer.get(f"/client/livraisons/{slip.id}/pdf").data.startswith(b"%PDF")


def test_a_slip_is_signed_on_a_screen_handed_over_once(browse):
    order = a_finished_order()
    office = browse(a_user(Role.SECRETARY))
    office.send(f"/bureau/commandes/{order.id}/livrer", {f"quantity-{order.lines[0].id}": "25"})
    slip = db.session.query(DeliverySlip).one()
    office.send(f"/bureau/livraisons/{slip.id}/annoncer")
    answer = office.post(
        f"/bureau/livraisons/{slip.id}/faire-signer", data={"csrf_token": office.token()}
    )

    stranger = browse()
    page = stranger.send(answer.location, {"signer_name": "Nora", "signature": SIGNATURE})

    assert "Merci" in page.text
    assert stranger.get(answer.location).status_code == 404


@pytest.mark.parametrize(
    "signature", ["data:image/png;base64,AAAA", "x", "data:image/svg+xml;base64,PHN2Zz4="]
)
def test_a_picture_that_is_none_is_no_signature(browse, signature):
    contact = a_contact()
    order = a_finished_order(contact)
    office = browse(a_user(Role.SECRETARY))
    office.send(f"/bureau/commandes/{order.id}/livrer", {f"quantity-{order.lines[0].id}": "25"})
    slip = db.session.query(DeliverySlip).one()
    office.send(f"/bureau/livraisons/{slip.id}/annoncer")

    facts = {"signer_name": "Nora", "signature": signature}
    page = browse(contact.user).send(f"/client/livraisons/{slip.id}/signer", facts)

    assert page.status_code == 422
    assert "se lit pas" in page.text


def test_the_office_invoices_a_signed_slip_and_is_paid(browse):
    slip = a_signed_slip()
    office = browse(a_user(Role.SECRETARY))
    assert str(slip) in office.get("/bureau/factures/a-facturer").text

    office.send("/bureau/factures/nouvelle", {"slip_id": [slip.id]})
    invoice = db.session.query(Invoice).one()
    page = office.send(
        f"/bureau/factures/{invoice.id}/emettre", page=f"/bureau/factures/{invoice.id}"
    )
    assert "est émise" in page.text
    facts = {"amount": "313,50", "method": "transfer", "received_on": clock.today().isoformat()}
    page = office.send(f"/bureau/factures/{invoice.id}/regler", facts)

    assert "règlement est enregistré" in page.text
    assert "Payée" in page.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"amount": "0"}, "au-dessus de zéro"),
        ({"amount": "999"}, "Il reste 313,50"),
        ({"amount": "abc"}, "Tapez un nombre"),
        ({"amount": "-1"}, "nombre entre 0"),
        ({"received_on": "2099-01-01"}, "à venir"),
        ({"received_on": "hier"}, "Tapez une date"),
        ({"method": "troc"}, ""),
    ],
)
def test_a_payment_that_cannot_be_comes_back(browse, changes, sentence):
    invoice = an_invoice(issued=True)
    facts = {
        "amount": "10",
        "method": "transfer",
        "received_on": clock.today().isoformat(),
        **changes,
    }

    page = browse(a_user(Role.SECRETARY)).send(f"/bureau/factures/{invoice.id}/regler", facts)

    assert page.status_code == 422
    assert sentence in page.text
    assert invoice.shares == []


def test_the_money_papers_of_another_company_do_not_exist(browse):
    slip = a_signed_slip()
    invoice = an_invoice(slip, issued=True)
    stranger = browse(a_contact().user)
    for url in (f"livraisons/{slip.id}", f"factures/{invoice.id}", f"commandes/{slip.order_id}"):
        assert stranger.get(f"/client/{url}").status_code == 404
        assert stranger.get(f"/client/{url}/pdf").status_code == 404


def test_a_credit_note_has_a_life_of_its_own_name(browse):
    invoice = an_invoice(issued=True)
    asked = {f"quantity-{invoice.lines[0].id}": "1", "reason": "Pièce rayée"}
    office = browse(a_user(Role.SECRETARY))
    page = office.send(f"/bureau/factures/{invoice.id}/avoir", asked)
    assert "Vie de l'avoir" in page.text
    assert "Vie de la facture" in office.get(f"/bureau/factures/{invoice.id}").text
