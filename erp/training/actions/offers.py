"""A company offers, the school checks, a student is interested, adults agree, it has an outcome."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import update

from erp.core import journal
from erp.core.db import db, hold
from erp.core.journal import Actor
from erp.core.words import N_
from erp.curriculum.models import Competence
from erp.customers.models import Customer
from erp.people.models import Guardian, Student
from erp.training import queries
from erp.training.models import CompanyOffer, OfferInterest
from erp.training.refusals import InterestedAlready, NoAdultAgrees, OfferIsNotShown
from erp.training.states import COMPANY_OFFER, INTEREST, InterestState, OfferKind, OfferState


def propose_offer(
    customer: Customer, *, kind: OfferKind, title: str, text: str, actor: Actor, now: datetime,
    **facts: Any,
) -> CompanyOffer:  # fmt: skip
    """`facts`: town, starts_on, trade. Nobody but the school and the company sees it yet."""
    offer = CompanyOffer(
        customer=customer, kind=kind, title=title, text=text, author=actor.name, proposed_at=now,
        state=OfferState.PROPOSED, **facts,
    )  # fmt: skip
    db.session.add(offer)
    journal.write(offer, "propose", N_("Offre proposée"), actor=actor)
    return offer


def publish_offer(
    offer: CompanyOffer, *, competences: Sequence[Competence], actor: Actor, **facts: Any
) -> None:
    """`facts`: title, text, town, starts_on, trade, year_of_study, as the school wants it read."""
    for name, value in facts.items():
        setattr(offer, name, value)
    offer.competences = list(competences)
    COMPANY_OFFER.make("publish", offer, actor=actor)


def answer_offer(offer: CompanyOffer, reply: str, *, actor: Actor) -> None:
    """Not for our students: the company reads why."""
    offer.reply = reply
    COMPANY_OFFER.make("decline", offer, actor=actor, note=reply)


def close_offer(offer: CompanyOffer, *, actor: Actor) -> None:
    """It is filled, or over; what students said stays until each has its outcome."""
    COMPANY_OFFER.make("close", offer, actor=actor)


def say_interest(
    offer: CompanyOffer, student: Student, *, actor: Actor | None, now: datetime
) -> OfferInterest:
    """Only of what is shown; said again after a withdrawal it begins anew."""
    hold(offer)
    if offer.state is not OfferState.PUBLISHED:
        raise OfferIsNotShown(offer=offer)
    interest = queries.interest_of(offer.id, student.id)
    if interest is None:
        facts = {"state": InterestState.SAID, "said_at": now}
        interest = OfferInterest(offer=offer, student=student, **facts)
        db.session.add(interest)
        journal.write(interest, "say", N_("Un élève est intéressé"), actor=actor)
    elif interest.state is InterestState.WITHDRAWN:
        interest.agreed_by, interest.agreed_on, interest.ended_on = "", None, None
        INTEREST.make("say", interest, actor=actor)
    else:
        raise InterestedAlready
    return interest


def withdraw_interest(interest: OfferInterest, *, actor: Actor | None, today: date) -> None:
    interest.ended_on = today
    INTEREST.make("withdraw", interest, actor=actor)


def agree_to_interest(
    interest: OfferInterest, guardian: Guardian | None, *, actor: Actor, today: date
) -> None:
    """A guardian who was spoken to; without one, only of a student who is of age."""
    student = interest.student
    is_theirs = guardian is not None and guardian.student_id == student.id
    if not is_theirs and not student.is_adult(today):
        raise NoAdultAgrees(student=student.first_name)
    interest.agreed_by = guardian.name if guardian and is_theirs else student.name
    interest.agreed_on = today
    INTEREST.make("agree", interest, actor=actor)


def settle_interest(
    interest: OfferInterest, verb: str, *, note: str, actor: Actor, today: date
) -> None:
    """`verb` of OUTCOMES, or introduce: the school does it, the company reads no name here."""
    INTEREST.check(verb, interest)
    interest.note = note or interest.note
    interest.ended_on = None if verb == "introduce" else today
    INTEREST.make(verb, interest, actor=actor, note=note)


def move_offers(customer: Customer, into: Customer) -> None:
    """A company turns out to be another one: what it offered is that one's."""
    theirs = update(CompanyOffer).filter_by(customer_id=customer.id)
    db.session.execute(theirs.values(customer_id=into.id))
