"""The API described in OpenAPI 3.1; the tests hold it against the doors and against the answers."""

from typing import Any

from flask import Response, jsonify

from erp.customers.states import Scope
from erp.sales.states import Flexibility, MaterialBy, OrderState, QuoteState, RequestState
from erp.web.api.face import api
from erp.web.shared.face import PUBLIC

Json = dict[str, Any]
TEXT: Json = {"type": "string"}
MAYBE: Json = {"type": ["string", "null"]}
NUMBER: Json = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
WHOLE: Json = {"type": "integer"}
DAY: Json = {"type": ["string", "null"], "format": "date"}


def shape(**fields: Json) -> Json:
    names = list(fields)
    return {"type": "object", "properties": fields, "required": names}


def one_of(words: Any) -> Json:
    return {"type": "string", "enum": [word.value for word in words]}


def listed(name: str) -> Json:
    items = {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}
    return shape(items=items, next={"type": ["integer", "null"]})


PART = shape(
    label=TEXT,
    quantity=NUMBER,
    other_quantities={"type": "array", "items": WHOLE},
    drawing_number=TEXT,
    drawing_revision=TEXT,
)
REQUEST = shape(
    id=WHOLE,
    label=TEXT,
    state=one_of(RequestState),
    wished_week=DAY,
    received_at=MAYBE,
    reply=TEXT,
)
ORDER = shape(
    id=WHOLE,
    number=TEXT,
    your_number=TEXT,
    state=one_of(OrderState),
    subject=TEXT,
    promised_week=DAY,
    first_promised_week=DAY,
    promise_reason=MAYBE,
)
QUOTE = shape(
    id=WHOLE,
    number=MAYBE,
    revision=WHOLE,
    state=one_of(QuoteState),
    subject=TEXT,
    net=NUMBER,
    valid_until=DAY,
    promised_week=DAY,
)
OFFER = shape(quantity=NUMBER, unit_price=NUMBER, net=NUMBER, promised_week=DAY)
LINE = shape(label=TEXT, ordered=NUMBER, made=NUMBER, delivered=NUMBER)
SCHEMAS: Json = {
    "Message": shape(message=TEXT),
    "Part": PART,
    "Request": REQUEST,
    "WholeRequest": shape(
        **REQUEST["properties"], parts={"type": "array", "items": PART}, note=TEXT
    ),
    "Quote": QUOTE,
    "WholeQuote": shape(
        **QUOTE["properties"],
        lines={
            "type": "array",
            "items": shape(label=TEXT, offers={"type": "array", "items": OFFER}),
        },
    ),
    "Order": ORDER,
    "WholeOrder": shape(
        **ORDER["properties"],
        lines={"type": "array", "items": LINE},
        operations_done=WHOLE,
        operations=WHOLE,
    ),
    "Invoice": shape(
        id=WHOLE, number=TEXT, kind=TEXT, issued_on=DAY, due_on=DAY, net=NUMBER, gross=NUMBER
    ),
    "NewRequest": {
        "type": "object",
        "required": ["label", "quantity", "wished_week"],
        "properties": {
            "label": {"type": "string", "minLength": 1, "maxLength": 200},
            "quantity": {"type": "integer", "minimum": 1, "maximum": 1_000_000},
            "wished_week": {"type": "string", "examples": ["2027-W10"]},
            "other_quantities": {"type": "string", "examples": ["50, 100"]},
            "drawing_number": {"type": "string", "maxLength": 60},
            "drawing_revision": {"type": "string", "maxLength": 10},
            "flexibility": one_of(Flexibility),
            "material_by": one_of(MaterialBy),
            "note": {"type": "string", "maxLength": 2000},
        },
    },
}


def answers(content: Json, code: str = "200") -> Json:
    message = {"application/json": {"schema": {"$ref": "#/components/schemas/Message"}}}
    problems = {"401": "No living key", "403": "Not this key's right", "404": "Not yours",
                "409": "Refused by a rule", "422": "A field is wrong", "429": "Too many tries"}  # fmt: skip
    told = {no: {"description": why, "content": message} for no, why in problems.items()}
    return {code: {"description": "Done", "content": content}, **told}


def json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def ref(name: str) -> Json:
    return json({"$ref": f"#/components/schemas/{name}"})


def reading(summary: str, content: Json, *, of: str = "") -> Json:
    """`of` is the number in the address; without one it is a list, searched and paged."""
    whole = [{"name": of, "in": "path", "required": True, "schema": WHOLE}]
    asked = [
        {"name": "q", "in": "query", "schema": TEXT},
        {"name": "after", "in": "query", "schema": WHOLE},
    ]
    return {"summary": summary, "parameters": whole if of else asked, "responses": answers(content)}


PDF = {"application/pdf": {"schema": {"type": "string", "contentMediaType": "application/pdf"}}}
ASKING = {
    "summary": "Ask for a price",
    "requestBody": {"required": True, "content": ref("NewRequest")},
    "responses": answers(ref("WholeRequest"), "201"),
}
PATHS: Json = {
    "/requests": {"get": reading("Your requests", json(listed("Request"))), "post": ASKING},
    "/requests/{request_id}": {
        "get": reading("A request with its parts", ref("WholeRequest"), of="request_id")
    },
    "/quotes": {"get": reading("Your quotes", json(listed("Quote")))},
    "/quotes/{quote_id}": {
        "get": reading("A quote and its quantities", ref("WholeQuote"), of="quote_id")
    },
    "/quotes/{quote_id}/pdf": {"get": reading("Its paper", PDF, of="quote_id")},
    "/orders": {"get": reading("Your orders", json(listed("Order")))},
    "/orders/{order_id}": {
        "get": reading("An order and how far it is", ref("WholeOrder"), of="order_id")
    },
    "/invoices": {"get": reading("Your invoices", json(listed("Invoice")))},
    "/invoices/{invoice_id}": {"get": reading("An invoice", ref("Invoice"), of="invoice_id")},
    "/invoices/{invoice_id}/pdf": {
        "get": reading("Its paper, a Factur-X file", PDF, of="invoice_id")
    },
}
NEWS = {
    "quote.sent": "A quote is there for you",
    "order.opened": "A quote was accepted: its order runs",
    "delivery.announced": "Parts are ready",
    "delivery.signed": "A delivery was received",
    "invoice.issued": "An invoice is there, for those who see invoices",
}


def news(why: str) -> Json:
    """Signed in the header Etabli-Signature, repeated until you answer 2xx; `key` is its own."""
    body = shape(event=TEXT, id=WHOLE, number=TEXT, at=TEXT, key=TEXT)
    answers = {"200": {"description": "Heard"}, "410": {"description": "No more news, please"}}
    return {"post": {"summary": why, "requestBody": {"content": json(body)}, "responses": answers}}


DESCRIPTION: Json = {
    "openapi": "3.1.0",
    "info": {
        "title": "Établi, espace client",
        "version": "1",
        "description": "Amounts and quantities are decimal texts; weeks are named by their Monday. "
        "Keys are made in the portal; scopes: " + ", ".join(scope.value for scope in Scope) + ".",
    },
    "servers": [{"url": "/api/v1"}],
    "security": [{"key": []}],
    "paths": PATHS,
    "webhooks": {name: news(why) for name, why in NEWS.items()},
    "components": {
        "schemas": SCHEMAS,
        "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
    },
}


@api.get("/openapi.json", access=PUBLIC)
def read_description() -> Response:
    return jsonify(DESCRIPTION)
