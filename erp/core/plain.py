"""Rows added and changed as they are, without a record: what each tap of a tablet writes.

A record is built, watched, and put in order among others before it is written: five times the
price of its row. The transaction is the same, and so is what may be changed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam, event, insert, inspect, update
from sqlalchemy.orm import Session, SessionTransaction
from sqlalchemy.orm.exc import StaleDataError

from erp.core.db import Record, Versioned, db
from erp.core.direct import Direct, say
from erp.core.frozen import Frozen
from erp.core.search import Searchable

ITS_ID, ITS_VERSION = "its_id", "its_version"
CONNECTION = "plain"


def connection() -> Connection:
    """Where rows are read and written; what records have said so far is written before."""
    session = db.session()
    session.flush()
    known: Connection | None = session.info.get(CONNECTION)
    return session.connection() if known is None else known


@event.listens_for(Session, "after_begin")
def _remember(session: Session, _transaction: object, begun: Connection) -> None:
    """Asking the session for it costs a third of what is asked of it."""
    session.info[CONNECTION] = begun


@event.listens_for(Session, "after_transaction_end")
def _let_go(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(CONNECTION, None)


@contextmanager
def attempt() -> Iterator[None]:
    """Within a transaction: what fails leaves no row behind, and the rest goes on.

    As the session's own begin_nested, at a quarter of its price. Records that were added meanwhile
    are let go, those held before are read again. What fails as records are written ends it all.
    """
    session, spot = db.session(), connection()
    held = set(session)
    say(spot, "SAVEPOINT attempt")
    try:
        yield
        session.flush()
    except BaseException:
        if session.is_active:
            say(spot, "ROLLBACK TO SAVEPOINT attempt")
            for record in set(session) - held:
                session.expunge(record)
            session.expire_all()
        raise
    say(spot, "RELEASE SAVEPOINT attempt")


def add(kind: type[Record], /, **facts: object) -> int:
    """A new row; gives its id."""
    return _adding(kind).key(connection(), facts)


def change(kind: type[Record], row_id: int, version: int | None = None, /, **facts: object) -> None:
    """`version`, as read: whoever comes second is told so, as with records."""
    told = {ITS_ID: row_id, **facts}
    if version is not None:
        told |= {ITS_VERSION: version, "version": version + 1}
    _check(kind, facts, version)
    if _changing(kind).tell(connection(), told).rowcount != 1:
        raise StaleDataError(f"{kind.__tablename__} {row_id} is not as it was read")
    forget(kind, row_id)


def forget(kind: type[Record], row_id: int) -> None:
    """Whoever holds a record of this row reads it again."""
    held = db.session.identity_map.get(inspect(kind).identity_key_from_primary_key((row_id,)))
    if held is not None:
        db.session.expire(held)


def _check(kind: type[Record], facts: dict[str, object], version: int | None) -> None:
    if issubclass(kind, Searchable) and facts.keys() != {"state"}:
        raise TypeError(f"{kind.__name__} is found by words that only a record folds")
    if issubclass(kind, Versioned) and version is None:
        raise TypeError(f"{kind.__name__} is changed from the version that was read")


@cache
def _adding(kind: type[Record]) -> Direct:
    if issubclass(kind, Searchable):
        raise TypeError(f"{kind.__name__} is found by words that only a record folds")
    return Direct(insert(_table(kind)))


@cache
def _changing(kind: type[Record]) -> Direct:
    if issubclass(kind, Frozen):
        raise TypeError(f"{kind.__name__} never changes")
    table = _table(kind)
    chosen = update(table).where(table.c.id == bindparam(ITS_ID))
    if issubclass(kind, Versioned):
        chosen = chosen.where(table.c.version == bindparam(ITS_VERSION))
    return Direct(chosen)


def _table(kind: type[Record]) -> Table:
    table: Any = kind.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{kind.__name__} is no table")
    return table
