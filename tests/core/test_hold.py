"""Whoever holds a record sees it as it is, and the others wait: each database in its own way."""

from sqlalchemy import event, text

from erp.core.db import db, hold, one_transaction
from tests.builders import a_customer


def changed_behind(customer, name: str) -> None:
    with db.engine.begin() as other:
        other.execute(
            text("UPDATE customer SET name=:name WHERE id=:id"), {"name": name, "id": customer.id}
        )


def test_a_held_record_is_as_it_was_written_last():
    customer = a_customer("Avant")
    assert customer.name == "Avant"
    changed_behind(customer, "Après")
    with one_transaction():
        hold(customer)
        assert customer.name == "Après"


def test_postgresql_is_asked_for_the_row_and_sqlite_gave_everything_at_begin():
    customer = a_customer()
    said: list[str] = []

    def note(_connection, _cursor, statement, *_others) -> None:
        said.append(statement)

    with one_transaction():
        assert customer.name
        event.listen(db.engine, "before_cursor_execute", note)
        try:
            hold(customer)
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
    if db.engine.dialect.name == "sqlite":
        assert said == []
    else:
        (asked,) = said
        assert "FOR UPDATE" in asked
