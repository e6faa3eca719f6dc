"""A record → what a client's program reads: facts picked one by one, never a record that knows more."""

from datetime import date, datetime
from typing import Any

from erp.billing.models import Invoice
from erp.sales.models import Offer, Order, Quote, Request, offers_of

Shape = dict[str, Any]


def day(value: date | datetime | None) -> str | None:
    return value.isoformat() if value else None


def request_shape(one: Request) -> Shape:
    return {
        "id": one.id,
        "label": one.label,
        "state": one.state.value,
        "wished_week": day(one.wished_week),
        "received_at": day(one.received_at),
        "reply": one.reply,
    }


def request_whole(one: Request) -> Shape:
    parts = [
        {
            "label": part.label,
            "quantity": str(part.quantity),
            "other_quantities": part.breaks,
            "drawing_number": part.drawing_number,
            "drawing_revision": part.drawing_revision,
        }
        for part in one.parts
    ]
    return {**request_shape(one), "parts": parts, "note": one.note}


def quote_shape(one: Quote) -> Shape:
    return {
        "id": one.id,
        "number": one.number,
        "revision": one.revision,
        "state": one.state.value,
        "subject": one.subject,
        "net": str(one.net),
        "valid_until": day(one.valid_until),
        "promised_week": day(one.promised_week),
    }


def quote_whole(one: Quote) -> Shape:
    """With each quantity that may be chosen, and its price."""
    lines = [
        {"label": line.label, "offers": [offer_shape(offer) for offer in offers_of(line)]}
        for line in one.lines
    ]
    return {**quote_shape(one), "lines": lines}


def offer_shape(one: Offer) -> Shape:
    return {
        "quantity": str(one.quantity),
        "unit_price": str(one.unit_price),
        "net": str(one.net),
        "promised_week": day(one.promised_week),
    }


def order_shape(one: Order) -> Shape:
    return {
        "id": one.id,
        "number": one.number,
        "your_number": one.po_number,
        "state": one.state.value,
        "subject": one.subject,
        "promised_week": day(one.promised_week),
        "first_promised_week": day(one.first_promised_week),
        "promise_reason": one.promise_reason.value if one.promise_reason else None,
    }


def invoice_shape(one: Invoice) -> Shape:
    return {
        "id": one.id,
        "number": one.number,
        "kind": one.kind.value,
        "issued_on": day(one.issued_on),
        "due_on": day(one.due_on),
        "net": str(one.net),
        "gross": str(one.gross),
    }
