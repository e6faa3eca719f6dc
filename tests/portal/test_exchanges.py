"""Messages, changes, cancellations and faults: told to the other side, answered once."""

from decimal import Decimal
from io import BytesIO

import pytest

from erp.core.db import db
from erp.people.states import Role
from erp.production import queries as production
from erp.production.states import OperationState, WorkOrderState
from erp.sales.models import Attachment, Claim, Message, Request
from erp.sales.states import ClaimState, OrderState, Satisfaction
from tests.builders import a_contact, a_school, a_user, messages
from tests.builders_sales import an_order
from tests.builders_work import a_finished_order, a_signed_slip
from tests.portal.test_portal_requests import PDF


def letters_to(address: str) -> list[str]:
    rows = messages()
    return [one.payload["subject"] for one in rows if one.payload["to"] == address]


def claim(browse, order, kind="cancel", **told) -> Claim:
    facts = {"kind": kind, "text": "Le besoin a disparu.", **told}
    browse(order.contact.user).send(f"/client/commandes/{order.id}/signaler", facts)
    return db.session.query(Claim).one()


def test_a_buyer_and_the_school_write_to_each_other_with_files(browse):
    order = an_order()
    buyer, office = browse(order.contact.user), browse(a_user(Role.SECRETARY))
    address = f"/commandes/{order.id}/messages"

    files = [(BytesIO(PDF), "croquis.pdf")]
    buyer.send(f"/client{address}", {"text": "Un chanfrein de plus ?", "files": files})
    assert "message sans réponse" in office.get("/bureau/").text
    assert "Un chanfrein de plus" in office.get("/bureau/messages?waiting=y").text
    page = office.send(f"/bureau{address}", {"text": "C'est noté."})

    assert "croquis.pdf" in page.text
    assert "C&#39;est noté." in buyer.get(f"/client{address}").text
    assert any("écrit, commande" in one for one in letters_to("ecole@example.org"))
    assert any("vous répond" in one for one in letters_to(order.contact.email))
    assert "message sans réponse" not in office.get("/bureau/").text


def test_a_muted_order_sends_no_letter_any_more(browse):
    order = an_order()
    browse(order.contact.user).send(f"/client/commandes/{order.id}/lettres")
    before = letters_to(order.contact.email)
    browse(a_user()).send(f"/bureau/commandes/{order.id}/messages", {"text": "Bonjour"})
    assert letters_to(order.contact.email) == before
    assert order.is_muted


@pytest.mark.parametrize(
    "sent",
    [{"text": "  "}, {"text": "x" * 4001}, {"text": "a", "files": (BytesIO(b"MZ"), "a.pdf")}],
)
def test_a_message_we_cannot_read_comes_back(browse, sent):
    order = an_order()
    for user, face in ((order.contact.user, "client"), (a_user(), "bureau")):
        sent = {**sent, "files": (BytesIO(b"MZ"), "a.pdf")} if "files" in sent else sent
        page = browse(user).send(f"/{face}/commandes/{order.id}/messages", sent)
        assert page.status_code == 422
    assert db.session.query(Message).count() == 0
    assert db.session.query(Attachment).count() == 0


def test_a_cancellation_is_granted_with_the_cost_so_far_in_sight(browse):
    order = an_order()
    work = production.work_orders_of_order(order.id)[0]
    work.operations[0].state = OperationState.RUNNING
    db.session.commit()
    asked, office = claim(browse, order), browse(a_user(Role.SECRETARY))
    shown = office.get(f"/bureau/reclamations/{asked.id}").text.replace("\u00a0", " ")
    assert "Le travail commencé vaut 261,25 € HT" in shown

    page = office.send(f"/bureau/reclamations/{asked.id}", {"answer": "D'accord.", "verb": "grant"})

    assert "reçoit votre réponse" in page.text
    assert (asked.state, order.state) == (ClaimState.GRANTED, OrderState.CANCELLED)
    assert work.state is WorkOrderState.CANCELLED
    assert any("Notre réponse" in one for one in letters_to(order.contact.email))


def test_a_refused_cancellation_changes_nothing_of_the_order(browse):
    order = an_order()
    asked = claim(browse, order)
    office = browse(a_user())
    office.send(f"/bureau/reclamations/{asked.id}", {"answer": "Trop tard.", "verb": "refuse"})
    assert (asked.state, order.state) == (ClaimState.REFUSED, OrderState.OPEN)
    page = office.send(f"/bureau/reclamations/{asked.id}", {"answer": "Oui.", "verb": "grant"})
    assert "pas possible" in page.text
    assert order.state is OrderState.OPEN


def test_what_is_partly_delivered_is_not_cancelled(browse):
    order = a_finished_order()
    a_signed_slip(order, "5")
    asked = claim(browse, order)
    page = browse(a_user()).send(
        f"/bureau/reclamations/{asked.id}", {"answer": "Oui", "verb": "grant"}
    )
    assert "ne s&#39;annule plus" in page.text
    assert (asked.state, order.state) == (ClaimState.OPEN, OrderState.OPEN)


def test_a_fault_is_shown_after_the_delivery_but_a_change_is_not_asked(browse):
    order = a_finished_order()
    a_signed_slip(order)
    photo = (BytesIO(b"\x89PNG\r\n\x1a\n" + b"\0" * 20), "rayure.png")
    page = browse(order.contact.user).send(
        f"/client/commandes/{order.id}/signaler", {"kind": "change", "text": "Plus tard"}
    )
    assert page.status_code == 422
    assert "plus en cours" in page.text
    asked = claim(browse, order, kind="fault", quantity="2", files=photo)
    assert (asked.quantity, asked.files[0].stored_file.name) == (Decimal(2), "rayure.png")


def test_a_buyer_says_whether_it_went_well_once_it_is_delivered(browse):
    order = an_order()
    buyer = browse(order.contact.user)
    address = f"/client/commandes/{order.id}"
    page = buyer.send(f"{address}/avis", {"word": "happy"}, page=address)
    assert "pas encore livrée" in page.text
    order.state = OrderState.DELIVERED
    db.session.commit()

    assert buyer.send(f"{address}/avis", {"word": "pirate"}).status_code == 422
    page = buyer.send(f"{address}/avis", {"word": "happy", "note": "Très bien"}, page=address)

    assert order.satisfaction is Satisfaction.HAPPY
    assert "Votre avis : Oui" in page.text


def test_the_same_parts_are_asked_again_in_two_clicks(browse):
    a_school()
    order = an_order()
    buyer = browse(order.contact.user)
    assert (
        f'href="/client/demandes/nouvelle?order={order.id}"'
        in buyer.get(f"/client/commandes/{order.id}").text
    )
    form = buyer.get(f"/client/demandes/nouvelle?order={order.id}").text
    assert 'value="Axe 1"' in form
    assert "Comme la commande" in form
    assert "checked" in form
    stranger = browse(a_contact().user).get(f"/client/demandes/nouvelle?order={order.id}").text
    assert 'value="Axe 1"' not in stranger
    assert db.session.query(Request).count() == 0
