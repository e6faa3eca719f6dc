"""Rows on their way to the database, and what is drawn by lot for each finished order."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy import Table, insert

from erp.billing.lettering import code_of
from erp.core import clock
from erp.core.db import Record, db
from erp.core.money import round_cents
from erp.customers.models import Customer
from erp.demo.jobs import ALL, Job, seconds
from erp.equipment import queries as equipment
from erp.people.models import Student, User
from erp.sales.models import QuoteLine, QuoteOperation

LASTS = timedelta(days=17)  # from the wish to the delivery


@dataclass(frozen=True)
class Sample:
    """A job with its price, computed once by the quote's own rules."""

    job: Job
    line: QuoteLine
    vat_rate: Decimal

    @property
    def amounts(self) -> dict[str, Decimal]:
        net = self.line.net
        vat = round_cents(net * self.vat_rate / 100)
        return {"net": net, "vat": vat, "gross": net + vat}

    @property
    def agreed(self) -> dict[str, Any]:
        return {
            "position": 1,
            "label": self.job.label,
            "details": self.job.details,
            "nature": self.job.nature,
            "vat_rate": self.vat_rate,
            "quantity": Decimal(self.job.quantity),
            "discount_percent": Decimal(0),
        }


@dataclass(frozen=True)
class Told:
    """What is drawn by lot for one order."""

    asked_at: datetime
    sample: Sample
    customer: Customer
    team: list[Student]

    @property
    def words(self) -> str:
        return f"{self.sample.job.label} {self.customer.name}"

    @property
    def week(self) -> date:
        """Wished, promised, and kept."""
        return clock.monday_of(clock.day_of(self.asked_at + LASTS))

    @property
    def buyer(self) -> dict[str, int]:
        return {"customer_id": self.customer.id, "contact_id": self.customer.contacts[0].id}


def samples(vat_rate: Decimal) -> list[Sample]:
    kinds = {kind.name: kind for kind in equipment.operation_types()}
    found = []
    for job in ALL:
        line = QuoteLine(
            quantity=Decimal(job.quantity),
            material=Decimal(job.material),
            subcontracting=Decimal(job.subcontracting),
            discount_percent=Decimal(0),
        )
        for n, (name, set_up, run) in enumerate(job.steps, 1):
            kind = kinds[name]
            step = QuoteOperation(
                position=10 * n,
                operation_type_id=kind.id,
                label=name,
                setup_seconds=seconds(set_up),
                run_seconds=seconds(run),
                hourly_rate=kind.machine_type.hourly_rate,
                student_factor=kind.factor(job.year_of_study),
            )
            line.operations.append(step)
        found.append(Sample(job, line, vat_rate))
    return found


@dataclass
class Ledger:
    """Rows on their way, by table; ids and numbers are ours to give, for the tables are empty."""

    random: Random
    samples: list[Sample]
    customers: list[Customer]
    students: list[Student]
    chief: User
    paper_id: int

    def __post_init__(self) -> None:
        self.rows: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        self.ids: dict[Table, int] = defaultdict(int)
        self.codes: dict[int, int] = defaultdict(int)
        self.counters: dict[tuple[str, int], int] = defaultdict(int)

    def add(self, model: type[Record], **facts: Any) -> int:
        table = Record.metadata.tables[model.__tablename__]
        self.ids[table] += 1
        self.rows[table].append({"id": self.ids[table], **facts})
        return self.ids[table]

    def number(self, series: str, at: datetime) -> str:
        year = clock.day_of(at).year
        self.counters[series, year] += 1
        return f"{series}{year}-{self.counters[series, year]:05d}"

    def code(self, customer: Customer) -> str:
        """The next matching code of a customer."""
        self.codes[customer.id] += 1
        return code_of(self.codes[customer.id])

    def write(self) -> None:
        for table in Record.metadata.sorted_tables:
            if self.rows[table]:
                db.session.execute(insert(table), self.rows[table])
        self.rows.clear()
