"""Every table as it is now, to see whether a request moved anything."""

from hashlib import sha256

from sqlalchemy import Table
from sqlalchemy.engine import Connection

from erp.core.db import Record, db

TOUCHED = {("user_session", "seen_at")}  # noted at most every five minutes, even by a GET


def tables_now() -> dict[str, tuple[int, str]]:
    """How many rows each table has, and a checksum of all that is in them."""
    with db.engine.connect() as connection:
        return {table.name: told(connection, table) for table in Record.metadata.sorted_tables}


def told(connection: Connection, table: Table) -> tuple[int, str]:
    """Straight from the driver: no value need be understood to be compared."""
    names = [c.name for c in table.columns if (table.name, c.name) not in TOUCHED]
    columns = ", ".join(f'"{name}"' for name in names)
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
    rows = connection.exec_driver_sql(f'SELECT {columns} FROM "{table.name}" ORDER BY {keys}')
    kept = rows.cursor.fetchall()
    return len(kept), sha256(repr(kept).encode()).hexdigest()


def moved(before: dict[str, tuple[int, str]]) -> list[str]:
    """The tables that are no longer as they were."""
    return [name for name, now in tables_now().items() if now != before[name]]
