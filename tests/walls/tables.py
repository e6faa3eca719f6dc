"""Every table as it is now, to see whether a request moved anything."""

from hashlib import sha256

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection

from erp.core.db import Record, db

TOUCHED = {("user_session", "seen_at")}  # noted at most every five minutes, even by a GET


def tables_now() -> dict[str, tuple[int, str]]:
    """How many rows each table has, and a checksum of all that is in them."""
    with db.engine.connect() as connection:
        return {table.name: told(connection, table) for table in Record.metadata.sorted_tables}


def told(connection: Connection, table: Table) -> tuple[int, str]:
    columns = [column for column in table.columns if (table.name, column.name) not in TOUCHED]
    asked = select(*columns).order_by(*table.primary_key.columns)
    rows = [repr(tuple(row)) for row in connection.execute(asked)]
    return len(rows), sha256("\n".join(rows).encode()).hexdigest()


def moved(before: dict[str, tuple[int, str]]) -> list[str]:
    """The tables that are no longer as they were."""
    return [name for name, now in tables_now().items() if now != before[name]]
