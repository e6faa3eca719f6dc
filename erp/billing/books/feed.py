"""The entries of a period, read a few hundred at a time: 10 000 invoices take no more memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import case, extract, func, select
from sqlalchemy.orm import joinedload, selectinload

from erp.billing import queries
from erp.billing.books import entries
from erp.billing.books.accounts import JOURNALS, Account, Chart
from erp.billing.books.entries import NOTHING, Entry
from erp.billing.models import AccountSetting, Invoice, Payment
from erp.billing.states import InvoiceState, PaymentMethod
from erp.core.db import db

BATCH = 400


def chart() -> Chart:
    return Chart(db.session.scalars(select(AccountSetting)).all())


def entries_between(since: date, until: date) -> Iterator[Entry]:
    """Sales, then what came through the bank, then cash; each journal by its own numbers."""
    accounts = chart()
    yield from _sales(since, until, accounts)
    for methods in JOURNALS.values():
        yield from _payments(since, until, accounts, methods)


def _fiscal_year(day: Any, accounts: Chart) -> Any:
    year = extract("year", day)
    return case((extract("month", day) >= accounts.first_month, year), else_=year - 1)


def _sales(since: date, until: date, accounts: Chart) -> Iterator[Entry]:
    """Numbered in the order of issue, from 1 each year of accounts."""
    order = (Invoice.issued_on, Invoice.paper_id, Invoice.number)
    rank = func.row_number().over(
        partition_by=_fiscal_year(Invoice.issued_on, accounts), order_by=order
    )
    ranked = (
        select(Invoice.id, Invoice.issued_on, rank.label("rank"))
        .where(Invoice.state == InvoiceState.ISSUED)
        .subquery()
    )
    numbers = (
        select(ranked.c.id, ranked.c.rank)
        .where(ranked.c.issued_on.between(since, until))
        .order_by(_fiscal_year(ranked.c.issued_on, accounts), ranked.c.rank)
    )
    for batch in _batches(numbers):
        found = {one.id: one for one in db.session.scalars(_invoices(list(batch))).unique()}
        codes = queries.codes([("invoice", key) for key in batch])
        for key, number in batch.items():
            yield entries.of_invoice(found[key], number, accounts, codes.get(("invoice", key)))


def _invoices(ids: list[int]) -> Any:
    credited = joinedload(Invoice.credited).selectinload(Invoice.credit_notes)
    replaced = joinedload(Invoice.replaces)
    return (
        select(Invoice)
        .where(Invoice.id.in_(ids))
        .options(
            joinedload(Invoice.customer),
            selectinload(Invoice.lines),
            selectinload(Invoice.deductions),
            credited.selectinload(Invoice.lines),
            replaced.selectinload(Invoice.lines),
            replaced.selectinload(Invoice.deductions),
            replaced.joinedload(Invoice.customer),
        )
    )


def _payments(
    since: date, until: date, accounts: Chart, methods: Sequence[PaymentMethod]
) -> Iterator[Entry]:
    """Numbered in the order they were noted: one noted late takes the next number."""
    rank = func.row_number().over(
        partition_by=_fiscal_year(Payment.received_on, accounts), order_by=Payment.id
    )
    ranked = (
        select(Payment.id, Payment.received_on, rank.label("rank"))
        .where(Payment.method.in_(methods))
        .subquery()
    )
    numbers = (
        select(ranked.c.id, ranked.c.rank)
        .where(ranked.c.received_on.between(since, until))
        .order_by(_fiscal_year(ranked.c.received_on, accounts), ranked.c.rank)
    )
    for batch in _batches(numbers):
        chosen = select(Payment).where(Payment.id.in_(batch)).options(joinedload(Payment.customer))
        found = {one.id: one for one in db.session.scalars(chosen)}
        codes = queries.codes([("payment", key) for key in batch])
        for key, number in batch.items():
            yield entries.of_payment(found[key], number, accounts, codes.get(("payment", key)))


def _batches(numbers: Any) -> Iterator[dict[int, int]]:
    """(id → number) of a few hundred at a time; what was read before is let go."""
    rows = db.session.execute(numbers).all()  # two small numbers each
    for start in range(0, len(rows), BATCH):
        yield {key: number for key, number in rows[start : start + BATCH]}


@dataclass
class Sums:
    """What the entries of a period add up to, by journal and by account."""

    entries: int = 0
    by_journal: dict[Account, tuple[int, Decimal]] = field(default_factory=dict)
    by_account: dict[Account, tuple[Decimal, Decimal]] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        self.entries += 1
        count, amount = self.by_journal.get(entry.journal, (0, NOTHING))
        self.by_journal[entry.journal] = (count + 1, amount + entry.debit)
        for line in entry.lines:
            debit, credit = self.by_account.get(line.account, (NOTHING, NOTHING))
            self.by_account[line.account] = (debit + line.debit, credit + line.credit)

    @property
    def debit(self) -> Decimal:
        return sum((debit for debit, _ in self.by_account.values()), NOTHING)

    @property
    def credit(self) -> Decimal:
        return sum((credit for _, credit in self.by_account.values()), NOTHING)


def sums_between(since: date, until: date) -> Sums:
    sums = Sums()
    for entry in entries_between(since, until):
        sums.add(entry)
    sums.by_account = dict(sorted(sums.by_account.items(), key=lambda one: one[0].number))
    return sums
