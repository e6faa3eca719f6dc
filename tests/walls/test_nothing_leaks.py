"""What a company reads holds no student's name, no cost and no note of the school."""

import pytest
from flask import current_app
from pypdfium2 import PdfDocument

from erp.core import clock
from erp.core.db import db
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

MARK = "Zzyzx"  # in every word that is the school's own


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


def words_of(answer) -> str:
    """What a reader sees of a page, of JSON, or of the PDF that is drawn."""
    if answer.mimetype != "application/pdf" or b"/Pages" not in answer.data:
        return answer.data.decode("utf-8", "replace")
    with PdfDocument(answer.data) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


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
