"""The entries of a period, read a few hundred at a time: 10 000 invoices take no more memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, case, extract, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from erp.billing import queries
from erp.billing.books import entries, waiting
from erp.billing.books.accounts import JOURNALS, Account, Chart
from erp.billing.books.entries import NOTHING, Entry
from erp.billing.models import AccountSetting, Invoice, InvoiceLine, Payment, Share
from erp.billing.refusals import JournalSpansYears
from erp.billing.states import InvoiceKind, InvoiceState, PaymentMethod
from erp.core.db import db
from erp.documents import format as french
from erp.sales.states import LineNature

BATCH = 400


def chart() -> Chart:
    return Chart(db.session.scalars(select(AccountSetting)).all())


def entries_between(since: date, until: date) -> Iterator[Entry]:
    """Sales, then what came through the bank, then cash, then the VAT that this money makes due.

    Each journal has numbers of its own.
    """
    accounts = chart()
    yield from _sales(since, until, accounts)
    for methods in JOURNALS.values():
        yield from _payments(since, until, accounts, methods)
    yield from _vat_due(since, until, accounts)


def entries_for_file(since: date, until: date) -> Iterator[Entry]:
    """Of one year of accounts: their numbers start again with the next."""
    accounts = chart()
    if accounts.year_of(since) != accounts.year_of(until):
        years = {accounts.year_of(one.day) for one in entries_between(since, until)}
        if len(years) > 1:
            day = date(max(years), accounts.first_month, 1)
            raise JournalSpansYears(day=french.day(day))
    return entries_between(since, until)


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
    for batch in _batches(db.session.execute(numbers).all()):  # two small numbers each
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
    for batch in _batches(db.session.execute(numbers).all()):  # two small numbers each
        chosen = select(Payment).where(Payment.id.in_(batch)).options(joinedload(Payment.customer))
        found = {one.id: one for one in db.session.scalars(chosen)}
        codes = queries.codes([("payment", key) for key in batch])
        for key, number in batch.items():
            yield entries.of_payment(found[key], number, accounts, codes.get(("payment", key)))


def _vat_due(since: date, until: date, accounts: Chart) -> Iterator[Entry]:
    """Numbered in the order they were noted, each year of accounts; what moves nothing has none."""
    numbers: dict[int, int] = {}
    for batch in _batches(_settlements(since, until, accounts)):
        found = {one.id: one for one in db.session.scalars(_shares(list(batch))).unique()}
        for key, day in batch.items():
            moved = waiting.moved_by(found[key])
            if moved:
                year = accounts.year_of(day)
                numbers[year] = numbers.get(year, 0) + 1
                if since <= day <= until:
                    yield entries.of_vat(found[key], moved, day, numbers[year], accounts)


def _settlements(since: date, until: date, accounts: Chart) -> list[tuple[int, date]]:
    """(share, day its VAT becomes due) of all these years of accounts, as they were noted."""
    waits = or_(
        Invoice.kind == InvoiceKind.DEPOSIT,
        Invoice.credited.has(kind=InvoiceKind.DEPOSIT),
        and_(InvoiceLine.nature == LineNature.SERVICE, Invoice.vat_on_debits.is_(False)),
    )
    papers = select(Invoice.id).join(Invoice.lines).where(waits, InvoiceLine.vat_rate > 0)
    first, last = accounts.year_of(since), accounts.year_of(until)
    days = queries.settlements(or_(Share.invoice_id.in_(papers), Share.note_id.in_(papers)))
    found = [(accounts.year_of(day), key, day) for key, day in days]
    return [(key, day) for year, key, day in sorted(found) if first <= year <= last]


def _shares(ids: list[int]) -> Any:
    def paper(of: Any) -> list[Any]:
        note = joinedload(of).selectinload(Invoice.credit_notes)
        return [
            joinedload(of).joinedload(Invoice.customer),
            joinedload(of).selectinload(Invoice.lines).joinedload(InvoiceLine.invoice),
            joinedload(of).selectinload(Invoice.deductions),
            joinedload(of).selectinload(Invoice.shares).joinedload(Share.note),
            joinedload(of).selectinload(Invoice.used),
            note.selectinload(Invoice.lines).joinedload(InvoiceLine.invoice),
            note.selectinload(Invoice.deductions),
            note.selectinload(Invoice.used),
            joinedload(of).joinedload(Invoice.credited).selectinload(Invoice.credit_notes)
            .selectinload(Invoice.lines),
        ]  # fmt: skip

    return select(Share).where(Share.id.in_(ids)).options(*paper(Share.invoice), *paper(Share.note))


def _batches(rows: Sequence[Any]) -> Iterator[dict[int, Any]]:
    """A few hundred (id, number or day) at a time; what was read before is let go."""
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
