"""What the others ask about customers."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import Select, and_, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from erp.core.db import db
from erp.core.paging import Page, paginate
from erp.core.prepared import prepared
from erp.core.search import fold, matches
from erp.customers import rules
from erp.customers.models import Contact, Customer
from erp.people.models import User


def contact_of(user: User) -> Contact | None:
    """The person at a company whom this user is."""
    return _contact_of.one(user.id)


@prepared
def _contact_of(user_id: int) -> Select[Contact]:
    whose = select(Contact).filter_by(user_id=user_id, left_at=None)
    return whose.options(joinedload(Contact.customer))


def customer(customer_id: int) -> Customer | None:
    return db.session.get(Customer, customer_id)


def customer_by_siret(siret: str) -> Customer | None:
    return db.session.scalar(select(Customer).filter_by(siret=siret))


def contact(contact_id: int, *, customer_id: int | None = None) -> Contact | None:
    """Somebody who is there now; for `customer_id`, only a colleague."""
    chosen = select(Contact).filter_by(id=contact_id, left_at=None)
    chosen = chosen.filter_by(customer_id=customer_id) if customer_id else chosen
    return db.session.scalar(chosen.options(joinedload(Contact.customer)))


def contacts(words: str = "", *, customer_id: int, after: int | None = None) -> Page[Contact]:
    """The people of a company, newest first."""
    chosen = select(Contact).filter_by(customer_id=customer_id, left_at=None)
    chosen = chosen.where(*matches(Contact, words)).options(joinedload(Contact.user))
    return paginate(chosen, Contact.id, after)


def everybody(customer_id: int) -> Sequence[Contact]:
    """Those who left too."""
    return db.session.scalars(select(Contact).filter_by(customer_id=customer_id)).all()


def askers(words: str = "", *, after: int | None = None) -> Page[Contact]:
    """Everybody who may ask for a price, found by their name or their company's, newest first."""
    named = (
        or_(and_(*matches(Contact, words)), and_(*matches(Customer, words))) if words else true()
    )
    chosen = select(Contact).join(Contact.customer).filter(Contact.left_at.is_(None)).where(named)
    return paginate(chosen.options(contains_eager(Contact.customer)), Contact.id, after)


def contact_by_email(email: str) -> Contact | None:
    known = select(Contact).filter_by(email=email.strip().lower(), left_at=None)
    return db.session.scalar(known.order_by(Contact.id).options(joinedload(Contact.customer)))


def who_may_accept(customer_id: int, net: Decimal) -> Sequence[Contact]:
    """Those whose word is enough for a quote of so many euros without VAT."""
    chosen = select(Contact).filter_by(customer_id=customer_id, left_at=None, may_accept=True)
    everybody = db.session.scalars(chosen.order_by(Contact.id)).all()
    return [one for one in everybody if rules.is_within_limit(one, net)]


def customers(
    words: str = "", *, to_check: bool = False, after: int | None = None
) -> Page[Customer]:
    chosen = select(Customer).where(*matches(Customer, words))
    chosen = chosen.filter_by(to_check=True) if to_check else chosen
    return paginate(chosen.options(selectinload(Customer.contacts)), Customer.id, after)


def look_alikes(customer: Customer) -> Sequence[Customer]:
    """Who this one may be already: the same SIREN, the same words of a name, the same domain."""
    siren = customer.claimed_siret[:9] or customer.siren
    domain = customer.email.rpartition("@")[2]
    alike = [and_(*matches(Customer, customer.name))]
    alike += [Customer.siret.startswith(siren)] if siren else []
    if domain and domain not in OPEN_DOMAINS:
        alike.append(Customer.email.endswith(f"@{domain}"))
    others = select(Customer).where(or_(*alike), Customer.id != customer.id)
    return db.session.scalars(others.filter_by(to_check=False).order_by(Customer.id).limit(5)).all()


OPEN_DOMAINS = {"gmail.com", "orange.fr", "free.fr", "hotmail.com", "hotmail.fr", "outlook.com",
                "outlook.fr", "laposte.net", "sfr.fr", "wanadoo.fr", "yahoo.fr", "icloud.com"}  # fmt: skip


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
