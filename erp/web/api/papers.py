"""Requests, quotes, orders and invoices of the company whose key it is."""

from collections.abc import Callable
from typing import Any

from flask import Response, abort, jsonify, request
from werkzeug.datastructures import MultiDict

from erp.billing import queries as billing
from erp.core import clock
from erp.core.paging import Page
from erp.customers.models import Contact
from erp.customers.states import Scope
from erp.flow import received_request
from erp.reporting import tracking
from erp.sales import queries
from erp.school import queries as school
from erp.web.api.asking import AskForm
from erp.web.api.face import api
from erp.web.api.shapes import (
    Shape,
    invoice_shape,
    order_shape,
    quote_shape,
    quote_whole,
    request_shape,
    request_whole,
)
from erp.web.shared.face import API
from erp.web.shared.keys import this_key
from erp.web.shared.links import absolute
from erp.web.shared.paging import after, words
from erp.web.shared.papers import send_paper

Answer = Response | tuple[Response, int]


def caller() -> Contact:
    key = this_key()
    return key.contact if key else abort(401)


def billed() -> Contact:
    """Only for a person who sees the invoices."""
    contact = caller()
    return contact if contact.sees_invoices else abort(403)


def paged(page: Page[Any], shape: Callable[[Any], Shape]) -> Response:
    return jsonify(items=[shape(one) for one in page.rows], next=page.next_cursor)


@api.get("/requests", access=API)
def list_requests() -> Answer:
    page = queries.requests(words(), customer_id=caller().customer_id, after=after())
    return paged(page, request_shape)


@api.post("/requests", access=API)
def ask() -> Answer:
    key, contact = this_key(), caller()
    if key is None or key.scope is not Scope.ASK or not contact.may_ask:
        abort(403)
    sent = request.get_json(silent=True)
    form = AskForm(MultiDict(flat(sent) if isinstance(sent, dict) else {}))
    made: list[Any] = []
    if not form.accepts(lambda: made.append(keep(form, contact))):
        return jsonify(message=form.problem), 422
    return jsonify(request_whole(made[0])), 201


def flat(sent: dict[str, Any]) -> dict[str, str]:
    """The texts and numbers of a JSON object; whatever is deeper means nothing here."""
    plain = {name: one for name, one in sent.items() if isinstance(one, str | int | float)}
    return {name: str(one) for name, one in plain.items() if not isinstance(one, bool)}


def keep(form: AskForm, contact: Contact) -> Any:
    link = absolute("portal.show_request", request_id=0).removesuffix("0") + "{id}"
    return received_request.receive_request(
        contact, school=school.the_school(), link=link, now=clock.now(), **form.wish
    )


@api.get("/requests/<int:request_id>", access=API)
def show_request(request_id: int) -> Answer:
    found = queries.request(request_id, customer_id=caller().customer_id)
    return jsonify(request_whole(found or abort(404)))


@api.get("/quotes", access=API)
def list_quotes() -> Answer:
    page = queries.quotes(words(), customer_id=caller().customer_id, after=after())
    return paged(page, quote_shape)


@api.get("/quotes/<int:quote_id>", access=API)
def show_quote(quote_id: int) -> Answer:
    found = queries.quote(quote_id, customer_id=caller().customer_id)
    return jsonify(quote_whole(found or abort(404)))


@api.get("/quotes/<int:quote_id>/pdf", access=API)
def read_quote(quote_id: int) -> Response:
    found = queries.quote(quote_id, customer_id=caller().customer_id) or abort(404)
    return send_paper(found.paper)


@api.get("/orders", access=API)
def list_orders() -> Answer:
    page = queries.orders(words(), customer_id=caller().customer_id, after=after())
    return paged(page, order_shape)


@api.get("/orders/<int:order_id>", access=API)
def show_order(order_id: int) -> Answer:
    order = queries.order(order_id, customer_id=caller().customer_id) or abort(404)
    shown = tracking.track(order, today=clock.today(), with_money=False)
    lines = [
        {"label": one.label, "ordered": str(one.ordered), "made": str(one.made),
         "delivered": str(one.delivered)} for one in shown.lines
    ]  # fmt: skip
    done = {"operations_done": shown.operations_done, "operations": shown.operations}
    return jsonify({**order_shape(order), "lines": lines, **done})


@api.get("/invoices", access=API)
def list_invoices() -> Answer:
    ours, today = billed().customer_id, clock.today()
    page = billing.invoices(words(), customer_id=ours, today=today, after=after())
    return paged(page, invoice_shape)


@api.get("/invoices/<int:invoice_id>", access=API)
def show_invoice(invoice_id: int) -> Answer:
    found = billing.invoice(invoice_id, customer_id=billed().customer_id)
    return jsonify(invoice_shape(found or abort(404)))


@api.get("/invoices/<int:invoice_id>/pdf", access=API)
def read_invoice(invoice_id: int) -> Response:
    found = billing.invoice(invoice_id, customer_id=billed().customer_id) or abort(404)
    return send_paper(found.paper)
