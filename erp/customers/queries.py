"""What the others ask about customers."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from erp.core.db import db
from erp.core.paging import Page, paginate
from erp.core.search import fold, matches
from erp.customers.models import Contact, Customer
from erp.people.models import User


def contact_of(user: User) -> Contact | None:
    """The person at a company whom this user is."""
    whose = select(Contact).filter_by(user_id=user.id).options(joinedload(Contact.customer))
    return db.session.scalar(whose)


def customer(customer_id: int) -> Customer | None:
    return db.session.get(Customer, customer_id)


def customer_by_siret(siret: str) -> Customer | None:
    return db.session.scalar(select(Customer).filter_by(siret=siret))


def contact(contact_id: int) -> Contact | None:
    return db.session.get(Contact, contact_id)


def customers(words: str = "", *, after: int | None = None) -> Page[Customer]:
    chosen = select(Customer).where(*matches(Customer, words))
    return paginate(chosen.options(selectinload(Customer.contacts)), Customer.id, after)


def all_customers() -> Sequence[Customer]:
    """For a list to choose from, by name."""
    return db.session.scalars(select(Customer).order_by(Customer.name)).all()


def same_customer(name: str, siret: str) -> bool:
    """Whether a company has this SIRET; without one, this name, accents and case apart."""
    digits = "".join(siret.split())
    if digits:
        return customer_by_siret(digits) is not None
    namesakes = select(Customer).where(*matches(Customer, name))
    return any(fold(one.name) == fold(name) for one in db.session.scalars(namesakes))
