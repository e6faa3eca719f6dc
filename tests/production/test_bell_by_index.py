"""What the bell ended is few among years of entries: it is found by an index of its own."""

import pytest
from sqlalchemy import event

from erp.core.db import db
from erp.production import queries


def test_what_waits_to_be_confirmed_is_found_by_its_index(app):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite chooses its plan without counting rows first")
    asked = []

    def listen(_connection, _cursor, statement, values, *_more) -> None:
        if "time_entry" in statement:
            asked.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", listen)
    queries.entries_to_confirm()
    event.remove(db.engine, "before_cursor_execute", listen)
    ((statement, values),) = asked
    spot = db.session.connection().connection.cursor()
    plan = [row[3] for row in spot.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert any("ix_time_entry_to_confirm" in step for step in plan), plan
