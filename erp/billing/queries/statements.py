"""The account of a customer: each paper and payment in order, what is late, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, select, type_coerce
from sqlalchemy.orm import joinedload

from erp.billing.lettering import Item
from erp.billing.models import Invoice, Payment
from erp.billing.queries.matchings import codes
from erp.billing.queries.payments import REST
from erp.billing.queries.standing import LEFT, NOTHING, OWED
from erp.billing.refusals import StatementIsTooLong
from erp.billing.states import InvoiceState
from erp.core.db import db
from erp.core.money import CENTS
from erp.core.search import matches
from erp.customers.models import Customer

MOST_ROWS, MOST_PAYERS = 2_000, 200
Who = list[ColumnElement[bool]]
AGES = (0, 30, 60, 90)  # days late: not yet, up to a month, two, three, more


@dataclass(frozen=True)
class Movement:
    """What a paper or a payment changed; `amount` above zero: the customer owes more."""

    day: date
    record: Invoice | Payment
    amount: Decimal
    balance: Decimal
    code: str

    @property
    def debit(self) -> Decimal:
        return max(self.amount, NOTHING)

    @property
    def credit(self) -> Decimal:
        return max(-self.amount, NOTHING)


@dataclass(frozen=True)
class Statement:
    """From `since` to `until`, with what was owed before."""

    since: date
    until: date
    opening: Decimal
    movements: Sequence[Movement]
    closing: Decimal


@dataclass(frozen=True)
class Aged:
    """What a customer owes by age (see AGES), and what is to their credit."""

    customer_id: int
    name: str
    parts: tuple[Decimal, ...]
    credit: Decimal

    @property
    def owed(self) -> Decimal:
        return sum(self.parts, NOTHING)

    @property
    def balance(self) -> Decimal:
        return self.owed - self.credit


@dataclass(frozen=True)
class AgedBalance:
    rows: Sequence[Aged] = field(default_factory=list)

    @property
    def total(self) -> Aged:
        parts = tuple(
            sum(column, NOTHING) for column in zip(*(r.parts for r in self.rows), strict=True)
        )
        credit = sum((row.credit for row in self.rows), NOTHING)
        return Aged(0, "", parts or (NOTHING,) * (len(AGES) + 1), credit)


def _papers(customer_id: int) -> Select[Any]:
    return select(Invoice).filter_by(customer_id=customer_id, state=InvoiceState.ISSUED)


def statement(customer_id: int, *, since: date, until: date) -> Statement:
    papers = _papers(customer_id).where(Invoice.issued_on.between(since, until))
    papers = papers.options(joinedload(Invoice.replaced_by))
    money = select(Payment).filter_by(customer_id=customer_id)
    money = money.where(Payment.received_on.between(since, until))
    told: list[tuple[date, Item, Any, Decimal]] = [
        (one.issued_on, ("invoice", one.id), one, owed)
        for one, owed in db.session.execute(papers.add_columns(OWED).limit(MOST_ROWS + 1))
    ]
    told += [
        (one.received_on, ("payment", one.id), one, -one.amount)
        for one in db.session.scalars(money.limit(MOST_ROWS + 1))
    ]
    if len(told) > MOST_ROWS:
        raise StatementIsTooLong(most=MOST_ROWS)
    told.sort(key=lambda row: row[:2])
    opening = _owed_before(customer_id, since)
    known, balance, movements = codes([item for _, item, _, _ in told]), opening, []
    for day, item, record, amount in told:
        balance += amount
        code = known[item].code if item in known else ""
        movements.append(Movement(day, record, amount, balance, code))
    return Statement(since, until, opening, movements, balance)


def _owed_before(customer_id: int, day: date) -> Decimal:
    papers = _papers(customer_id).where(Invoice.issued_on < day)
    owed = papers.with_only_columns(type_coerce(func.sum(OWED), CENTS))
    paid = select(type_coerce(func.sum(Payment.amount), CENTS)).where(
        Payment.customer_id == customer_id, Payment.received_on < day
    )
    return (db.session.scalar(owed) or NOTHING) - (db.session.scalar(paid) or NOTHING)


def aged_balance(words: str = "", *, today: date, customer_id: int | None = None) -> AgedBalance:
    """Everybody who owes something or has a credit, the largest debt first."""
    who = matches(Customer, words)
    if customer_id is not None:
        who.append(Customer.id == customer_id)
    rows = {row.customer_id: row for row in db.session.execute(_debts(who, today))}
    given = {key: (name, credit) for key, name, credit in _credits(who)}
    found = []
    for key in rows.keys() | given.keys():
        name, credit = given.get(key, ("", NOTHING))
        row = rows.get(key)
        found.append(Aged(key, row.name if row else name, _parts(row), credit))
    return AgedBalance(sorted(found, key=lambda one: (-one.owed, one.name)))


def _parts(row: Row[Any] | None) -> tuple[Decimal, ...]:
    return tuple(row[2:]) if row else (NOTHING,) * (len(AGES) + 1)


def _debts(who: Who, today: date) -> Select[Any]:
    left = (
        select(Invoice.customer_id, Invoice.due_on, LEFT.label("left"))
        .where(Invoice.state == InvoiceState.ISSUED, LEFT > NOTHING)
        .subquery()
    )
    ages = [func.coalesce(func.sum(_part(left.c, n, today)), NOTHING) for n in range(len(AGES) + 1)]
    return (
        select(left.c.customer_id, Customer.name, *(type_coerce(one, CENTS) for one in ages))
        .join(Customer, Customer.id == left.c.customer_id)
        .where(*who)
        .group_by(left.c.customer_id, Customer.name)
    )


def _part(left: Any, place: int, today: date) -> ColumnElement[Any]:
    """What is left on an invoice, if it is of this age."""
    latest = today - timedelta(days=AGES[place - 1] + 1) if place else date.max
    earliest = today - timedelta(days=AGES[place]) if place < len(AGES) else date.min
    return case((left.due_on.between(earliest, latest), left.left), else_=NOTHING)


def _credits(who: Who) -> list[tuple[int, str, Decimal]]:
    notes = select(Invoice.customer_id, (-LEFT).label("rest")).where(
        Invoice.state == InvoiceState.ISSUED, LEFT < NOTHING
    )
    money = select(Payment.customer_id, REST.label("rest")).where(REST > NOTHING)
    both = notes.union_all(money).subquery()
    total = type_coerce(func.sum(both.c.rest), CENTS)
    rows = (
        select(both.c.customer_id, Customer.name, total)
        .join(Customer, Customer.id == both.c.customer_id)
        .where(*who)
        .group_by(both.c.customer_id, Customer.name)
    )
    return [(customer_id, name, rest) for customer_id, name, rest in db.session.execute(rows)]


def due_dates(words: str = "", *, today: date, late_only: bool = False) -> Sequence[Row[Any]]:
    """(invoice, left) of all that waits for money, the first to pay first."""
    chosen = (
        select(Invoice, LEFT)
        .where(Invoice.state == InvoiceState.ISSUED, LEFT > NOTHING, *matches(Invoice, words))
        .order_by(Invoice.due_on, Invoice.id)
        .options(joinedload(Invoice.customer))
    )
    if late_only:
        chosen = chosen.where(Invoice.due_on < today)
    return db.session.execute(chosen.limit(MOST_ROWS)).all()


@dataclass(frozen=True)
class Payer:
    """A customer who owes: on so many invoices, the first since a day."""

    customer_id: int
    name: str
    count: int
    left: Decimal
    first_due: date | None


def payers(words: str = "") -> list[Payer]:
    """Who may have sent money: the words are in the invoice's number, the order's, or the name."""
    left = (
        select(Invoice.customer_id, Invoice.due_on, LEFT.label("left"))
        .where(Invoice.state == InvoiceState.ISSUED, LEFT > NOTHING, *matches(Invoice, words))
        .subquery()
    )
    rows = (
        select(
            Customer.id,
            Customer.name,
            func.count(),
            type_coerce(func.sum(left.c.left), CENTS),
            func.min(left.c.due_on),
        )
        .join(left, Customer.id == left.c.customer_id)
        .group_by(Customer.id, Customer.name)
        .order_by(func.min(left.c.due_on), Customer.name)
    )
    return [Payer(*row) for row in db.session.execute(rows.limit(MOST_PAYERS))]


def aged_of(customer_id: int, *, today: date) -> Aged | None:
    """The same for one customer; nothing when nothing is open."""
    rows = aged_balance(today=today, customer_id=customer_id).rows
    return rows[0] if rows else None
