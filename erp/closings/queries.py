"""What was closed, and what waits to be."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import chain

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from erp.billing.models import Invoice, Payment
from erp.billing.states import InvoiceState
from erp.closings import rules
from erp.closings.models import Closing
from erp.closings.states import Period
from erp.core import clock
from erp.core.db import db
from erp.core.ledger import TechnicalEvent, TechnicalKind
from erp.core.paging import Page, paginate

PARTS = {Period.MONTH: Period.DAY, Period.YEAR: Period.MONTH}


def closings(
    period: Period | None = None, *, year: int | None = None, after: int | None = None
) -> Page[Closing]:
    """The newest first."""
    chosen = select(Closing)
    if period is not None:
        chosen = chosen.filter_by(period=period)
    if year is not None:
        chosen = chosen.where(Closing.first_day.between(date(year, 1, 1), date(year, 12, 31)))
    return paginate(chosen, Closing.id, after)


def closing(closing_id: int) -> Closing | None:
    return db.session.get(Closing, closing_id)


def last_closing(period: Period) -> Closing | None:
    chosen = select(Closing).filter_by(period=period).order_by(Closing.first_day.desc())
    return db.session.scalar(chosen.limit(1))


def closings_within(period: Period, first: date, last: date) -> Sequence[Closing]:
    """Those of the next smaller kind that lie in a period, oldest first."""
    chosen = select(Closing).filter_by(period=PARTS[period])
    inside = chosen.where(Closing.first_day >= first, Closing.last_day <= last)
    return db.session.scalars(inside.order_by(Closing.first_day)).all()


def issued_between(first: date, last: date) -> Sequence[Invoice]:
    """With all that their VAT is computed from, in the order of their issue."""
    chosen = select(Invoice).where(
        Invoice.state == InvoiceState.ISSUED, Invoice.issued_on.between(first, last)
    )
    load = (
        selectinload(Invoice.lines),
        selectinload(Invoice.deductions),
        joinedload(Invoice.replaces).selectinload(Invoice.lines),
        joinedload(Invoice.credited).selectinload(Invoice.credit_notes).selectinload(Invoice.lines),
    )
    return db.session.scalars(chosen.options(*load).order_by(Invoice.id)).unique().all()


def payments_between(first: date, last: date) -> Sequence[Payment]:
    """By the day they were recorded: a closed day gets no more of them."""
    begin, end = clock.start_of(first), clock.start_of(last + rules.ONE_DAY)
    chosen = select(Payment).where(Payment.recorded_at >= begin, Payment.recorded_at < end)
    return db.session.scalars(chosen.order_by(Payment.id)).all()


def open_days(today: date) -> list[date]:
    """Days before today when something was issued or received, and that are not closed."""
    last = last_closing(Period.DAY)
    since = last.last_day if last else date.min
    issued = db.session.scalars(
        select(Invoice.issued_on)
        .where(Invoice.state == InvoiceState.ISSUED, Invoice.issued_on > since)
        .distinct()
    )
    moments = select(Payment.recorded_at)
    if last:
        moments = moments.where(Payment.recorded_at >= clock.start_of(since + rules.ONE_DAY))
    received: Iterable[date] = map(clock.day_of, db.session.scalars(moments))
    days = {day for day in chain(issued, received) if day is not None}
    return sorted(day for day in days if day < today)


def open_periods(period: Period, today: date) -> list[date]:
    """First days of the months or years that are over and not closed, once days are closed."""
    first = db.session.scalar(select(func.min(Closing.first_day)).filter_by(period=Period.DAY))
    if first is None:
        return []
    last = last_closing(period)
    start = last.last_day + rules.ONE_DAY if last else first
    return list(rules.periods(period, start, today))


def technical_events(
    kind: TechnicalKind | None = None, *, after: int | None = None
) -> Page[TechnicalEvent]:
    chosen = select(TechnicalEvent)
    if kind is not None:
        chosen = chosen.filter_by(kind=kind)
    return paginate(chosen, TechnicalEvent.id, after)


def last_event(*kinds: TechnicalKind) -> TechnicalEvent | None:
    chosen = select(TechnicalEvent).order_by(TechnicalEvent.id.desc())
    if kinds:
        chosen = chosen.where(TechnicalEvent.kind.in_(kinds))
    return db.session.scalar(chosen.limit(1))


def anchored_since(moment: datetime) -> bool:
    event = last_event(TechnicalKind.ANCHOR)
    return event is not None and event.at >= moment
