"""Ready-made offers of companies, and students who would like them."""

from erp.core import clock
from erp.core.db import db
from erp.people.models import Guardian
from erp.training import actions
from erp.training.models import CompanyOffer, OfferInterest
from erp.training.states import OfferKind
from tests.builders import a_contact, a_student, a_trade, a_user, saved


def an_offer(contact=None, shown: bool = True, competences=(), **facts) -> CompanyOffer:
    contact = contact or a_contact()
    told = {
        "kind": OfferKind.INTERNSHIP,
        "title": "Stage en tournage",
        "text": "Deux semaines.",
        "trade": a_trade(),
        "contact": contact,
        **facts,
    }
    year = told.pop("year_of_study", 1)
    offer = actions.propose_offer(contact.customer, actor=contact.user, now=clock.now(), **told)
    if shown:
        facts = {"competences": competences, "year_of_study": year}
        actions.publish_offer(offer, actor=a_user(), **facts)
    db.session.commit()
    return offer


def an_interest(offer: CompanyOffer | None = None, student=None) -> OfferInterest:
    offer, student = offer or an_offer(), student or a_student()
    interest = actions.say_interest(offer, student, actor=None, now=clock.now())
    db.session.commit()
    return interest


def a_guardian(student, **facts) -> Guardian:
    told = {"name": "Rose Marchal", "email": "rose@example.org", "relation": "mère", **facts}
    return saved(Guardian(student=student, **told))
