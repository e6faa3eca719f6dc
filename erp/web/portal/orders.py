"""A buyer follows an order: what to do now, when, where it stands, the papers."""

from flask import Response, abort, render_template

from erp.access.permissions import May
from erp.reporting import tracking
from erp.sales import queries
from erp.sales.models import Order
from erp.web.portal.face import portal
from erp.web.portal.scope import own_contact, own_customer_id
from erp.web.shared.paging import after
from erp.web.shared.papers import send_paper


@portal.get("/commandes", access=May.BUY)
def list_orders() -> str:
    page = queries.orders(customer_id=own_customer_id(), after=after())
    return render_template("portal/orders/list_orders.html", page=page)


@portal.get("/commandes/<int:order_id>", access=May.BUY)
def show_order(order_id: int) -> str:
    order = own_order(order_id)
    shown = tracking.track(order, with_money=own_contact().sees_invoices)
    return render_template("portal/orders/show_order.html", order=order, shown=shown)


@portal.get("/commandes/<int:order_id>/arc", access=May.BUY)
def read_confirmation(order_id: int) -> Response:
    return send_paper(own_order(order_id).confirmation)


def own_order(order_id: int) -> Order:
    return queries.order(order_id, customer_id=own_customer_id()) or abort(404)
