"""Numbers without holes: one counter per series and year, taken inside the transaction."""

from functools import cache
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from erp.core.db import Record, db
from erp.core.direct import Direct
from erp.core.prepared import prepared

INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Counter(Record):
    __tablename__ = "counter"

    series: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)


TABLE: Any = Counter.__table__
KEY = ("series", "year")


def next_number(series: str, year: int) -> str:
    """The next of its series, like F2026-00001; a rolled back transaction gives it back.

    One statement makes, locks and counts: who comes at the same time waits for our commit.
    """
    return next_numbers(series, year, 1)[0]


def next_numbers(series: str, year: int, many: int) -> list[str]:
    """So many of them, one after the other: at least one."""
    taken = {"series": series, "year": year, "last": many}
    spot = db.session.connection()
    last: int = _counting(spot.dialect.name).value(spot, taken)
    return [_written(series, year, rank) for rank in range(last - many + 1, last + 1)]


@cache
def _counting(dialect: str) -> Direct:
    row = INSERT[dialect](TABLE)
    further = row.on_conflict_do_update(
        index_elements=KEY, set_={"last": TABLE.c.last + row.excluded.last}
    )
    return Direct(further.returning(TABLE.c.last))


def expected_number(series: str, year: int) -> str:
    """The number that would come now; nothing holds it, somebody else may take it first."""
    return _written(series, year, (_last.one(series, year) or 0) + 1)


@prepared
def _last(series: str, year: int) -> Select[int]:
    return select(Counter.last).filter_by(series=series, year=year)


def _written(series: str, year: int, rank: int) -> str:
    return f"{series}{year}-{rank:05d}"
