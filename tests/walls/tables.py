"""What requests wrote, seen at the driver: every committed statement that changes a table."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.engine import Connection

from erp.core.db import db

WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
SEEN = re.compile(r"UPDATE user_session SET seen_at=\S+ WHERE", re.IGNORECASE)  # even by a GET


class Written:
    """The tables that were written to, in the order of their commits; rolled back is unwritten."""

    def __init__(self) -> None:
        self.tables: list[str] = []
        self.running: dict[int, list[str]] = {}

    def note(
        self, connection: Connection, _cursor: object, statement: str, *_others: object
    ) -> None:
        found = WRITES.match(statement)
        if found and not SEEN.match(statement):
            self.running.setdefault(id(connection), []).append(found[1])

    def keep(self, connection: Connection) -> None:
        self.tables += self.running.pop(id(connection), [])

    def forget(self, connection: Connection) -> None:
        self.running.pop(id(connection), None)


@contextmanager
def written() -> Iterator[list[str]]:
    """The tables that are written to meanwhile."""
    watch = Written()
    listeners = {
        "before_cursor_execute": watch.note,
        "commit": watch.keep,
        "rollback": watch.forget,
    }
    for name, listener in listeners.items():
        event.listen(db.engine, name, listener)
    try:
        yield watch.tables
    finally:
        for name, listener in listeners.items():
            event.remove(db.engine, name, listener)
