"""Numbers without holes: one counter per series and year, taken inside the transaction."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from erp.core.db import Record, db

INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Counter(Record):
    __tablename__ = "counter"

    series: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)


def next_number(series: str, year: int) -> str:
    """The next of its series, like F2026-00001; a rolled back transaction gives it back.

    One statement makes, locks and counts: who comes at the same time waits for our commit.
    """
    first = INSERT[db.engine.dialect.name](Counter).values(series=series, year=year, last=1)
    counted = first.on_conflict_do_update(
        index_elements=[Counter.series, Counter.year], set_={"last": Counter.last + 1}
    )
    rank = db.session.scalars(counted.returning(Counter.last)).one()
    return _written(series, year, rank)


def expected_number(series: str, year: int) -> str:
    """The number that would come now; nothing holds it, somebody else may take it first."""
    last = db.session.scalar(select(Counter.last).filter_by(series=series, year=year))
    return _written(series, year, (last or 0) + 1)


def _written(series: str, year: int, rank: int) -> str:
    return f"{series}{year}-{rank:05d}"
