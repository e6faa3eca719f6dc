"""Thousands of finished orders at once, for measurements: rows written without the actions.

They lie before the school's own orders, so that numbers still follow dates without a hole.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import func, select

from erp.billing.models import Invoice, Payment, Share
from erp.core import archive, clock, ledger
from erp.core.db import db
from erp.core.numbering import Counter
from erp.customers.models import Customer
from erp.customers.papers import school_block
from erp.demo import bulk_rows
from erp.demo.ledger import Ledger, Told, samples
from erp.demo.wishes import Wishes
from erp.documents import specimen
from erp.people.models import Student, User
from erp.school.models import School

CHUNK = 500  # orders
QUIET = timedelta(days=60)  # between the last of these orders and the school's own


def add_orders(wishes: Wishes, bulk: Ledger, before: date) -> None:
    """`wishes.orders` paid orders, spread over the wished years that end before a day."""
    last = before - QUIET
    moments = sorted(spread(wishes, last, bulk.random))
    for n, asked_at in enumerate(moments, 1):
        told = Told(
            asked_at,
            bulk.random.choice(bulk.samples),
            bulk.random.choice(bulk.customers),
            bulk.random.sample(bulk.students, 3),
        )
        bulk_rows.tell(bulk, told)
        if n % CHUNK == 0:
            bulk.write()
    bulk.write()
    for (series, year), last_number in bulk.counters.items():
        db.session.add(Counter(series=series, year=year, last=last_number))
    go_on_counting(bulk)
    seal_rows()


def seal_rows() -> None:
    """As the actions would have, day after day: what was issued, then what was received."""
    issued = select(Invoice.id, Invoice.issued_on).order_by(Invoice.id)
    received = select(Payment.id, Payment.recorded_at).order_by(Payment.id)
    shared = select(Share.id, Share.recorded_at).order_by(Share.id)
    by_day: dict[tuple[date, int], dict[int, datetime]] = defaultdict(dict)
    for key, day in db.session.execute(issued):
        if day is not None:
            by_day[day, 0][key] = clock.at(day, time(17))
    for place, question in enumerate((received, shared), start=1):
        for key, moment in db.session.execute(question):
            by_day[clock.day_of(moment), place][key] = moment
    for day_and_place in sorted(by_day):
        kind = ("invoice", "payment", "share")[day_and_place[1]]
        ledger.seal_rows(ledger.KINDS[kind], by_day[day_and_place])


def spread(wishes: Wishes, last: date, random: Random) -> Iterator[datetime]:
    """Week days, at office hours."""
    span = 365 * wishes.years
    for _ in range(wishes.orders):
        day = last - timedelta(days=random.randrange(span))
        day -= timedelta(days=max(0, day.weekday() - 4))
        yield clock.at(day, time(8 + random.randrange(9), random.randrange(60)))


def go_on_counting(bulk: Ledger) -> None:
    """PostgreSQL counts ids apart from the rows: tell it where we are."""
    if db.engine.dialect.name != "postgresql":
        return
    for table, last in bulk.ids.items():
        sequence = func.pg_get_serial_sequence(f'"{table.name}"', "id")
        db.session.execute(select(func.setval(sequence, last)))


def prepare(wishes: Wishes, school: School, chief: User, customers: list[Customer]) -> Ledger:
    db.session.flush()  # rows point to people and tools by their ids
    paper = archive.keep("specimen.pdf", specimen.draw(school_block(school), wishes.today))
    db.session.flush()  # its id goes into every row
    students = list(db.session.scalars(select(Student).order_by(Student.id)))
    random = Random(f"bulk {wishes.seed}")
    priced = samples(school.default_vat_rate)
    return Ledger(random, priced, customers, students, chief, paper.id)
