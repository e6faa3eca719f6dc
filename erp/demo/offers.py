"""What companies offer to the students: one to check, two that are shown, one with its outcome."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from erp.core import clock
from erp.core.db import db
from erp.demo.stories import Town
from erp.flow import offered_work
from erp.people import queries as people
from erp.people.models import Student
from erp.training import actions
from erp.training.models import CompanyOffer
from erp.training.states import OfferKind

OFFERS = (  # whose, kind, title, what one does, where, shown; the second asks for C09
    (
        0, OfferKind.INTERNSHIP, "Stage de deux semaines au tournage",
        "Suivre une série d'axes du débit au contrôle, avec un tourneur de chez nous.",
        "Val-Clair", True,
    ),
    (
        1, OfferKind.JOB, "Premier emploi à l'atelier", "Fraisage conventionnel puis commande "
        "numérique, équipe de jour. Nous formons.", "Pont-les-Rivières", True,
    ),
    (
        0, OfferKind.MEETING, "Venez voir où vont vos pièces",
        "Une demi-journée sur la ligne où tournent vos axes, pour toute l'équipe.", "Val-Clair",
        False,
    ),
)  # fmt: skip


def offer_to_students(town: Town) -> None:
    director, now = town.staff("direction"), clock.now()
    shown: list[CompanyOffer] = []
    for whose, kind, title, text, place, is_shown in OFFERS:
        contact = town.customers[whose].contacts[0]
        told: dict[str, Any] = {"kind": kind, "title": title, "text": text, "town": place}
        told["starts_on"] = town.wishes.today + timedelta(weeks=6)
        link = f"{town.site}/bureau/offres/{{id}}"
        who: dict[str, Any] = {"actor": contact, "now": now - timedelta(days=3)}
        offer = offered_work.propose(contact, school=town.school, link=link, **told, **who)
        if is_shown:
            page = f"{town.site}/client/offres"
            asked = [one for one in town.competences if one.code == "C09"] if shown else []
            facts: dict[str, Any] = {"competences": asked, "link": page, "actor": director}
            facts |= {"trade": asked[0].diploma.trade} if asked else {}
            offered_work.publish(offer, school=town.school, **facts)
            shown.append(offer)
    say(town, shown)


def say(town: Town, shown: list[CompanyOffer]) -> None:
    """One went through to its end, one waits for a family, and the demo's own student."""
    told: dict[str, Any] = {"school": town.school, "actor": None, "now": clock.now()}
    today, director = town.wishes.today, town.staff("direction")
    chosen = select(Student).where(Student.user_id.is_(None)).order_by(Student.id).limit(2)
    first, second = db.session.scalars(chosen).all()
    offered_work.say_interest(shown[1], second, **told)
    done = offered_work.say_interest(shown[0], first, **told)
    family = people.guardians(first.id)
    by: dict[str, Any] = {"actor": director, "today": today}
    actions.agree_to_interest(done, family[0] if family else None, **by)
    actions.settle_interest(done, "introduce", note="", **by)
    actions.settle_interest(done, "finish", note="Stage d'observation, très content.", **by)
