"""A buyer follows an order: what to do now, when, where it stands, the papers."""

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from erp.access.permissions import May
from erp.core import clock
from erp.reporting import inspected
from erp.sales import actions, queries
from erp.sales.models import Order
from erp.web.portal.face import portal
from erp.web.portal.progress import fragment, shown_of
from erp.web.portal.scope import own_contact, own_customer_id
from erp.web.shared.links import absolute
from erp.web.shared.paging import after, words
from erp.web.shared.papers import send_paper
from erp.web.shared.talk import SatisfactionForm


@portal.get("/commandes", access=May.BUY)
def list_orders() -> str:
    page = queries.orders(words(), customer_id=own_customer_id(), after=after())
    return render_template("portal/orders/list_orders.html", page=page)


@portal.get("/commandes/<int:order_id>", access=May.BUY)
def show_order(order_id: int) -> str:
    order = own_order(order_id)
    shown = shown_of(order, with_money=own_contact().sees_invoices)
    links = queries.links_of(order, now=clock.now())
    facts = {"shown": shown, "links": links, "satisfaction": SatisfactionForm(formdata=None)}
    facts |= {"certificates": queries.certificates_of(order_id)}
    facts |= {"to_confirm": queries.revisions_to_confirm(order_id)}
    facts |= {"has_report": inspected.has_report(order)}
    return render_template("portal/orders/show_order.html", order=order, **facts)


@portal.get("/commandes/<int:order_id>/avancement", access=May.BUY)
def show_progress(order_id: int) -> Answer:
    return fragment(own_order(order_id))


@portal.post("/commandes/<int:order_id>/lien", access=May.BUY)
def share_order(order_id: int) -> str:
    order = own_order(order_id)
    secret = actions.share_order(order, actor=current_user, now=clock.now())
    link = absolute("public.show_tracking", token=secret)
    return render_template("portal/orders/share_order.html", order=order, link=link)


@portal.post("/commandes/<int:order_id>/lien/couper", access=May.BUY)
def stop_sharing(order_id: int) -> Answer:
    actions.stop_sharing(own_order(order_id), actor=current_user, now=clock.now())
    flash(_("Les liens de suivi ne montrent plus rien."), "success")
    return redirect(url_for(".show_order", order_id=order_id), 303)


@portal.get("/commandes/<int:order_id>/arc", access=May.BUY)
def read_confirmation(order_id: int) -> Response:
    return send_paper(own_order(order_id).confirmation)


def own_order(order_id: int) -> Order:
    return queries.order(order_id, customer_id=own_customer_id()) or abort(404)
