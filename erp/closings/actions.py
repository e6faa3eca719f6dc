"""Close what is over: days, then the months and years they fill."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from erp.closings import queries, rules
from erp.closings.models import Closing
from erp.closings.refusals import NothingToClose
from erp.closings.states import Period
from erp.core import clock, ledger
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.ledger import Chain, TechnicalKind
from erp.core.words import N_
from erp.documents import format as french

ADDED_UP = ("papers", "net", "vat", "payments", "received", "vat_by_rate", "series")


def close_until(today: date, *, actor: Actor | None, now: datetime) -> list[Closing]:
    """Every day that saw something, then every month and year, over before `today`."""
    rules.check_is_over(today - rules.ONE_DAY, clock.day_of(now))
    ledger.hold(Chain.CLOSINGS)  # two who close at once: the second finds it done
    return list(_close_all(today, actor, now))


def close_what_is_over(*, actor: Actor | None, now: datetime) -> list[Closing]:
    """The same up to yesterday; refuses when nothing waits."""
    closed = close_until(clock.day_of(now), actor=actor, now=now)
    if not closed:
        raise NothingToClose
    return closed


def _close_all(today: date, actor: Actor | None, now: datetime) -> Iterator[Closing]:
    for day in queries.open_days(today):
        totals = rules.totals_of(
            queries.issued_between(day, day), queries.payments_between(day, day)
        )
        yield _close(Period.DAY, day, totals, actor, now)
    for period in (Period.MONTH, Period.YEAR):
        for first in queries.open_periods(period, today):
            inside = queries.closings_within(period, first, rules.last_day(period, first))
            yield _close(period, first, rules.sum_of(inside), actor, now)


def _close(
    period: Period, first: date, totals: rules.Totals, actor: Actor | None, now: datetime
) -> Closing:
    before = queries.last_closing(period)
    gross = totals.net + totals.vat
    closing = Closing(
        period=period,
        first_day=first,
        last_day=rules.last_day(period, first),
        closed_at=now,
        closed_by=actor.name if actor else "Établi",
        gross=gross,
        perpetual_gross=gross + (before.perpetual_gross if before else Decimal(0)),
        perpetual_received=totals.received + (before.perpetual_received if before else Decimal(0)),
        **{name: getattr(totals, name) for name in ADDED_UP},
    )
    db.session.add(closing)
    ledger.seal(closing, now=now)
    told = {"closing": closing, "gross": french.money(gross)}
    ledger.note(TechnicalKind.CLOSING, N_("Clôture : %(closing)s, %(gross)s") % told, actor=actor)
    return closing
