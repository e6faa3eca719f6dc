"""One order, from the buyer's wish to the money, told as the four people who live it."""

import re
from datetime import time, timedelta
from decimal import Decimal
from io import BytesIO

import time_machine

from erp.billing import queries as billing
from erp.billing.models import Invoice
from erp.core import clock
from erp.core.db import db
from erp.delivery.models import DeliverySlip
from erp.people.states import Role
from erp.production import queries as production
from erp.sales.models import Order, Quote, Request
from tests.builders import (
    a_class_session,
    a_cohort,
    a_contact,
    a_place,
    a_school,
    a_student,
    a_trade,
    a_user,
    messages,
)
from tests.builders_sales import an_operation_type
from tests.builders_work import PIN, SIGNATURE
from tests.portal.test_portal_requests import DXF, PDF
from tests.workshop.test_tablet import tell

TUESDAY = "2026-11-24T08:30:00+01:00"


class School:
    """Four people at four screens, and the morning's workshop session."""

    def __init__(self, browse) -> None:
        a_school()
        self.contact = a_contact()
        self.maitre = a_user(Role.INSTRUCTOR, first_name="Paul", last_name="Vernier")
        self.office = browse(a_user(Role.SECRETARY))
        self.workshop = browse(self.maitre)
        self.buyer = browse(self.contact.user)
        self.place, cohort = a_place(), a_cohort()
        self.ines = a_student(cohort, pin=PIN, last_name="Marchal-Zébulon")
        self.malik = a_student(cohort, pin=PIN, first_name="Malik")
        self.session = a_class_session(
            cohort,
            leader=self.maitre,
            place=self.place,
            starts_at=clock.at(clock.today(), time(8)),
        )
        self.turning, self.trade = an_operation_type(), a_trade()


@time_machine.travel(TUESDAY, tick=True)
def test_from_request_to_paid_invoice(browse):
    school = School(browse)

    request = ask_for_a_shaft(school)
    study_it(school, request)
    quote = quote_it(school, request)
    order = accept_it(school, quote)
    tablet = form_a_team_and_enrol(school, order)
    make_it(school, order, tablet)
    validate_it(school, order)
    count_the_hours(school)
    slip = deliver_it(school, order)
    invoice = invoice_it(school, slip)
    follow_it_to_the_end(school, order, invoice)
    assert not billing.unpaid_among([invoice])


def ask_for_a_shaft(school) -> Request:
    """1. The buyer asks, with a drawing and a DXF."""
    wish = {
        "label": "Axe de convoyeur Ø30×220 42CrMo4",
        "quantity": "25",
        "wished_week": f"{clock.today() + timedelta(days=21):%G-W%V}",
        "flexibility": "flexible",
        "material_by": "school",
        "made_by_students": "y",
        "files": [(BytesIO(PDF), "axe.pdf"), (BytesIO(DXF), "axe.dxf")],
    }
    page = school.buyer.send("/client/demandes/nouvelle", wish)
    assert "reçue" in page.text
    return db.session.query(Request).one()


def study_it(school, request) -> None:
    """2. The maître reads it and says what students would learn."""
    page = school.workshop.get(f"/bureau/demandes/{request.id}")
    assert "axe.pdf" in page.text and "axe.dxf" in page.text
    file_id = request.files[0].id
    kept = school.workshop.get(f"/bureau/demandes/{request.id}/fichiers/{file_id}")
    assert kept.data == PDF
    sheet = {
        "trade_id": school.trade.id,
        "year_of_study": "1",
        "machine_type_ids": [school.turning.machine_type_id],
        "risk": "low",
        "is_flexible": "y",
        "verdict": "take",
        "reason": "Tournage et contrôle, délai souple.",
    }
    page = school.workshop.send(f"/bureau/demandes/{request.id}/fiche", sheet)
    assert "Prendre" in page.text


def quote_it(school, request) -> Quote:
    """3. The office prices it: time sold beside the students' own time."""
    school.office.send(f"/bureau/demandes/{request.id}/devis")
    quote = db.session.query(Quote).one()
    url, line = f"/bureau/devis/{quote.id}", quote.lines[0]
    school.office.send(
        f"{url}/lignes/{line.id}/operations/nouvelle",
        {
            "operation_type_id": school.turning.id,
            "label": "Tournage CN",
            "setup_seconds": "1 h",
            "run_seconds": "9 min",
        },
    )
    page = school.office.get(url)
    assert "261,25" in page.text and "Coût de l" in page.text
    assert school.buyer.get(f"/client/devis/{quote.id}").status_code == 404
    assert "est envoyé" in school.office.send(f"{url}/envoyer", page=url).text
    return quote


def accept_it(school, quote) -> Order:
    """4 and 5. The buyer says yes with an order number; the work orders are open."""
    assert school.buyer.get(f"/client/devis/{quote.id}/pdf").data.startswith(b"%PDF")
    yes = {
        "name": "Nora Bailly",
        "function": "Acheteuse",
        "po_number": "4500 1187",
        "signature": "Nora Bailly",
        "agreed": "y",
    }
    page = school.buyer.send(f"/client/devis/{quote.id}/accepter", yes)
    assert "est lancée" in page.text
    order = db.session.query(Order).one()
    assert order.number == "C2026-00001"
    work = production.work_orders_of_order(order.id)[0]
    traveller = school.workshop.get(f"/bureau/fabrication/{work.id}/fiche")
    assert traveller.data.startswith(b"%PDF")
    return order


