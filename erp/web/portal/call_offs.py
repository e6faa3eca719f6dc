"""A buyer calls an order off in several deliveries, each in its week and at its address."""

from decimal import Decimal

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as Answer
from wtforms import TextAreaField

from erp.access.permissions import May
from erp.core import clock
from erp.delivery import actions, queries
from erp.delivery.models import CallOff
from erp.delivery.refusals import WeekHasPassed
from erp.flow import called_delivery
from erp.sales.models import Order
from erp.school import queries as school
from erp.web.portal.face import portal
from erp.web.portal.orders import own_order
from erp.web.shared.fields import WeekField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.links import absolute
from erp.web.shared.quantities import quantities_sent, typed

PAGE = "/commandes/<int:order_id>/livraisons"


class CallOffForm(SchoolForm):
    """The quantities beside it are read line by line."""

    beside = {WeekHasPassed: "week"}

    week = WeekField(_l("Semaine"), [REQUIRED])
    address = TextAreaField(_l("Adresse de livraison"), [REQUIRED, at_most(400)])
    note = TextAreaField(_l("Un mot pour le livreur"), [at_most(400)])


@portal.get(PAGE, access=May.BUY)
def list_call_offs(order_id: int) -> str:
    order = own_order(order_id)
    known = order.delivery_address or "\n".join((order.customer.name, *order.customer.address))
    return page_of(order, CallOffForm(week=order.promised_week, address=known))


def page_of(order: Order, form: CallOffForm, wrong: dict[int, str] | None = None) -> str:
    return render_template(
        "portal/call_offs/list_call_offs.html",
        order=order,
        asked=queries.call_offs_of_order(order.id),
        left=queries.left_to_call(order),
        sent={line.id: typed(line.id) for line in order.lines},
        wrong=wrong or {},
        form=form,
    )


@portal.post(PAGE, access=May.BUY)
def call_off(order_id: int) -> Answer | tuple[str, int]:
    order, form = own_order(order_id), CallOffForm()
    wanted, wrong = quantities_sent(line.id for line in order.lines)
    if wrong or not form.accepts(lambda: ask(order, wanted, form)):
        return page_of(order, form, wrong), 422
    flash(_("C'est demandé : l'école prépare cette livraison."), "success")
    return redirect(url_for(".list_call_offs", order_id=order_id), 303)


def ask(order: Order, wanted: dict[int, Decimal], form: CallOffForm) -> None:
    link = absolute("office.show_order", order_id=order.id)
    told = {**form.data, "school": school.the_school(), "link": link}
    called_delivery.call_off(order, wanted, **told, actor=current_user, now=clock.now())


@portal.post(PAGE + "/<int:call_off_id>/retirer", access=May.BUY)
def cancel_call_off(order_id: int, call_off_id: int) -> Answer:
    actions.cancel_call_off(own_call_off(order_id, call_off_id), actor=current_user)
    flash(_("La livraison est retirée : vous pouvez en demander une autre."), "success")
    return redirect(url_for(".list_call_offs", order_id=order_id), 303)


def own_call_off(order_id: int, call_off_id: int) -> CallOff:
    return queries.call_off(call_off_id, order_id=own_order(order_id).id) or abort(404)
