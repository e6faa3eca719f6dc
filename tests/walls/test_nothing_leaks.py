"""What a company reads holds no student's name, no cost and no note of the school."""

import re
from contextlib import suppress

import pytest
from flask import current_app
from pypdfium2 import PdfDocument
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from erp.core import clock
from erp.core.db import Record, db
from erp.customers import api_keys
from erp.customers.states import Scope
from erp.people.states import Role
from erp.production import queries
from erp.production.states import OperationState
from erp.sales import actions as sales
from tests.builders import a_contact, a_student, a_user
from tests.builders_sales import a_request, an_order
from tests.builders_work import Bench
from tests.walls.test_foreign_papers import addresses, doors, papers_of
from tests.walls.test_hostile_words import KEPT, typed_columns

MARK = "Zzyzx"  # in every word that is the school's own

THEIRS = {  # what a buyer types, or is meant to read
    "api_key": "name",
    "call_off": "note",
    "certificate": "label",
    "company_offer": "title town reply",
    "contact": "name function phone",
    "customer": "name street city",
    "customer_material": "label",
    "delivery_slip": "signer_name reserves",
    "drawing_revision": "number revision note answer",
    "diploma": "short_name",  # « fabriqué par l'équipe B, CAP 2e année »
    "invoice_line": "label details",
    "message": "author text",
    "operation": "label",
    "order": "subject promise_note",
    "order_line": "label details",
    "quote": "subject public_note",
    "quote_line": "label details no_bid",
    "request": "label note reply",
    "request_part": "label drawing_revision",
    "school": "name legal_form street city phone",
    "trade": "name",
    "work_order": "label",
}

FIGURE = 7_654_321  # as it is stored: an amount in cents, or a price by ten thousand
COSTS = (
    "school.learning_hour_cost",
    "machine_type.hourly_rate",
    "quote_line.market_price",
    "quote_operation.hourly_rate",
)


@pytest.fixture
def company(browse):
    """A buyer with a paper of every kind, and the school's own words beside each of them."""
    contact = a_contact()
    papers = papers_of(contact)
    order = bench_order(contact)
    papers["order_id"].append(order.id)
    contact.customer.note = f"{MARK} paie mal"
    request = a_request(contact, studied=True)
    request.sheet.reason, request.sheet.filled_by.last_name = f"{MARK} facile", MARK
    papers["request_id"].append(request.id)
    sales.share_order(order, actor=None, now=clock.now())
    db.session.commit()
    return contact, papers, order


def bench_order(contact):
    """An order that students with a telling name make, under an instructor with one too."""
    bench = Bench(an_order(contact))
    paul = a_user(Role.INSTRUCTOR, last_name=MARK)
    zoe = a_student(bench.session.cohort, first_name=MARK, last_name=MARK)
    bench.session.leader = bench.assignment.instructor = paul
    bench.assignment.members[0].student = zoe
    bench.operation.state = OperationState.RUNNING
    db.session.commit()
    return bench.order


def test_no_page_of_the_portal_and_no_answer_of_the_api_tells_them(browse, company):
    contact, papers, order = company
    secret = api_keys.make_key(
        contact, name="ERP", scope=Scope.READ, actor=contact.user, now=clock.now()
    )
    link = sales.share_order(order, actor=None, now=clock.now())
    db.session.commit()
    buyer, key = browse(contact.user), {"Authorization": f"Bearer {secret}"}

    read = [*reading("/client/", papers), *reading("/api/", papers)]
    read += [f"/suivi/{link}", f"/suivi/{link}/avancement"]

    assert len(read) > 40
    for url in read:
        answer = buyer.get(url, headers=key if url.startswith("/api/") else {})
        assert MARK not in words_of(answer), url
        assert "internal" not in words_of(answer), url


def mark_the_school() -> list[str]:
    """Every text that people type in the school's tables says MARK, but those that buyers read."""
    free_the_rows()
    marked = []
    for table in Record.metadata.sorted_tables:
        for name in typed_columns(table):
            if table.name not in KEPT and name not in THEIRS.get(table.name, "").split():
                with suppress(SQLAlchemyError), db.session.begin_nested():
                    told = text(f'UPDATE "{table.name}" SET "{name}" = :words')
                    marked += [f"{table.name}.{name}"] * (
                        db.session.execute(told, {"words": MARK}).rowcount > 0
                    )
    for place in COSTS:
        table, name = place.split(".")
        db.session.execute(text(f'UPDATE "{table}" SET "{name}" = {FIGURE}'))
    db.session.commit()
    db.session.expire_all()
    return marked


def free_the_rows() -> None:
    """For this test alone: what is issued may be written upon."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SET LOCAL session_replication_role = replica"))
        return
    asked = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for name in db.session.scalars(asked).all():
        db.session.execute(text(f'DROP TRIGGER "{name}"'))


def test_no_column_is_shown_that_was_not_said_to_be_theirs(browse, company):
    """A new column of text is the school's own until THEIRS says otherwise."""
    contact, papers, order = company
    secret = api_keys.make_key(
        contact, name="ERP", scope=Scope.READ, actor=contact.user, now=clock.now()
    )
    link = sales.share_order(order, actor=None, now=clock.now())
    marked = mark_the_school()
    buyer, key = browse(contact.user), {"Authorization": f"Bearer {secret}"}

    read = [*reading("/client/", papers), *reading("/api/", papers), f"/suivi/{link}"]
    told = {
        url: words_of(buyer.get(url, headers=key if url.startswith("/api/") else {}))
        for url in read
    }

    assert [url for url, words in told.items() if MARK in words] == []
    assert [url for url, words in told.items() if "76543" in figures_of(words)] == []
    assert {"customer.note", "student.last_name", "interest_sheet.reason"} <= set(marked)


def words_of(answer) -> str:
    """What a reader sees of a page, of JSON, or of the PDF that is drawn."""
    if answer.mimetype != "application/pdf" or b"/Pages" not in answer.data:
        return answer.data.decode("utf-8", "replace")
    with PdfDocument(answer.data) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def figures_of(words: str) -> str:
    """However an amount is written: « 76 543,21 », « 76543.21 »."""
    return re.sub(r"[\s.,]", "", words)


def reading(prefix: str, papers) -> list[str]:
    plain = [
        rule.rule
        for rule in current_app.url_map.iter_rules()
        if rule.rule.startswith(prefix) and "GET" in rule.methods and not rule.arguments
    ]
    named = [
        url for rule, method in doors(prefix) if method == "GET" for url in addresses(rule, papers)
    ]
    return plain + named


def test_the_mark_would_be_seen(browse, company):
    """Else the test above would prove nothing: the office does read these words."""
    contact, papers, order = company
    office = browse(a_user(Role.DIRECTOR))
    assert MARK in office.get(f"/bureau/clients/{contact.customer_id}").text
    assert MARK in office.get(f"/bureau/demandes/{papers['request_id'][-1]}").text
    work = queries.work_orders_of_order(order.id)[0]
    assert MARK in office.get(f"/bureau/fabrication/{work.id}").text
    mark_the_school()
    assert "76543" in figures_of(office.get("/bureau/reglages/ecole/limites").text)
