"""Questions that help to price: routings, remarks, what a revision changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from erp.core.db import db
from erp.core.paging import Page, paginate
from erp.core.search import matches
from erp.core.words import N_
from erp.documents import format as french
from erp.equipment.models import OperationType
from erp.sales.models import Quote, QuoteLine, QuoteRemark, Routing, RoutingStep

STEPS = selectinload(Routing.steps)
KINDS = STEPS.joinedload(RoutingStep.operation_type).joinedload(OperationType.machine_type)


@dataclass(frozen=True)
class Difference:
    """What a revision changed: about what, from what, to what; all may be read by the buyer."""

    what: str
    before: str
    after: str


def routing(routing_id: int) -> Routing | None:
    return db.session.scalar(select(Routing).filter_by(id=routing_id).options(KINDS))


def routing_named(name: str) -> Routing | None:
    return db.session.scalar(select(Routing).filter_by(name=name.strip()))


def routings(words: str = "", *, after: int | None = None) -> Page[Routing]:
    chosen = select(Routing).where(*matches(Routing, words))
    return paginate(chosen.options(STEPS), Routing.id, after)


def all_routings() -> Sequence[Routing]:
    return db.session.scalars(select(Routing).order_by(Routing.name)).all()


def remarks_of(quote: Quote) -> Sequence[QuoteRemark]:
    """Those of all its revisions, in the order they were said."""
    same = Quote.number == quote.number if quote.number else Quote.id == quote.id
    chosen = select(QuoteRemark).join(Quote).where(same).options(joinedload(QuoteRemark.quote))
    return db.session.scalars(chosen.order_by(QuoteRemark.id)).all()


def differences(quote: Quote) -> list[Difference]:
    """From the revision before it; nothing for a first one."""
    if quote.revision == 1:
        return []
    lines = selectinload(Quote.lines)
    load = (lines.selectinload(QuoteLine.operations), lines.selectinload(QuoteLine.breaks))
    chosen = select(Quote).filter_by(number=quote.number, revision=quote.revision - 1)
    before = db.session.scalar(chosen.options(*load))
    return list(_differences(before, quote)) if before else []


WEEK, SUBJECT, TOTAL = N_("Semaine promise, à partir du"), N_("Objet"), N_("Total HT")
ABSENT = "–"


def _differences(old: Quote, new: Quote) -> Iterator[Difference]:
    told = [
        (SUBJECT, old.subject, new.subject),
        (WEEK, _day(old.promised_week), _day(new.promised_week)),
        (TOTAL, french.money(old.net), french.money(new.net)),
    ]
    for one, other in zip_longest(old.lines, new.lines):
        told.append(((other or one).label, _told(one), _told(other)))
    for what, before, after in told:
        if before != after:
            yield Difference(what, before or ABSENT, after or ABSENT)


def _day(monday: date | None) -> str:
    return french.day(monday) if monday else ""


def _told(line: QuoteLine | None) -> str:
    if line is None:
        return ""
    if line.no_bid:
        return f"{line.label}, non chiffrée : {line.no_bid}"
    others = "".join(f", ou {french.quantity(one.quantity)}" for one in line.breaks)
    many = f"{french.quantity(line.quantity)}{others}"
    return (
        f"{many} × {line.label}, {french.price(line.unit_price)} la pièce. {line.details}".strip()
    )
