"""What is issued cannot change behind the program's back: the database itself refuses."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from erp.billing import actions as billing
from erp.closings import actions as closings
from erp.core import clock
from erp.core.db import Record, db
from erp.delivery import actions as delivery
from erp.documents import later
from erp.equipment.states import AuthorisationKind
from erp.production.models import TabletEvent
from erp.production.states import EventAnswer, EventKind
from erp.safety.models import Authorisation
from tests.builders import a_user, saved
from tests.builders_safety import DAY, Lathe
from tests.builders_sales import a_quote
from tests.builders_work import Bench, a_finished_order, a_signed_slip, an_invoice, pay

ISSUED = (
    "invoice",
    "invoice_line",
    "payment",
    "share",
    "matching",
    "matched_item",
    "matching_undone",
    "quote",
    "quote_line",
    "quote_operation",
    "quote_break",
    "quote_answer",
    "delivery_slip",
    "delivery_slip_line",
    "stored_paper",
    "drawn_paper",
    "journal_entry",
    "tablet_event",
    "declaration",
    "declared_machine",
    "declared_diploma",
    "declared_place",
    "medical_opinion",
    "risk_review",
    "safety_training",
    "authorisation",
    "safety_decision",
    "seal",
    "technical_event",
    "closing",
)
MAY_MOVE = {"version", "folded", "cancelled_on", "cancelled_reason"}
DRAFTS = {
    "invoice": "UPDATE invoice SET reason = 'x'",
    "invoice_line": "UPDATE invoice_line SET label = 'x'",
    "quote": "UPDATE quote SET subject = 'x'",
    "quote_line": "UPDATE quote_line SET label = 'x'",
    "quote_operation": "UPDATE quote_operation SET label = 'x'",
    "quote_break": "UPDATE quote_break SET material = 1",
    "delivery_slip": "UPDATE delivery_slip SET reserves = 'x'",
    "delivery_slip_line": "UPDATE delivery_slip_line SET quantity = 10000",
}


@pytest.fixture
def past():
    """One row at least in every table of what is issued, and none of it a draft."""
    bench = Bench()
    lathe = Lathe()
    a_quote(sent=True, others=[60])
    saved(Authorisation(student=lathe.student, kind=AuthorisationKind.CRANE, given_on=DAY))
    payment = pay(an_invoice(issued=True), "313.50")
    billing.correct_payment(payment, reason="x", actor=a_user(), now=clock.now())
    db.session.commit()
    closings.close_what_is_over(actor=None, now=clock.now() + timedelta(days=1))
    db.session.commit()
    later.draw_waiting()
    saved(
        TabletEvent(
            uuid="u" * 36,
            tablet=bench.tablet,
            operation=bench.operation,
            kind=EventKind.START,
            happened_at=clock.now(),
            received_at=clock.now(),
            payload={"student_id": bench.ines.id},
            answer=EventAnswer.ACCEPTED,
            reason="x",
        )
    )


def count(table: str) -> int:
    return db.session.scalar(text(f"SELECT count(*) FROM {table}"))


def refused(command: str) -> bool:
    try:
        db.session.execute(text(command))
    except DatabaseError as error:
        return "never change" in str(error)
    finally:
        db.session.rollback()
    return False


@pytest.mark.parametrize("table", ISSUED)
def test_no_issued_row_is_deleted(past, table):
    assert count(table) > 0
    assert refused(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", ISSUED)
def test_no_column_of_an_issued_row_changes(past, table):
    """Every filled column, one by one."""
    columns = {column.name for column in Record.metadata.tables[table].columns}
    keys = {column.name for column in Record.metadata.tables[table].primary_key.columns}
    states = {"state"} if table == "quote" else set()  # a sent quote is answered
    for column in columns - MAY_MOVE - states:
        filled = f'"{column}" IS NOT NULL'
        if db.session.scalar(text(f"SELECT count(*) FROM {table} WHERE {filled}")):
            other = f"{column} + 1000" if column in keys else "NULL"
            assert refused(f'UPDATE {table} SET "{column}" = {other} WHERE {filled}'), column


@pytest.mark.parametrize("table", ["invoice", "quote", "delivery_slip"])
def test_an_issued_paper_does_not_become_a_draft_again(past, table):
    assert refused(f"UPDATE {table} SET state = 'draft'")


@pytest.mark.parametrize("table", ["invoice", "quote", "delivery_slip"])
def test_the_search_words_and_the_version_still_move(past, table):
    db.session.execute(text(f"UPDATE {table} SET folded = 'x', version = version + 1"))
    assert set(db.session.scalars(text(f"SELECT folded FROM {table}"))) == {"x"}


@pytest.mark.parametrize("table", ["declaration", "medical_opinion", "safety_training"])
def test_a_paper_that_proves_is_still_cancelled(past, table):
    """With its reason; it stays readable."""
    db.session.execute(text(f"UPDATE {table} SET cancelled_reason = 'erreur'"))
    assert set(db.session.scalars(text(f"SELECT cancelled_reason FROM {table}"))) == {"erreur"}


@pytest.mark.parametrize(("table", "command"), DRAFTS.items())
def test_a_draft_still_changes(table, command):
    a_quote(others=[60])
    order = a_finished_order()
    delivery.prepare_slip(order, {order.lines[0].id: order.lines[0].quantity}, actor=a_user())
    an_invoice(a_signed_slip())
    db.session.commit()
    where = {
        "invoice": "state = 'draft'",
        "invoice_line": "invoice_id IN (SELECT id FROM invoice WHERE state = 'draft')",
        "quote": "state = 'draft'",
        "quote_line": "quote_id IN (SELECT id FROM quote WHERE state = 'draft')",
        "quote_operation": (
            "line_id IN (SELECT l.id FROM quote_line l JOIN quote q ON q.id = l.quote_id"
            " WHERE q.state = 'draft')"
        ),
        "quote_break": (
            "line_id IN (SELECT l.id FROM quote_line l JOIN quote q ON q.id = l.quote_id"
            " WHERE q.state = 'draft')"
        ),
        "delivery_slip": "state = 'draft'",
        "delivery_slip_line": "slip_id IN (SELECT id FROM delivery_slip WHERE state = 'draft')",
    }[table]
    assert db.session.execute(text(f"{command} WHERE {where}")).rowcount == 1


def test_no_line_is_moved_into_an_issued_paper(past):
    an_invoice(a_signed_slip())
    issued = "(SELECT min(id) FROM invoice WHERE state = 'issued')"
    draft = "invoice_id IN (SELECT id FROM invoice WHERE state = 'draft')"

    assert refused(f"UPDATE invoice_line SET invoice_id = {issued} WHERE {draft}")
