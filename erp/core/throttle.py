"""How often something may fail in a window of time, counted in the database.

The attempt is counted before the secret is checked and given back when it was right: a burst of
parallel tries cannot slip through. Only failures stay counted.
"""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Mapped, mapped_column

from erp.core.db import Record, db
from erp.core.numbering import INSERT


class Attempts(Record):
    __tablename__ = "attempts"

    key: Mapped[str] = mapped_column(primary_key=True)  # "sign-in:someone@example.org"
    count: Mapped[int]
    since: Mapped[datetime]


def count(key: str, *, now: datetime, window: timedelta) -> int:
    """Count one more try of `key` and tell how many the window holds, this one included."""
    insert = INSERT[db.engine.dialect.name]
    first = insert(Attempts).values(key=key, count=0, since=now).on_conflict_do_nothing()
    db.session.execute(first)
    over = update(Attempts).filter_by(key=key).where(Attempts.since <= now - window)
    db.session.execute(over.values(count=0, since=now))
    more = update(Attempts).filter_by(key=key).values(count=Attempts.count + 1)
    return db.session.execute(more.returning(Attempts.count)).scalar_one()


def give_back(key: str) -> None:
    """The secret was right: this try was no failure."""
    db.session.execute(
        update(Attempts)
        .filter_by(key=key)
        .where(Attempts.count > 0)
        .values(count=Attempts.count - 1)
    )


def failures(key: str, *, now: datetime, window: timedelta) -> int:
    attempts = db.session.scalar(select(Attempts).filter_by(key=key))
    return attempts.count if attempts and attempts.since > now - window else 0


def forget(key: str) -> None:
    db.session.execute(update(Attempts).filter_by(key=key).values(count=0))