def form_a_team_and_enrol(school, order):
    """6. A team at this morning's session; the tablet is enrolled once."""
    operation = production.work_orders_of_order(order.id)[0].operations[0]
    url = f"/bureau/operations/{operation.id}/equipe/{school.session.id}"
    team = {"student_ids": [school.ines.id, school.malik.id], "machine_id": ""}
    assert "équipe est formée" in school.workshop.send(url, team).text
    school.workshop.send("/bureau/tablettes/nouvelle", {"name": "T1", "place_id": school.place.id})
    page = school.workshop.send("/bureau/tablettes/1/enroler")
    link = re.search(r"/atelier/enroler/[\w-]+", page.text).group()
    tablet = school.workshop.application.test_client()
    assert "Qui es-tu" in tablet.send(link).text
    return tablet


def make_it(school, order, tablet) -> None:
    """7. Inès gives her PIN, starts with Malik, pauses, asks for help, and finishes."""
    tablet.send(f"/atelier/eleve/{school.ines.id}", {"pin": PIN})
    card = tablet.get("/atelier/taches", follow_redirects=True)
    assert "Commencer" in card.text and "0 sur 25" in card.text
    operation = production.work_orders_of_order(order.id)[0].operations[0]

    def event(kind, **data):
        return {
            "uuid": f"00000000-0000-4000-8000-{abs(hash(kind + str(data))) % 10**12:012d}",
            "kind": kind,
            "operation_id": operation.id,
            "student_ids": [school.ines.id, school.malik.id],
            "client_time": clock.now().isoformat(),
            "offset_ms": 0,
            "data": data,
        }

    told = [tell(tablet, event("start"))]
    with time_machine.travel(clock.now() + timedelta(hours=2), tick=True):
        told.append(tell(tablet, event("help")))
        tablet.send(f"/atelier/eleve/{school.ines.id}", {"pin": PIN})
        told.append(tell(tablet, event("done", good=25, scrapped=0, feeling="easy")))
    assert [one["answer"] for answer in told for one in answer.json][-1] == "accepted"
    tablet.send("/atelier/sortir")


def validate_it(school, order) -> None:
    """8. The maître sees the call and the work, and validates."""
    page = school.workshop.get("/bureau/a-valider")
    assert "onnes : 25" in page.text
    operation = production.work_orders_of_order(order.id)[0].operations[0]
    page = school.workshop.send(f"/bureau/operations/{operation.id}/valider")
    assert production.made_of_order(order.id) == {order.lines[0].id: Decimal(25)}


def count_the_hours(school) -> None:
    """9. The roll is called; presence and time on orders stand side by side."""
    school.workshop.send(f"/bureau/appels/{school.session.id}")
    page = school.workshop.get(f"/bureau/eleves/{school.ines.id}")
    assert "Présent 4 h 00" in page.text.replace("\u00a0", " ")
    assert "2 h 00 sur commande" in page.text.replace("\u00a0", " ")


def deliver_it(school, order) -> DeliverySlip:
    """10. The slip is announced, and signed with a finger on the buyer's phone."""
    fields = {f"quantity-{order.lines[0].id}": "25"}
    school.office.send(f"/bureau/commandes/{order.id}/livrer", fields)
    slip = db.session.query(DeliverySlip).one()
    school.office.send(f"/bureau/livraisons/{slip.id}/annoncer")
    assert "Signer la livraison" in school.buyer.get(f"/client/commandes/{order.id}").text
    signed = {"signer_name": "Nora Bailly", "signature": SIGNATURE, "reserves": "Un carton abîmé"}
    page = f"/client/livraisons/{slip.id}"
    assert "est signée" in school.buyer.send(f"{page}/signer", signed, page=page).text
    return slip


def invoice_it(school, slip) -> Invoice:
    """11. The invoice takes its number when it leaves, and is paid."""
    school.office.send("/bureau/factures/nouvelle", {"slip_id": [slip.id]})
    invoice = db.session.query(Invoice).one()
    assert invoice.number is None
    page = f"/bureau/factures/{invoice.id}"
    assert "est émise" in school.office.send(f"{page}/emettre", page=page).text
    assert invoice.number == "F2026-00001"
    assert "À payer" in school.buyer.get(f"/client/factures/{invoice.id}").text
    paid = {"amount": "313,50", "method": "transfer", "received_on": clock.today().isoformat()}
    assert "Payée" in school.office.send(f"{page}/regler", paid, page=page).text
    return invoice


def follow_it_to_the_end(school, order, invoice) -> None:
    """12. The buyer's page says it all, and nothing that is not theirs; letters told each step."""
    page = school.buyer.get(f"/client/commandes/{order.id}").text
    assert "25 faites sur 25, 25 livrées" in page
    assert "Rien à faire" in page
    assert invoice.number in page
    for secret in (school.ines.last_name, school.ines.first_name, "Coût", "Vernier"):
        assert secret not in page
    letters = [one.payload["subject"] for one in messages()]
    assert len(letters) == 6
