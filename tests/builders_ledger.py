"""Somebody who can write in the database behind the program, and what the ledger then says."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.engine import Connection

from erp.core import ledger
from erp.core.db import db

Sql = Callable[..., object]


@contextmanager
def behind() -> Iterator[Sql]:
    """sql("UPDATE …") with every trigger and reference out of the way, as an owner could."""
    db.session.commit()
    with db.engine.connect() as connection:
        disarm(connection)
        yield lambda command, **values: connection.execute(text(command), values)
        connection.commit()
        if db.engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        else:
            connection.exec_driver_sql("SET session_replication_role = origin")
            connection.commit()
    db.session.expire_all()


def disarm(connection: Connection) -> None:
    if db.engine.dialect.name == "postgresql":
        connection.exec_driver_sql("SET session_replication_role = replica")
        return
    connection.rollback()
    raw = connection.connection.dbapi_connection
    raw.execute("PRAGMA foreign_keys=OFF")  # it is heard outside a transaction only
    found = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    for (name,) in connection.exec_driver_sql(found).all():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")


def verdict(**asked) -> ledger.Verdict:
    with ledger.one_moment():
        return ledger.verify(**asked)


def first_break(**asked) -> str:
    """The first sentence, or "" when all is sound."""
    found = verdict(**asked)
    return str(found.breaks[0]) if found.breaks else ""
