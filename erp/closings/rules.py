"""Where periods begin and end, and how totals are added."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from erp.billing import queries as billing
from erp.billing.models import Invoice, Payment
from erp.closings.models import Closing
from erp.closings.refusals import PeriodIsNotOver
from erp.closings.states import Period
from erp.documents import format as french

NOTHING = Decimal("0.00")
ONE_DAY = timedelta(days=1)


@dataclass
class Totals:
    """What a period adds up to; credit notes take away."""

    papers: int = 0
    payments: int = 0
    received: Decimal = NOTHING
    rates: dict[Decimal, list[Decimal]] = field(default_factory=dict)  # rate → base, VAT
    numbers: dict[str, list[str]] = field(default_factory=dict)  # series → first, last, count

    @property
    def net(self) -> Decimal:
        return sum((base for base, _ in self.rates.values()), NOTHING)

    @property
    def vat(self) -> Decimal:
        return sum((vat for _, vat in self.rates.values()), NOTHING)

    @property
    def vat_by_rate(self) -> list[list[str]]:
        return [[f"{rate:.2f}", *map(str, self.rates[rate])] for rate in sorted(self.rates)]

    @property
    def series(self) -> list[list[str]]:
        return [[name, *self.numbers[name]] for name in sorted(self.numbers)]

    def add_rate(self, rate: Decimal, base: Decimal, vat: Decimal) -> None:
        before = self.rates.setdefault(rate, [NOTHING, NOTHING])
        self.rates[rate] = [before[0] + base, before[1] + vat]

    def add_numbers(self, series: str, first: str, last: str, count: int) -> None:
        known = self.numbers.get(series, [first, last, "0"])
        low, high = min(known[0], first, key=in_order), max(known[1], last, key=in_order)
        self.numbers[series] = [low, high, str(int(known[2]) + count)]


def in_order(number: str) -> tuple[int, str]:
    """F2026-100000 comes after F2026-99999."""
    return len(number), number


def totals_of(papers: Iterable[Invoice], payments: Iterable[Payment]) -> Totals:
    """Of a day, from what was issued and recorded."""
    totals = Totals()
    for paper in papers:
        totals.papers += 1
        number = paper.number or ""
        totals.add_numbers(number.rpartition("-")[0], number, number, 1)
        for rate, base, vat in booked(paper):
            totals.add_rate(rate, base, vat)
    for payment in payments:
        totals.payments += 1
        totals.received += payment.amount
    return totals


def booked(paper: Invoice) -> Iterator[tuple[Decimal, Decimal, Decimal]]:
    """(rate, base, VAT) that a paper adds: a deposit was counted on its own day, and what is
    replaced no longer counts."""
    yield from billing.vat_of(paper)
    for one in paper.deductions:
        yield one.vat_rate, -one.net, -one.vat
    if paper.replaces is not None:
        for rate, base, vat in booked(paper.replaces):
            yield rate, -base, -vat


def sum_of(closings: Iterable[Closing]) -> Totals:
    """Of a month from its days, of a year from its months."""
    totals = Totals()
    for one in closings:
        totals.papers += one.papers
        totals.payments += one.payments
        totals.received += one.received
        for rate, base, vat in one.vat_by_rate:
            totals.add_rate(Decimal(rate), Decimal(base), Decimal(vat))
        for series, first, last, count in one.series:
            totals.add_numbers(series, first, last, int(count))
    return totals


def first_day(period: Period, day: date) -> date:
    """Of the period that holds this day."""
    if period is Period.DAY:
        return day
    return day.replace(day=1) if period is Period.MONTH else date(day.year, 1, 1)


def last_day(period: Period, day: date) -> date:
    if period is Period.DAY:
        return day
    if period is Period.YEAR:
        return date(day.year, 12, 31)
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE_DAY


def check_is_over(last: date, today: date) -> None:
    if last >= today:
        raise PeriodIsNotOver(day=french.day(last))


def periods(period: Period, first: date, until: date) -> Iterable[date]:
    """First days of the periods from the one that holds `first`, over before `until`."""
    start = first_day(period, first)
    while last_day(period, start) < until:
        yield start
        start = last_day(period, start) + ONE_DAY
