"""A fault becomes a non-conformity and an answer; pieces come back; reports and certificates."""

from decimal import Decimal
from io import BytesIO

from erp.core import clock
from erp.core.db import db
from erp.documents import inspection_report
from erp.people.states import Role
from erp.production.models import NonConformity, Step, StepResult
from erp.production.states import NonConformityCause, StepKind
from erp.reporting import inspected
from erp.sales.models import Certificate, Claim
from tests.builders import a_contact, a_school, a_user, saved
from tests.builders_sales import an_order
from tests.builders_work import a_finished_order
from tests.portal.test_portal_requests import PDF


def a_fault(browse, order, **told):
    sent = {"kind": "fault", "text": "Deux pièces rayées.", "quantity": "2", **told}
    page = browse(order.contact.user).send(f"/client/commandes/{order.id}/signaler", sent)
    assert page.status_code == 200
    return db.session.query(Claim).order_by(Claim.id.desc()).first()


def answer(browse, claim, **told):
    sent = {"answer": "Nous refaisons deux pièces.", "verb": "grant", **told}
    browse(a_user(Role.SECRETARY)).send(f"/bureau/reclamations/{claim.id}", sent)


def test_a_reported_fault_is_a_non_conformity_that_somebody_learns_from(browse):
    a_school()
    order = a_finished_order(a_contact())
    claim = a_fault(browse, order, files=[(BytesIO(PDF), "rayure.pdf")])

    found = db.session.query(NonConformity).one()
    assert (found.claim, found.cause) == (claim, NonConformityCause.CUSTOMER)
    assert found.student is None
    master = browse(a_user(Role.INSTRUCTOR))
    assert "Deux pièces rayées" in master.get("/bureau/a-valider").text

    master.send(f"/bureau/non-conformites/{found.id}", {"note": "Protéger au transport."})

    assert found.closed_at is not None


def test_a_wish_to_change_is_no_fault(browse):
    a_school()
    a_fault(browse, an_order(a_contact()), kind="change")
    assert db.session.query(NonConformity).count() == 0


def test_pieces_come_back_and_the_buyer_sees_it(browse):
    a_school()
    order = a_finished_order(a_contact())
    claim = a_fault(browse, order)
    buyer = browse(order.contact.user)

    answer(browse, claim, wants_return="y")
    thread = f"/client/commandes/{order.id}/messages"
    assert "Les pièces reviennent" in buyer.get(thread).text
    office = browse(a_user(Role.SECRETARY))
    office.send(f"/bureau/reclamations/{claim.id}/retour", {"quantity": "2"})

    assert (claim.returned, claim.returned_on) == (2, clock.today())
    assert "2 pièces revenues" in buyer.get(thread).text
    again = office.send(f"/bureau/reclamations/{claim.id}/retour", {"quantity": "3"})
    assert "Aucun retour n&#39;est attendu" in again.text
    assert claim.returned == 2


def test_a_refused_fault_asks_for_no_return(browse):
    a_school()
    claim = a_fault(browse, a_finished_order(a_contact()))
    answer(browse, claim, verb="refuse", wants_return="y")
    assert not claim.wants_return


def measured(order, value="30.02"):
    work = inspected.production.work_orders_of_order(order.id)[0]
    facts = {"nominal": Decimal(30), "low": Decimal("29.98"), "high": Decimal("30.01")}
    step = saved(
        Step(operation=work.operations[-1], position=1, kind=StepKind.MEASURE, text="Ø30", **facts)
    )
    saved(StepResult(step=step, value=Decimal(value), said_at=clock.now()))
    return order


def test_the_report_tells_what_was_measured_and_no_name():
    order = measured(a_finished_order())
    told = inspected.inspection_report(order, a_school(), clock.today())
    (part,) = told.parts
    (one,) = part.measures
    assert (one.what, one.asked, one.found) == ("Ø30", "30 (29,98 à 30,01) mm", "30,02 mm")
    assert one.is_good is False
    assert inspection_report.draw(told).startswith(b"%PDF")


def test_the_buyer_reads_the_report_once_the_pieces_are_good(browse):
    a_school()
    running, over = an_order(a_contact()), a_finished_order(a_contact())
    buyer = browse(running.contact.user)
    assert buyer.get(f"/client/commandes/{running.id}/controle").status_code == 404
    assert "Rapport de contrôle" not in buyer.get(f"/client/commandes/{running.id}").text

    other = browse(over.contact.user)
    assert "Rapport de contrôle" in other.get(f"/client/commandes/{over.id}").text
    assert other.get(f"/client/commandes/{over.id}/controle").data.startswith(b"%PDF")
    assert buyer.get(f"/client/commandes/{over.id}/controle").status_code == 404


def test_a_certificate_of_the_matter_is_joined_and_read(browse):
    a_school()
    order = an_order(a_contact())
    office = browse(a_user(Role.SECRETARY))
    url = f"/bureau/commandes/{order.id}/certificats/nouveau"
    assert office.send(url, {"label": "3.1"}).status_code == 422
    office.send(url, {"label": "3.1, coulée 45871", "files": [(BytesIO(PDF), "3-1.pdf")]})

    kept = db.session.query(Certificate).one()
    buyer = browse(order.contact.user)
    assert "coulée 45871" in buyer.get(f"/client/commandes/{order.id}").text
    assert buyer.get(f"/client/commandes/{order.id}/certificats/{kept.id}").data == PDF
    stranger = browse(a_contact().user)
    assert stranger.get(f"/client/commandes/{order.id}/certificats/{kept.id}").status_code == 404


def test_a_fault_told_by_a_buyer_is_an_idea_for_a_lesson(browse):
    a_school()
    a_fault(browse, a_finished_order(a_contact()))
    page = browse(a_user(Role.DIRECTOR)).get("/bureau/cours-sur-pieces")
    assert "Répondre à un client" in page.text


def test_words_in_the_place_of_a_certificate_are_no_file(browse):
    order = an_order()
    url = f"/bureau/commandes/{order.id}/certificats/nouveau"
    told = browse(a_user(Role.DIRECTOR)).send(url, {"label": "3.1", "files": "plan.pdf"})
    assert told.status_code == 422
