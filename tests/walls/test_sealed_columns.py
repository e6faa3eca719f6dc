"""Every column of every sealed table is in the chain: one that is changed by SQL is seen."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import JSON, Boolean, Date, DateTime, Integer
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import BigInteger

from erp.billing import actions as billing
from erp.billing.models import Invoice, InvoiceStatus, StatusAmount
from erp.billing.platform.states import Source, StatusCode
from erp.closings import actions as closings
from erp.core import clock, ledger
from erp.core.db import Record, db
from tests.builders import a_school, a_user
from tests.builders_ledger import behind, verdict
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice, pay

FREE = {("invoice", "version"), ("invoice", "folded")}  # nobody reads them on a paper
UNSEALED = {
    "account_setting",  # the accountant's choices and figures, theirs to change
    "account_counts",
    "year_figure",
    "late_rate",
    "reminder_step",
    "reminder_mute",
    "reminder",  # a letter: neither issued paper nor payment; frozen all the same
    "platform_settings",  # how the platform is reached
    "platform_exchange",  # what waits to be sent, and how often it was tried
    "supplier_invoice",  # what suppliers issued is theirs to prove
    "supplier_status",
    "matching",  # follows from the shares, which are sealed; frozen all the same
    "matched_item",
    "matching_undone",
}


def a_row_of_each_kind() -> None:
    """A final invoice that takes a paid deposit off: it has every part an invoice can have."""
    order, now = a_finished_order(), clock.now()
    deposit = billing.draft_deposit(order, percent=Decimal(30), actor=a_user())
    billing.issue_invoice(deposit, school=a_school(), actor=a_user(), now=now)
    pay(deposit, str(deposit.gross))
    collected(an_invoice(a_signed_slip(order), issued=True))
    tomorrow = clock.now() + timedelta(days=1)
    closings.close_what_is_over(actor=None, now=tomorrow)
    db.session.commit()


def collected(invoice: Invoice) -> None:
    told = {"code": StatusCode.COLLECTED, "source": Source.OFFICE}
    moments = {"at": clock.now(), "noted_at": clock.now()}
    status = InvoiceStatus(invoice=invoice, **told, **moments)
    status.amounts.append(StatusAmount(vat_rate=Decimal(20), amount=Decimal("12.00")))
    db.session.add(status)
    ledger.seal(status, now=clock.now())


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
            if put_back is None:
                continue  # the database itself refused what can never be
            assert not verdict().is_sound, f"{table.name}.{column.name} changes unseen"
            put_back()
            assert verdict().is_sound, f"{table.name}.{column.name} was not put back"


def change(table, column, kind):
    """Write another value; what is given puts the first one back. None: it was refused."""
    ours = f"WHERE id IN (SELECT {kind.paper_column()} FROM {kind.table.name})"
    chosen = ours if table.name == "stored_paper" else ""
    with behind() as sql:
        row = sql(f'SELECT id, "{column.name}" AS was FROM {table.name} {chosen}').first()
        try:
            sql(f'UPDATE {table.name} SET "{column.name}" = {other(column)} WHERE id = {row.id}')
        except IntegrityError:
            return None

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
