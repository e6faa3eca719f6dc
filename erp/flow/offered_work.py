"""A company offers a visit, an internship or a job; a student is interested: who must know is told."""

from datetime import datetime
from typing import Any

from erp.core import clock, mail
from erp.core.journal import Actor
from erp.core.words import N_
from erp.customers.models import Contact
from erp.flow import letters
from erp.people import queries as people
from erp.people.models import Student
from erp.school.models import School
from erp.training import actions as training
from erp.training.models import CompanyOffer, OfferInterest

PROPOSED = (
    N_("%(customer)s propose : %(title)s"),
    N_("%(customer)s propose (%(kind)s) : %(title)s\n\n%(text)s\n\nVérifiez-la ici : %(link)s\n"),
)
PUBLISHED = (
    N_("Votre proposition est montrée à nos élèves"),
    N_(
        "Bonjour %(name)s,\n\nMerci. « %(title)s » est montré à nos élèves. L'école vous présente "
        "ceux qui sont intéressés, avec l'accord d'un adulte.\nSuivez-la ici : %(link)s\n\n"
        "%(school)s\n"
    ),
)
DECLINED = (
    N_("Votre proposition : %(title)s"),
    N_("Bonjour %(name)s,\n\nMerci de votre proposition. %(reply)s\n\n%(school)s\n"),
)
INTERESTED = (
    N_("%(student)s s'intéresse à une offre"),
    N_(
        "Bonjour %(name)s,\n\n%(student)s s'intéresse à cette offre : %(title)s (%(kind)s, "
        "%(company)s).\nRien n'est donné à l'entreprise sans votre accord : répondez à l'école, "
        "%(phone)s ou %(email)s.\n\n%(school)s\n"
    ),
)


def propose(
    contact: Contact, *, school: School, link: str, actor: Actor, now: datetime, **facts: Any
) -> CompanyOffer:
    """`link` has {id} where the offer's number goes."""
    offer = training.propose_offer(contact.customer, contact=contact, actor=actor, now=now, **facts)
    if school.email:
        told = {"customer": contact.customer.name, "title": offer.title, "text": offer.text}
        told |= {"kind": offer.kind.label, "link": link.replace("{id}", str(offer.id))}
        subject, text = PROPOSED
        mail.post(school.email, subject % told, text % told)
    return offer


def publish(offer: CompanyOffer, *, school: School, link: str, actor: Actor, **facts: Any) -> None:
    training.publish_offer(offer, actor=actor, **facts)
    told = {"title": offer.title, "link": link, "school": school.name}
    letters.post(PUBLISHED, offer.contact, key=f"offer-{offer.id}-{offer.version}", **told)


def decline(offer: CompanyOffer, reply: str, *, school: School, actor: Actor) -> None:
    training.answer_offer(offer, reply, actor=actor)
    told = {"title": offer.title, "reply": reply, "school": school.name}
    letters.post(DECLINED, offer.contact, key=f"offer-{offer.id}-no", **told)


def say_interest(
    offer: CompanyOffer, student: Student, *, school: School, actor: Actor | None, now: datetime
) -> OfferInterest:
    """The guardians of a minor are told at once; the company is not."""
    interest = training.say_interest(offer, student, actor=actor, now=now)
    subject, text = INTERESTED
    told = {"student": student.first_name, "title": offer.title, "kind": offer.kind.label}
    told |= {"company": offer.customer.name, "school": school.name}
    told |= {"phone": school.phone, "email": school.email}
    for guardian in people.guardians_to_tell([student.id], clock.day_of(now)):
        facts = {**told, "name": guardian.name}
        mail.post(guardian.email, subject % facts, text % facts)
    return interest
