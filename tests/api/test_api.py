"""The API of the clients' own programs: described, scoped, and never more than the person may."""

import json
import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from erp.core import clock
from erp.core.db import db
from erp.customers import api_keys
from erp.customers.models import ApiKey
from erp.customers.states import Scope
from erp.sales.models import Request
from erp.web.api.description import DESCRIPTION
from tests.builders import a_contact, a_customer, a_school
from tests.builders_sales import NEXT_MONDAY, a_quote, a_request, an_order
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice

WISH = {"label": "Axe", "quantity": 25, "wished_week": f"{NEXT_MONDAY:%G-W%V}"}


class Program:
    """A company's program with a key."""

    def __init__(self, browse, contact, scope=Scope.READ) -> None:
        told = {"name": "ERP", "scope": scope, "actor": contact.user, "now": clock.now()}
        self.secret, self.browser = api_keys.make_key(contact, **told), browse()
        db.session.commit()
        self.browser.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {self.secret}"

    def get(self, path: str):
        return self.browser.get(f"/api/v1{path}")

    def post(self, path: str, sent):
        return self.browser.post(
            f"/api/v1{path}", data=json.dumps(sent), content_type="application/json"
        )


def addresses(order, invoice) -> list[str]:
    return [
        *("/requests", "/quotes", "/orders", "/invoices"),
        f"/requests/{db.session.query(Request).one().id}",
        f"/quotes/{order.quote_id}",
        f"/quotes/{order.quote_id}/pdf",
        f"/orders/{order.id}",
        f"/invoices/{invoice.id}",
        f"/invoices/{invoice.id}/pdf",
    ]


def whole_deal(contact):
    a_request(contact)
    order = a_finished_order(contact)
    return order, an_invoice(a_signed_slip(order), issued=True)


def schema_of(path: str, code: str) -> dict:
    words = "/".join("{}" if part.isdigit() else part for part in path.split("/"))
    known = {name: told for name, told in DESCRIPTION["paths"].items()}
    found = next(told for name, told in known.items() if shape_of(name) == words)
    return found["get"]["responses"][code]["content"]["application/json"]["schema"]


def shape_of(name: str) -> str:
    return "/".join("{}" if part.startswith("{") else part for part in name.split("/"))


def check(schema: dict, told: dict) -> None:
    Draft202012Validator({**schema, "components": DESCRIPTION["components"]}).validate(told)


def test_every_shape_of_the_description_is_a_json_schema():
    """OpenAPI 3.1 takes JSON Schema 2020-12 as it is."""
    names = DESCRIPTION["components"]["schemas"]
    for schema in names.values():
        Draft202012Validator.check_schema(schema)
    for one in re.findall(r'"#/components/schemas/(\w+)"', json.dumps(DESCRIPTION)):
        assert one in names
    assert DESCRIPTION["openapi"].startswith("3.1")


