"""A year's revenue as VAT sees it, and the coefficient of taxation that follows from it.

CGI ann. II art. 206: what opens the right to deduct over all that counts, rounded up to the
hundredth. What counts is the accountant's word, account by account.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_UP, Decimal
from typing import Any

from sqlalchemy import func, select, type_coerce
from sqlalchemy.orm import aliased

from erp.billing.books.accounts import Chart, tag_of
from erp.billing.books.feed import chart
from erp.billing.models import AccountCounts, Invoice, InvoiceLine, YearFigure
from erp.billing.states import Counts, InvoiceKind, InvoiceState, RevenueTag
from erp.core.db import db
from erp.core.money import CENTS

NOTHING = Decimal("0.00")
USUAL = {
    RevenueTag.TAXED: Counts.BOTH,
    RevenueTag.EXEMPT: Counts.BELOW,
    RevenueTag.OUTSIDE: Counts.NEITHER,
}


@dataclass(frozen=True)
class Revenue:
    """The year of one account; `tag` is None for a figure typed by hand (`figure_id`)."""

    account: str
    label: str
    tag: RevenueTag | None
    amount: Decimal
    counts: Counts
    figure_id: int | None = None


@dataclass(frozen=True)
class Coefficient:
    """From a day to another: every revenue, and how the fraction is made."""

    since: date
    until: date
    rows: Sequence[Revenue]

    @property
    def above(self) -> Decimal:
        return sum((row.amount for row in self.rows if row.counts is Counts.BOTH), NOTHING)

    @property
    def below(self) -> Decimal:
        return sum((row.amount for row in self.rows if row.counts is not Counts.NEITHER), NOTHING)

    @property
    def value(self) -> Decimal | None:
        """Between 0 and 1; nothing in a year without revenue."""
        if self.below <= 0:
            return None
        share = max(self.above, NOTHING) / self.below
        return min(share.quantize(Decimal("0.01"), ROUND_UP), Decimal("1.00"))

    def of(self, tag: RevenueTag) -> Decimal:
        return sum((row.amount for row in self.rows if row.tag is tag), NOTHING)


def coefficient(year: int) -> Coefficient:
    """`year`: the one in which the year of accounts begins."""
    accounts = chart()
    since, until = year_of_accounts(year, accounts.first_month)
    rows = [*_invoiced(since, until, accounts), *_typed(year)]
    return Coefficient(since, until, sorted(rows, key=lambda row: (row.account, row.label)))


def year_of_accounts(year: int, first_month: int) -> tuple[date, date]:
    since = date(year, first_month, 1)
    return since, date.fromordinal(since.replace(year=year + 1).toordinal() - 1)


def current_year(today: date) -> int:
    return today.year if today.month >= chart().first_month else today.year - 1


def _invoiced(since: date, until: date, accounts: Chart) -> Iterator[Revenue]:
    """Deposits are no revenue yet; what was replaced is none any more, at the day it was replaced."""
    own = {(one.number, one.tag): one.counts for one in db.session.scalars(select(AccountCounts))}
    sums: dict[tuple[str, str, RevenueTag], Decimal] = {}
    for nature, case, rate, is_rebate, net in db.session.execute(_nets(since, until)):
        account = accounts.sale(nature, case, rate, is_rebate=is_rebate)
        tag = tag_of(case)
        key = (account.number, account.label, tag)
        sums[key] = sums.get(key, NOTHING) + net
    for (number, label, tag), amount in sums.items():
        yield Revenue(number, label, tag, amount, own.get((number, tag), USUAL[tag]))


def _nets(since: date, until: date) -> Any:
    credited, newer = aliased(Invoice), aliased(Invoice)
    line = InvoiceLine
    about = (line.nature, line.vat_case, line.vat_rate, line.is_rebate)
    is_deposit = (Invoice.kind == InvoiceKind.DEPOSIT) | (
        func.coalesce(credited.kind, Invoice.kind) == InvoiceKind.DEPOSIT
    )
    return (
        select(*about, type_coerce(func.sum(InvoiceLine.net), CENTS))
        .join(Invoice, Invoice.id == InvoiceLine.invoice_id)
        .outerjoin(credited, credited.id == Invoice.credited_id)
        .outerjoin(newer, (newer.replaces_id == Invoice.id) & (newer.state == InvoiceState.ISSUED))
        .where(
            Invoice.state == InvoiceState.ISSUED,
            Invoice.issued_on.between(since, until),
            ~is_deposit,
            newer.id.is_(None),
        )
        .group_by(*about)
    )


def _typed(year: int) -> Iterator[Revenue]:
    for one in db.session.scalars(select(YearFigure).filter_by(year=year)):
        yield Revenue(one.account, one.label, None, one.amount, one.counts, one.id)


def figure(figure_id: int) -> YearFigure | None:
    return db.session.get(YearFigure, figure_id)
