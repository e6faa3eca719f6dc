"""What buyers and the school wrote to each other, a fault that was shown, and a newcomer."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from erp.core import clock, files
from erp.core.db import db
from erp.core.files import StoredFile, Upload
from erp.customers import actions as customers
from erp.customers.models import Contact
from erp.demo.drawings import sketch
from erp.demo.stories import Town
from erp.documents import drawing
from erp.documents.drawing import PartDrawing
from erp.flow import called_delivery, exchanged_words, received_request
from erp.people import queries as people
from erp.sales import actions as sales
from erp.sales.actions import WantedPart
from erp.sales.models import Order
from erp.sales.states import ClaimKind, Flexibility, MaterialBy, OrderState


def write_to_each_other(town: Town) -> None:
    """On two orders of the first buyer: a question that was answered, one that waits, a fault."""
    buyer = people.user_by_email("client@example.org")
    first = town.customers[0]
    chosen = select(Order).filter_by(customer_id=first.id).order_by(Order.id.desc())
    running = db.session.scalars(chosen.filter_by(state=OrderState.OPEN)).first()
    over = db.session.scalars(chosen.filter_by(state=OrderState.DELIVERED)).first()
    if buyer is None or running is None or over is None:
        return
    facts: dict[str, Any] = {"school": town.school, "link": f"{town.site}/bureau/messages"}
    told = {**facts, "actor": buyer, "now": clock.now() - timedelta(hours=46)}
    sketch = files_of(town, "cote-du-chanfrein.dxf")
    exchanged_words.write_to_school(running, QUESTION, files=sketch, **told)
    answered = {**facts, "actor": town.staff("secretariat"), "now": clock.now()}
    exchanged_words.answer_buyer(running, ANSWER, files=[], **answered)
    exchanged_words.write_to_school(over, WAITS, files=[], **told)
    shown = files_of(town, "rayure.dxf")
    fault: dict[str, Any] = {"text": FAULT, "quantity": Decimal(2), "files": shown}
    exchanged_words.raise_claim(over, ClaimKind.FAULT, **fault, **told)
    steel = files.keep(Upload("certificat-3-1.pdf", certificate()), folder=town.files_folder)
    sales.add_certificate(over, "3.1, coulée 45871", steel, actor=town.staff("secretariat"))
    call_half(running, told)
    colleagues(first.contacts[0])
    newcomer(town)


QUESTION = "Bonjour, pouvez-vous casser les angles à 0,5 au lieu de 0,3 ? Je joins un croquis."
ANSWER = "Bonjour, c'est noté : 0,5 sur toutes les pièces, sans effet sur le délai."


def certificate() -> bytes:
    """What a supplier of steel sends with its bars, in the demo's own words."""
    bar = PartDrawing(
        title="Certificat 3.1, coulée 45871", reference="Barre Ø32", material="42CrMo4",
        company="Aciers du Levant", drawn_on=clock.today(), length=60, height=32, thickness=32,
        is_round=True,
    )  # fmt: skip
    return drawing.draw(bar)


DEPOT = "Convoyeurs du Val Clair, dépôt\n18 rue du Canal\n38110 Val-Clair"
WAITS = "Merci pour la livraison. Avez-vous le certificat matière de la barre ?"
FAULT = "Deux pièces ont une rayure sur la portée, sans doute au transport."


def call_half(order: Order, told: dict[str, Any]) -> None:
    """Half of it goes to the buyer's depot."""
    week = order.promised_week or clock.monday_of(clock.today())
    half = {line.id: (line.quantity / 2).to_integral_value() for line in order.lines}
    place: dict[str, Any] = {"week": week, "address": DEPOT, "note": "Quai 3, avant 11 h."}
    called_delivery.call_off(order, half, **place, **told)


def files_of(town: Town, name: str) -> Sequence[StoredFile]:
    return [files.keep(Upload(name, sketch()), folder=town.files_folder)]


def colleagues(buyer: Contact) -> None:
    """Somebody who accepts little, and somebody of the accounts who only sees the invoices."""
    customers.add_contact(
        buyer.customer, name="Sami Quentel", email="sami@example.org",
        function="Méthodes", sees_invoices=False, accept_limit=Decimal(1500), runs_team=False,
    )  # fmt: skip
    customers.add_contact(
        buyer.customer, name="Irène Pascaut", email="irene@example.org",
        function="Comptabilité", may_ask=False, may_accept=False, runs_team=False,
    )  # fmt: skip


def newcomer(town: Town) -> None:
    """A company that came in by the public page and confirmed its letter; it looks like another."""
    contact = customers.welcome(
        company="Brasserie du Pont Levant SAS", claimed_siret="60000000400017",
        name="Théo Marchesan", email="atelier@pontlevant.example", phone="",
    )  # fmt: skip
    received_request.receive_request(
        contact,
        parts=[WantedPart("Galet de guidage Ø60", Decimal(8), (16, 32), "PL-204", "B")],
        wished_week=clock.monday_of(clock.today()) + timedelta(weeks=6),
        flexibility=Flexibility.FLEXIBLE,
        material_by=MaterialBy.SCHOOL,
        note="Pour l'entretien d'une ligne de conditionnement.",
        files=[*files_of(town, "galet.dxf"), *files_of(town, "support.dxf")],
        school=town.school,
        link=f"{town.site}/client/demandes/{{id}}",
        now=clock.now(),
    )
