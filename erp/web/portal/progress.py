"""What moves on a tracking page: asked for again every half minute, and sent only when it changed."""

from hashlib import sha256

from flask import make_response, render_template, request
from werkzeug.wrappers import Response as Answer

from erp.core import clock
from erp.reporting import tracking
from erp.reporting.tracking import Tracking
from erp.sales.models import Order


def shown_of(order: Order, *, with_money: bool) -> Tracking:
    return tracking.track(order, today=clock.today(), with_money=with_money)


def fragment(order: Order) -> Answer:
    """The part of the page that moves, with its ETag; 304 when the reader has it already."""
    shown = shown_of(order, with_money=False)
    text = render_template("portal/progress/progress.html", order=order, shown=shown)
    answer = make_response(text)
    answer.set_etag(sha256(text.encode()).hexdigest())
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer.make_conditional(request)
