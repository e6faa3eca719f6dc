"""Every column of every sealed table is in the chain: one that is changed by SQL is seen."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import JSON, Boolean, Date, DateTime, Integer
from sqlalchemy.types import BigInteger

from erp.closings import actions as closings
from erp.core import clock, ledger
from erp.core.db import Record, db
from tests.builders_ledger import behind, verdict
from tests.builders_work import an_invoice, pay

FREE = {("invoice", "version"), ("invoice", "folded")}  # nobody reads them on a paper
UNSEALED: set[str] = set()  # tables of erp.billing that say nothing of what was issued or received


def a_row_of_each_kind() -> None:
    pay(an_invoice(issued=True), "10.00")
    tomorrow = clock.now() + timedelta(days=1)
    closings.close_what_is_over(actor=None, now=tomorrow)
    db.session.commit()


def other(column) -> str:
    """A value that the column does not have, as SQL."""
    kind = getattr(column.type, "impl_instance", column.type)  # of our own types, the stored one
    for types, value in (
        (Boolean, f'NOT coalesce("{column.name}", FALSE)'),
        ((Integer, BigInteger), "4242"),
        (DateTime, "'2001-01-01 00:00:00.000000'"),
        (Date, "'2001-01-01'"),
        (JSON, "'{\"x\": 1}'"),
    ):
        if isinstance(kind, types):
            return value
    return "'autre'"


def tables_of(kind: ledger.Kind) -> list:
    papers = [Record.metadata.tables["stored_paper"]] if kind.paper_column() else []
    return [kind.table, *kind.parts, *papers]


@pytest.mark.parametrize("name", sorted(ledger.KINDS))
def test_no_column_of_a_sealed_record_changes_unseen(name):
    a_row_of_each_kind()
    kind = ledger.KINDS[name]

    for table in tables_of(kind):
        for column in table.columns:
            if (table.name, column.name) in FREE or column.name == "content":
                continue
            put_back = change(table, column, kind)
            assert not verdict().is_sound, f"{table.name}.{column.name} changes unseen"
            put_back()
            assert verdict().is_sound, f"{table.name}.{column.name} was not put back"


def change(table, column, kind):
    """Write another value; what is given puts the first one back."""
    ours = f"WHERE id IN (SELECT {kind.paper_column()} FROM {kind.table.name})"
    chosen = ours if table.name == "stored_paper" else ""
    with behind() as sql:
        row = sql(f'SELECT id, "{column.name}" AS was FROM {table.name} {chosen}').first()
        sql(f'UPDATE {table.name} SET "{column.name}" = {other(column)} WHERE id = {row.id}')

    def put_back() -> None:
        now = 4242 if column.name == "id" else row.id
        was = json.dumps(row.was) if isinstance(row.was, dict | list) else row.was
        with behind() as sql:
            sql(f'UPDATE {table.name} SET "{column.name}" = :was WHERE id = {now}', was=was)

    return put_back


def test_every_table_of_money_papers_is_sealed_or_known_not_to_be():
    sealed = {table.name for kind in ledger.KINDS.values() for table in tables_of(kind)}
    money = {
        mapper.class_.__tablename__
        for mapper in Record.registry.mappers
        if mapper.class_.__module__.startswith(("erp.billing", "erp.closings"))
    }

    assert money - sealed == UNSEALED
