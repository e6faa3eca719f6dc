"""What people do about customers."""

from datetime import datetime

from erp.core import identifiers, journal
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.words import N_
from erp.customers import queries, rules
from erp.customers.models import Contact, Customer
from erp.customers.refusals import ContactIsKnown, NothingToMerge, SiretIsKnown
from erp.people import actions as people
from erp.people.states import Role


def add_customer(*, actor: Actor | None, **facts: object) -> Customer:
    """A new company; `facts` are columns of Customer."""
    customer = Customer()
    _write(customer, facts)
    db.session.add(customer)
    journal.write(customer, "add", N_("Client créé"), actor=actor)
    return customer


def change_customer(customer: Customer, *, actor: Actor, **facts: object) -> None:
    _write(customer, facts)
    journal.write(customer, "change", N_("Fiche modifiée"), actor=actor)


def _write(customer: Customer, facts: dict[str, object]) -> None:
    siret = identifiers.checked_siret(str(facts.get("siret") or ""))
    known = queries.customer_by_siret(siret) if siret else None
    if known is not None and known is not customer:
        raise SiretIsKnown(customer=known)
    number = identifiers.checked_vat_number(str(facts.get("vat_number") or ""))
    for name, value in {**facts, "siret": siret, "vat_number": number}.items():
        setattr(customer, name, value)
    rules.check_vat_regime(customer)


def welcome(*, company: str, claimed_siret: str, name: str, email: str, phone: str) -> Contact:
    """A company that came in by itself, with the person who wrote: the office looks at it."""
    customer = add_customer(
        actor=None, name=company.strip(), to_check=True, claimed_siret=claimed_siret,
        email=email, phone=phone,
    )  # fmt: skip
    return add_contact(customer, name=name, email=email, phone=phone)


def approve_customer(customer: Customer, *, actor: Actor) -> None:
    """The office looked: it is who it says, and nobody else."""
    if customer.claimed_siret:
        kept = identifiers.checked_siret(customer.claimed_siret)
        known = queries.customer_by_siret(kept)
        if known is not None:
            raise SiretIsKnown(customer=known)
        customer.siret = kept
    customer.to_check, customer.claimed_siret = False, ""
    journal.write(customer, "check", N_("Entreprise vérifiée"), actor=actor)


def merge_customer(customer: Customer, into: Customer, *, actor: Actor) -> None:
    """Its people, those who left too, go to the company that was there; the rest has gone before."""
    if not customer.to_check or into is customer:
        raise NothingToMerge(customer=customer)
    for contact in queries.everybody(customer.id):
        contact.customer = into
    db.session.flush()  # nobody is left there
    db.session.expire(customer, ["contacts"])
    name = customer.name
    db.session.delete(customer)
    journal.write(into, "merge", N_("Doublon réuni"), actor=actor, note=name)


def add_contact(
    customer: Customer,
    *,
    name: str,
    email: str,
    function: str = "",
    phone: str = "",
    **rights: object,
) -> Contact:
    """`rights` are the columns may_ask to runs_team; by default a person may do everything."""
    email = email.strip().lower()
    if any(one.email == email for one in customer.contacts):
        raise ContactIsKnown(email=email)
    contact = Contact(
        customer=customer, name=name.strip(), email=email, function=function, phone=phone, **rights
    )
    db.session.add(contact)
    return contact


def change_contact(contact: Contact, *, actor: Actor, **facts: object) -> None:
    """Name, function, telephone and rights; the address stays that of the account."""
    rules.check_is_another(contact, actor.id)
    for name, value in facts.items():
        setattr(contact, name, value)
    journal.write(
        contact.customer, "rights", N_("Droits d'un contact changés"), actor=actor,
        note=contact.name,
    )  # fmt: skip


def let_contact_leave(contact: Contact, *, actor: Actor, now: datetime) -> None:
    """The papers keep the name; the account and its sessions end at once."""
    rules.check_is_another(contact, actor.id)
    contact.left_at = now
    if contact.user is not None:
        people.disable_user(contact.user, actor=actor, now=now)
    journal.write(contact.customer, "leave", N_("Contact retiré"), actor=actor, note=contact.name)


def open_portal(contact: Contact, *, link: str, school: str, actor: Actor, now: datetime) -> None:
    """Give a contact an account and send the link to choose a password (again if need be)."""
    if contact.user is None:
        first, _, last = contact.name.partition(" ")
        contact.user = people.add_user(
            email=contact.email, first_name=first, last_name=last, role=Role.CUSTOMER, actor=actor
        )
    people.invite(contact.user, link=link, school=school, now=now)
