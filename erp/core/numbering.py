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

    The first insert of a year may race: the loser waits on the key, then counts on.
    """
    insert = INSERT[db.engine.dialect.name]
    first = insert(Counter).values(series=series, year=year, last=0).on_conflict_do_nothing()
    db.session.execute(first)
    counter = db.session.scalars(
        select(Counter)
        .filter_by(series=series, year=year)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    counter.last += 1
    db.session.flush()  # a second number in the same transaction must see the first
    return f"{series}{year}-{counter.last:05d}"