def test_the_description_names_every_door(app):
    rules = {
        (rule.rule.removeprefix("/api/v1").replace("<int:", "{").replace(">", "}"), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/") and rule.endpoint != "api.read_description"
        for method in rule.methods & {"GET", "POST"}
    }
    assert rules == {(path, verb) for path, told in DESCRIPTION["paths"].items() for verb in told}


def test_the_description_is_served_to_anybody(browse):
    assert browse().get("/api/v1/openapi.json").get_json()["openapi"] == "3.1.0"


def test_every_answer_is_as_described(browse):
    contact = a_contact()
    order, invoice = whole_deal(contact)
    program = Program(browse, contact)
    for path in addresses(order, invoice):
        answer = program.get(path)
        assert answer.status_code == 200, path
        if path.endswith("pdf"):
            assert answer.data.startswith(b"%PDF")
        else:
            check(schema_of(path, "200"), answer.get_json())


def test_nothing_of_the_school_s_own_side_is_in_an_answer(browse):
    contact = a_contact()
    order, invoice = whole_deal(contact)
    program = Program(browse, contact)
    for path in addresses(order, invoice):
        if not path.endswith("pdf"):
            text = program.get(path).text
            for secret in ("internal", "hour", "factor", "seconds", "student", "hourly_rate"):
                assert secret not in text, path


def test_a_request_is_sent_by_a_key_that_may_ask(browse):
    a_school()
    contact = a_contact()

    answer = Program(browse, contact, Scope.ASK).post(
        "/requests", {**WISH, "other_quantities": "50"}
    )

    assert answer.status_code == 201
    check(DESCRIPTION["components"]["schemas"]["WholeRequest"], answer.get_json())
    assert db.session.query(Request).one().contact is contact
    assert Program(browse, contact, Scope.READ).post("/requests", WISH).status_code == 403
    contact.may_ask = False
    db.session.commit()
    assert Program(browse, contact, Scope.ASK).post("/requests", WISH).status_code == 403


def test_fields_that_are_not_asked_change_nothing(browse):
    a_school()
    contact, other = a_contact(), a_customer("B", siret="")
    sent = {**WISH, "customer_id": other.id, "state": "quoted", "id": 77, "reply": "oui"}
    answer = Program(browse, contact, Scope.ASK).post("/requests", sent)
    assert answer.status_code == 201
    request = db.session.query(Request).one()
    assert (request.customer_id, request.state.value, request.reply) == (
        contact.customer_id,
        "received",
        "",
    )


@pytest.mark.parametrize(
    "sent",
    [None, [], "axe", 3, {}, {**WISH, "quantity": -1}, {**WISH, "quantity": "1e9"}, {**WISH, "quantity": True},
     {**WISH, "label": ""}, {**WISH, "label": {"a": 1}}, {**WISH, "wished_week": "1999-W01"},
     {**WISH, "flexibility": "pirate"}, {**WISH, "note": "x" * 2001}, {**WISH, "label": "a" * 201}],
)  # fmt: skip
def test_a_wish_we_cannot_read_is_a_sentence_in_json(browse, sent):
    a_school()
    answer = Program(browse, a_contact(), Scope.ASK).post("/requests", sent)
    assert answer.status_code == 422
    assert answer.get_json()["message"]
    assert db.session.query(Request).count() == 0


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda x: st.lists(x) | st.dictionaries(st.text(max_size=5), x),
    max_leaves=5,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(st.sampled_from([*WISH, "note", "others-0-label", "flexibility"]), JSON))
def test_no_json_is_a_fault_of_ours(app, browse, sent):
    a_school()
    contact = db.session.query(ApiKey).first()
    program = Program(browse, contact.contact if contact else a_contact(), Scope.ASK)
    assert program.post("/requests", sent).status_code in (201, 422)


def test_a_key_ends_when_it_is_cut_too_old_or_its_person_leaves(browse):
    contact = a_contact()
    program = Program(browse, contact)
    assert program.get("/orders").status_code == 200
    key = db.session.query(ApiKey).one()
    browse(contact.user).send(f"/client/cles/{key.id}/couper")
    assert program.get("/orders").status_code == 401

    second = Program(browse, contact)
    key = db.session.query(ApiKey).order_by(ApiKey.id.desc()).first()
    key.ends_at = clock.now() - timedelta(seconds=1)
    db.session.commit()
    assert second.get("/orders").status_code == 401

    third = Program(browse, contact)
    contact.left_at = clock.now()
    db.session.commit()
    assert third.get("/orders").status_code == 401


def test_a_key_shows_no_invoice_that_its_person_may_not_see(browse):
    contact = a_contact()
    order, invoice = whole_deal(contact)
    contact.sees_invoices = False
    db.session.commit()
    program = Program(browse, contact)
    for path in ("/invoices", f"/invoices/{invoice.id}", f"/invoices/{invoice.id}/pdf"):
        assert program.get(path).status_code == 403
    assert invoice.number not in program.get(f"/orders/{order.id}").text


def test_keys_are_hashed_shown_once_and_not_guessed(browse):
    contact = a_contact()
    page = browse(contact.user).send("/client/cles", {"name": "Notre ERP", "scope": "read"})
    key = db.session.query(ApiKey).one()
    assert "etb_" in page.text
    assert "etb_" not in browse(contact.user).get("/client/cles").text
    assert key.sha256 not in page.text

    thief = browse()
    told = [
        thief.get("/api/v1/orders", headers={"Authorization": f"Bearer etb_{n:043}"}).status_code
        for n in range(32)
    ]
    assert told == [401] * 30 + [429] * 2


def test_a_cookie_is_no_key(browse):
    contact = a_contact()
    an_order(contact)
    a_quote(contact, sent=True)
    answer = browse(contact.user).get("/api/v1/orders")
    assert answer.status_code == 401
    assert "Bearer" in answer.get_json()["message"]
