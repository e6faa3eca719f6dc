"""What companies may give beside their orders: who is asked for the tax's balance, what came."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, and_, func, select, type_coerce, update
from sqlalchemy.orm import joinedload

from erp.core import journal
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.money import CENTS
from erp.core.paging import Page, paginate
from erp.core.search import matches
from erp.core.words import N_
from erp.customers.models import Contact, Customer, Support, TaxAsk, TaxCampaign
from erp.customers.refusals import CampaignIsKnown, CampaignIsNotOpen, CampaignIsReversed
from erp.customers.states import SupportKind


def campaign(campaign_id: int) -> TaxCampaign | None:
    return db.session.get(TaxCampaign, campaign_id)


def last_campaign() -> TaxCampaign | None:
    return db.session.scalar(select(TaxCampaign).order_by(TaxCampaign.year.desc()).limit(1))


def note_campaign(known: TaxCampaign | None, *, actor: Actor, **facts: Any) -> TaxCampaign:
    """`facts`: year, opens_on, closes_on, school_code. None known: a new one."""
    if facts["closes_on"] < facts["opens_on"]:
        raise CampaignIsReversed
    same = db.session.scalar(select(TaxCampaign).filter_by(year=facts["year"]))
    if same is not None and same is not known:
        raise CampaignIsKnown(year=facts["year"])
    noted = known or TaxCampaign()
    for name, value in facts.items():
        setattr(noted, name, value)
    db.session.add(noted)
    journal.write(noted, "note", N_("Campagne notée"), actor=actor)
    return noted


def check_is_open(noted: TaxCampaign, today: date) -> None:
    if not noted.opens_on <= today <= noted.closes_on:
        raise CampaignIsNotOpen(year=noted.year)


def _to_ask(campaign_id: Any) -> Select[Any]:
    """The first person with invoices of each company that may be asked and was not."""
    reads = and_(Contact.left_at.is_(None), Contact.email != "", Contact.sees_invoices)
    first = select(func.min(Contact.id)).where(reads).group_by(Contact.customer_id)
    asked = select(TaxAsk.customer_id).where(TaxAsk.campaign_id == campaign_id)
    return (
        select(Contact)
        .join(Customer, Customer.id == Contact.customer_id)
        .where(
            Contact.id.in_(first),
            Customer.id.not_in(asked),
            Customer.country == "FR",
            Customer.is_private.is_(False),
            Customer.is_public.is_(False),
            Customer.to_check.is_(False),
            Customer.no_tax_letter.is_(False),
        )
    )


def to_ask(noted: TaxCampaign) -> Sequence[Contact]:
    chosen = _to_ask(noted.id).options(joinedload(Contact.customer)).order_by(Contact.id)
    return db.session.scalars(chosen).all()


def left_to_ask(today: date) -> Select[Any]:
    """Those of the campaign that is open now, if there is one."""
    here = and_(TaxCampaign.opens_on <= today, TaxCampaign.closes_on >= today)
    current = select(TaxCampaign.id).where(here).limit(1).scalar_subquery()
    return _to_ask(current).where(current.is_not(None)).with_only_columns(Contact.id)


def note_ask(noted: TaxCampaign, contact: Contact, *, now: datetime) -> TaxAsk:
    ask = TaxAsk(campaign=noted, customer=contact.customer, contact=contact, asked_at=now)
    db.session.add(ask)
    return ask


def tax_asks(noted: TaxCampaign, words: str = "", *, after: int | None = None) -> Page[TaxAsk]:
    chosen = select(TaxAsk).filter_by(campaign_id=noted.id).join(Customer)
    load = (joinedload(TaxAsk.customer), joinedload(TaxAsk.contact))
    return paginate(chosen.where(*matches(Customer, words)).options(*load), TaxAsk.id, after)


def silent_customers() -> Sequence[Customer]:
    """Who does not want to be asked."""
    chosen = select(Customer).filter_by(no_tax_letter=True).order_by(Customer.name)
    return db.session.scalars(chosen).all()


def silence(customer: Customer, is_silent: bool, *, actor: Actor) -> None:
    customer.no_tax_letter = is_silent
    said = N_("Ne veut plus de lettre sur la taxe") if is_silent else N_("Veut bien la lettre")
    journal.write(customer, "tax_letter", said, actor=actor)


def support(support_id: int) -> Support | None:
    return db.session.get(Support, support_id)


def supports_of(customer_id: int) -> Sequence[Support]:
    chosen = select(Support).filter_by(customer_id=customer_id)
    return db.session.scalars(chosen.order_by(Support.given_on.desc(), Support.id.desc())).all()


def note_support(customer: Customer, *, actor: Actor, **facts: Any) -> Support:
    """`facts`: kind, amount, given_on, note."""
    noted = Support(customer=customer, **facts)
    db.session.add(noted)
    journal.write(customer, "support", N_("Soutien noté"), actor=actor, note=noted.kind.label)
    return noted


def change_support(noted: Support, **facts: Any) -> None:
    for name, value in facts.items():
        setattr(noted, name, value)


def move_supports(customer: Customer, into: Customer) -> None:
    """A company turns out to be another one: what it gave is that one's."""
    theirs = update(Support).filter_by(customer_id=customer.id)
    db.session.execute(theirs.values(customer_id=into.id))


def tax_received(customer_ids: Collection[int], year: int) -> dict[int, Decimal]:
    """By company, what came of the tax in a year."""
    total = type_coerce(func.sum(Support.amount), CENTS)
    span = Support.given_on.between(date(year, 1, 1), date(year, 12, 31))
    chosen = select(Support.customer_id, total).where(
        Support.customer_id.in_(customer_ids), Support.kind == SupportKind.TAX, span
    )
    rows = db.session.execute(chosen.group_by(Support.customer_id))
    return {who: amount for who, amount in rows}
