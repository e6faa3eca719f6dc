"""A campaign of the apprenticeship tax in some of its days, whom it was told to, and what came."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from erp.core import clock
from erp.customers import giving
from erp.customers.states import SupportKind
from erp.demo.stories import Town
from erp.flow import asked_tax

SUPPORTS = (  # whose, what, how much, how long ago, why
    (0, SupportKind.TAX, "1840.00", 35, "Notre part sur SOLTéA"),
    (0, SupportKind.EQUIPMENT, "2500.00", 120, "Un étau tournant et sa base"),
    (1, SupportKind.SPONSORSHIP, "1200.00", 60, "Tenues de l'atelier"),
)


def give(town: Town) -> None:
    """One company does not want the letter; one is left to be asked."""
    today, actor = town.wishes.today, town.staff("direction")
    dates = {"opens_on": today - timedelta(days=20), "closes_on": today + timedelta(days=25)}
    facts: dict[str, Any] = {"year": today.year, "school_code": "0389999Z", **dates}
    campaign = giving.note_campaign(None, actor=actor, **facts)
    giving.silence(town.customers[2], True, actor=actor)
    later = giving.to_ask(campaign)[-1].customer
    later.no_tax_letter = True
    told: dict[str, Any] = {"school": town.school, "link": f"{town.site}/client/taxe"}
    asked_tax.ask_all(campaign, now=clock.now() - timedelta(days=4), **told)
    later.no_tax_letter = False
    for whose, kind, amount, ago, note in SUPPORTS:
        given: dict[str, Any] = {"amount": Decimal(amount), "given_on": today - timedelta(days=ago)}
        given |= {"kind": kind, "note": note, "actor": actor}
        giving.note_support(town.customers[whose], **given)
