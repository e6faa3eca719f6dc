"""The office's pages about orders."""

from typing import Any

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from erp.access.permissions import May
from erp.billing import queries as billing
from erp.core import clock, journal
from erp.core.refusal import Refusal
from erp.delivery import queries as delivery
from erp.production import queries as production
from erp.sales import actions, papers, queries
from erp.sales.models import Order
from erp.web.office.face import office
from erp.web.office.orders_forms import OrderFilter, PromiseForm, ReferenceForm
from erp.web.shared.paging import after
from erp.web.shared.papers import send_file_of, send_paper
from erp.web.shared.records import Page, done, record_page


@office.get("/commandes", access=May.READ_QUOTES)
def list_orders() -> str:
    form = OrderFilter()
    page = queries.orders(form.q.data or "", state=form.state.data, after=after())
    nets = queries.nets_of(page.rows)
    return render_template("office/orders/list_orders.html", page=page, nets=nets, form=form)


@office.get("/commandes/<int:order_id>", access=May.READ_QUOTES)
def show_order(order_id: int) -> str:
    order = find(order_id)
    return render_template(
        "office/orders/show_order.html",
        order=order,
        totals=papers.totals(order.lines),
        work_orders=production.work_orders_of_order(order.id),
        made=production.made_of_order(order.id),
        **leaving(order),
        invoices=billing.invoices_of_order(order.id),
        entries=journal.entries_of(order),
        **awaited_by(order),
        **left_by_customer(order),
    )


def left_by_customer(order: Order) -> dict[str, Any]:
    """The customer's own material that came for it, and what is left of it."""
    materials = production.customer_materials(order_id=order.id).rows
    return {"materials": materials, "balances": production.balances(materials)}


def leaving(order: Order) -> dict[str, Any]:
    """What the buyer said yes with and calls off, and the slips that answer."""
    return {
        "certificates": queries.certificates_of(order.id),
        "answer": queries.answer_of_order(order.quote_id),
        "asked": delivery.call_offs_of_order(order.id),
        "delivered": delivery.delivered_of_order(order.id),
        "slips": delivery.slips_of_order(order.id),
    }


def awaited_by(order: Order) -> dict[str, Any]:
    """What its work waits for; `too_late`: something comes when the order is promised, or after."""
    supplies = production.supplies_of_order(order.id)
    days = [one.expected_on for one in supplies if one.expected_on and not one.received_on]
    promised = order.promised_week
    late = bool(days and promised and max(days) >= promised)
    return {"supplies": supplies, "today": clock.today(), "too_late": late}


@office.get("/commandes/<int:order_id>/arc", access=May.READ_QUOTES)
def read_confirmation(order_id: int) -> Response:
    return send_paper(find(order_id).confirmation)


@office.get("/commandes/<int:order_id>/preuve", access=May.READ_QUOTES)
def read_acceptance_proof(order_id: int) -> Response:
    answer = queries.answer_of_order(find(order_id).quote_id)
    return send_paper(answer.proof if answer else None)


@office.get("/commandes/<int:order_id>/bon-de-commande", access=May.READ_QUOTES)
def read_po_file(order_id: int) -> Response:
    answer = queries.answer_of_order(find(order_id).quote_id)
    return send_file_of(answer.po_file) if answer and answer.po_file else abort(404)


@office.get("/commandes/<int:order_id>/promesse", access=May.WRITE_QUOTES)
def edit_promise(order_id: int) -> str:
    order = find(order_id)
    form = PromiseForm(obj=order)
    return render_template("office/orders/edit_promise.html", order=order, form=form)


@office.post("/commandes/<int:order_id>/promesse", access=May.WRITE_QUOTES)
def change_promise(order_id: int) -> Answer | tuple[str, int]:
    order, form = find(order_id), PromiseForm()
    if form.validate():
        try:
            actions.change_promise(order, **form.data, actor=current_user, today=clock.today())
        except Refusal as refusal:
            form.refuse("promised_week", refusal)
        else:
            flash(_("Le client voit la nouvelle semaine et sa raison."), "success")
            return redirect(url_for(".show_order", order_id=order.id), 303)
    return render_template("office/orders/edit_promise.html", order=order, form=form), 422


@office.get("/commandes/<int:order_id>/reference", access=May.WRITE_QUOTES)
def edit_reference(order_id: int) -> Page:
    order = find(order_id)
    return reference_page(order, ReferenceForm(obj=order))


@office.post("/commandes/<int:order_id>/reference", access=May.WRITE_QUOTES)
def change_reference(order_id: int) -> Page | Answer:
    order, form = find(order_id), ReferenceForm()
    number = form.po_number.data or ""
    if form.accepts(lambda: actions.change_reference(order, number, actor=current_user)):
        return done(_("La référence est enregistrée."), url_for(".show_order", order_id=order.id))
    return reference_page(order, form)


def reference_page(order: Order, form: ReferenceForm) -> Page:
    back = url_for(".show_order", order_id=order.id)
    return record_page(form, kicker=str(order), title=_("Référence du client"), back=back)


def find(order_id: int) -> Order:
    return queries.order(order_id) or abort(404)
