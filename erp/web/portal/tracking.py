"""An order followed by a private link: no account, no price, no name."""

from flask import render_template
from werkzeug.wrappers import Response as Answer

from erp.core import clock
from erp.sales import queries
from erp.sales.models import Order
from erp.web.portal.face import public
from erp.web.portal.progress import fragment, shown_of
from erp.web.shared import limits
from erp.web.shared.face import PUBLIC


@public.get("/suivi/<token>", access=PUBLIC)
def show_tracking(token: str) -> str:
    order = shared(token)
    shown = shown_of(order, with_money=False)
    return render_template(
        "portal/tracking/show_tracking.html", order=order, shown=shown, token=token
    )


@public.get("/suivi/<token>/avancement", access=PUBLIC)
def show_tracking_progress(token: str) -> Answer:
    return fragment(shared(token))


def shared(token: str) -> Order:
    return queries.shared_order(token, now=clock.now()) or limits.wrong_link("tracking")
