"""A buyer sends a new drawing; the school answers; the buyer confirms; the tablet waits meanwhile."""

from io import BytesIO

import pytest

from erp.core.db import db
from erp.people.states import Role
from erp.sales.models import DrawingRevision
from erp.sales.states import OrderState, RevisionState
from tests.builders import a_contact, a_school, a_user
from tests.builders_revisions import a_revision
from tests.builders_sales import an_order
from tests.builders_work import Bench
from tests.portal.test_exchanges import letters_to
from tests.portal.test_portal_requests import PDF


def new(order, **changes) -> dict:
    told = {"line_id": str(order.lines[0].id), "number": "AX-220", "revision": "C", **changes}
    return {"files": (BytesIO(PDF), "axe-c.pdf"), **told}


def test_a_new_drawing_is_answered_confirmed_and_then_made(browse):
    a_school()
    bench = Bench()
    order, contact = bench.order, bench.order.contact
    buyer, office, tablet = browse(contact.user), browse(a_user()), bench.enter(browse)
    url, task = f"commandes/{order.id}/plans", f"/atelier/taches/{bench.assignment.id}"

    before = tablet.get("/atelier/jour.json").json["tasks"][0]["drawing"]
    page = buyer.send(f"/client/{url}", new(order, note="Portée plus longue")).text
    assert "Rien ne commence de cette pièce" in page
    assert "Nouveau plan : attends ton maître." in tablet.get(task).text
    assert tablet.get("/atelier/jour.json").json["tasks"][0]["held"] is True
    assert any("écrit, commande" in one for one in letters_to("ecole@example.org"))
    work = office.get(f"/bureau/fabrication/{bench.work.id}").text
    assert "aucune opération ne commence" in work
    assert "nouveau plan à vérifier" in office.get("/bureau/").text
    assert "AX-220 ind. C" in office.get("/bureau/plans?state=asked").text

    sent = db.session.query(DrawingRevision).one()
    one = f"{url}/{sent.id}"
    office.send(f"/bureau/{one}/reponse", {"verdict": "new", "answer": "Deux jours de plus."})
    assert letters_to(contact.email)[-1].startswith("À confirmer : le plan")
    shown = buyer.get(f"/client/commandes/{order.id}").text
    assert "Dire quel plan compte : AX-220 ind. C" in shown
    assert "le nouveau plan comptera. Deux jours de plus." in " ".join(
        buyer.get(f"/client/{url}").text.split()
    )
    thanks = buyer.send(f"/client/{one}", {"verb": "confirm"}).text
    assert "Merci : l&#39;atelier continue." in thanks
    assert sent.state is RevisionState.COUNTS
    assert "Nouveau plan : attends" not in tablet.get(task).text
    told = tablet.get("/atelier/jour.json").json["tasks"][0]
    assert told["held"] is False
    assert told["drawing"].endswith(f"?revision={sent.id}") and told["drawing"] != before
    assert buyer.get(f"/client/{one}/fichier").data == PDF


@pytest.mark.parametrize(
    "changes",
    [{"revision": " "}, {"line_id": "999999"}, {"files": (BytesIO(b"MZ"), "a.pdf")}, {"files": ""}],
)
def test_a_drawing_we_cannot_read_comes_back(browse, changes):
    order = an_order()
    for user, url in ((order.contact.user, "client/{}"), (a_user(), "bureau/{}/nouveau")):
        told = {**new(order), **changes}
        told["files"] = (BytesIO(b"MZ"), "a.pdf") if changes.get("files") else told["files"]
        where = "/" + url.format(f"commandes/{order.id}/plans")
        assert browse(user).send(where, told).status_code == 422
    assert db.session.query(DrawingRevision).count() == 0


def test_the_office_notes_a_drawing_and_the_buyer_s_word_on_the_telephone(browse):
    a_school()
    order, office = an_order(), browse(a_user(Role.SECRETARY))
    url = f"/bureau/commandes/{order.id}/plans"
    office.send(f"{url}/nouveau", new(order))
    sent = db.session.query(DrawingRevision).one()
    page = office.send(f"{url}/{sent.id}/confirmer", page=url).text
    assert "pas possible" in page
    office.send(f"{url}/{sent.id}/reponse", {"verdict": "old", "answer": "Déjà tournées."})
    office.send(f"{url}/{sent.id}/confirmer", page=url)
    assert sent.state is RevisionState.DROPPED


def test_a_buyer_contests_or_takes_a_drawing_back(browse):
    sent = a_revision(answered=True)
    order = sent.line.order
    buyer, url = browse(order.contact.user), f"/client/commandes/{order.id}/plans"
    buyer.send(f"{url}/{sent.id}", {"verb": "contest"}, page=url)
    assert sent.state is RevisionState.ASKED
    assert "Je confirme" not in buyer.get(url).text
    assert buyer.send(f"{url}/{sent.id}", {"verb": "burn"}, page=url).status_code == 422
    buyer.send(f"{url}/{sent.id}", {"verb": "withdraw"}, page=url)
    assert sent.state is RevisionState.DROPPED


def test_who_may_not_ask_confirms_nothing_and_others_see_nothing(browse):
    sent = a_revision(answered=True)
    order = sent.line.order
    url, yes = f"/client/commandes/{order.id}/plans/{sent.id}", {"verb": "confirm"}
    colleague = a_contact(order.customer)
    colleague.may_ask = False
    db.session.commit()
    assert browse(colleague.user).send(url, yes, page="/client/").status_code == 403
    assert browse(a_contact().user).send(url, yes, page="/client/").status_code == 404
    assert sent.state is RevisionState.TO_CONFIRM


def test_no_new_drawing_is_sent_for_what_is_over(browse):
    order = an_order()
    order.state = OrderState.DELIVERED
    db.session.commit()
    url = f"/client/commandes/{order.id}/plans"
    buyer = browse(order.contact.user)
    assert "Envoyer un nouvel indice" not in buyer.get(url).text
    assert buyer.send(url, new(order)).status_code == 422
