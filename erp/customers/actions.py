"""What people do about customers."""

from datetime import datetime

from erp.core import identifiers, journal
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.words import N_
from erp.customers import queries, rules
from erp.customers.models import Contact, Customer
from erp.customers.refusals import SiretIsKnown
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


def add_contact(
    customer: Customer, *, name: str, email: str, function: str = "", phone: str = ""
) -> Contact:
    contact = Contact(
        customer=customer,
        name=name.strip(),
        email=email.strip().lower(),
        function=function,
        phone=phone,
    )
    db.session.add(contact)
    return contact


def open_portal(contact: Contact, *, link: str, school: str, actor: Actor, now: datetime) -> None:
    """Give a contact an account and send the link to choose a password (again if need be)."""
    if contact.user is None:
        first, _, last = contact.name.partition(" ")
        contact.user = people.add_user(
            email=contact.email, first_name=first, last_name=last, role=Role.CUSTOMER, actor=actor
        )
    people.invite(contact.user, link=link, school=school, now=now)
