"""The office's pages about deliveries: prepare, announce, have signed."""

from collections.abc import Mapping
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as Answer
from wtforms import SearchField, SubmitField

from erp.access.permissions import May, is_granted
from erp.core import clock, journal, tokens
from erp.core.refusal import Refusal
from erp.delivery import actions, papers, queries
from erp.delivery.models import CallOff, DeliverySlip
from erp.delivery.states import DELIVERY_SLIP, SlipState
from erp.documents import delivery_slip as paper
from erp.flow import announced_delivery
from erp.sales import queries as sales
from erp.sales.models import Order
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.shared.fields import SeenField, WordField
from erp.web.shared.forms import FilterForm, SchoolForm
from erp.web.shared.handing import SIGN, SIGN_LASTS
from erp.web.shared.links import absolute
from erp.web.shared.paging import after
from erp.web.shared.papers import send_paper, send_pdf
from erp.web.shared.quantities import in_words, quantities_sent, typed

PREPARED = _l("Le bon est prêt : annoncez-le au client.")


class SlipFilter(FilterForm):
    q = SearchField(_l("Chercher"), render_kw={"placeholder": _l("Numéro, client, commande")})
    state = WordField(_l("État"), SlipState, blank=_l("Tous les états"))


class SlipForm(SchoolForm):
    """The quantities beside it are read line by line."""

    seen = SeenField()
    announce = SubmitField(_l("Préparer et annoncer au client"))


@office.get("/livraisons", access=May.READ_DELIVERIES)
def list_delivery_slips() -> str:
    form = SlipFilter()
    page = queries.slips(form.q.data or "", state=form.state.data, after=after())
    return render_template("office/delivery_slips/list_delivery_slips.html", page=page, form=form)


@office.get("/commandes/<int:order_id>/livrer", access=May.WRITE_DELIVERIES)
def new_delivery_slip(order_id: int) -> str:
    order, asked = begun(order_id, request.args)
    left = queries.left_of_order(order)
    if asked:
        left = {
            one.order_line_id: min(one.quantity, left[one.order_line_id]) for one in asked.lines
        }
    return slip_form(order, in_words(left), asked=asked)


@office.post("/commandes/<int:order_id>/livrer", access=May.WRITE_DELIVERIES)
def prepare_slip(order_id: int) -> Answer | tuple[str, int]:
    (order, asked), form = begun(order_id, request.form), SlipForm()
    wanted, wrong = quantities_sent(line.id for line in order.lines)
    facts: dict[str, Any] = {"seen": form.seen.data, "call_off": asked}
    try:
        if not wrong:
            slip = actions.prepare_slip(order, wanted, actor=current_user, **facts)
            return announce(slip) if form.announce.data else back_to(slip, PREPARED)
    except Refusal as refusal:
        told = {"wrong": wrong, "problem": str(refusal)}
        return slip_form(order, typed_for(order), asked=asked, **told), 422
    return slip_form(order, typed_for(order), asked=asked, wrong=wrong), 422


def typed_for(order: Order) -> dict[int, str]:
    return {line.id: typed(line.id) for line in order.lines}


@office.get("/livraisons/<int:slip_id>", access=May.READ_DELIVERIES)
def show_delivery_slip(slip_id: int) -> str:
    slip = find(slip_id)
    return render_template(
        "office/delivery_slips/show_delivery_slip.html",
        slip=slip,
        verbs=DELIVERY_SLIP.verbs(slip.state),
        can_invoice=slip.state is SlipState.SIGNED and is_granted(current_user, May.WRITE_INVOICES),
        entries=journal.entries_of(slip),
    )


@office.get("/livraisons/<int:slip_id>/pdf", access=May.READ_DELIVERIES)
def read_delivery_slip(slip_id: int) -> Response:
    slip = find(slip_id)
    if slip.paper:
        return send_paper(slip.paper)
    before, today = queries.delivered_of_order(slip.order_id), clock.today()
    drawn = paper.draw(papers.slip_paper(slip, school.the_school(), before=before, today=today))
    return send_pdf(drawn, f"{slip.number or 'bon-brouillon'}.pdf")


@office.post("/livraisons/<int:slip_id>/annoncer", access=May.WRITE_DELIVERIES)
def announce_slip(slip_id: int) -> Answer:
    return announce(find(slip_id))


def announce(slip: DeliverySlip) -> Answer:
    link = absolute("portal.show_delivery_slip", slip_id=slip.id)
    announced_delivery.announce_slip(
        slip, school=school.the_school(), link=link, actor=current_user, now=clock.now()
    )
    return back_to(slip, _("Le bon %(slip)s est annoncé au client.", slip=slip))


@office.post("/livraisons/<int:slip_id>/faire-signer", access=May.WRITE_DELIVERIES)
def hand_over_slip(slip_id: int) -> Answer:
    """A full screen to hand to the customer, here or on a tablet; it opens nothing else."""
    slip, now = find(slip_id), clock.now()
    DELIVERY_SLIP.check("sign", slip)
    secret = tokens.give(SIGN, slip.id, now=now, expires_at=now + SIGN_LASTS)
    return redirect(url_for("doors.show_slip_to_sign", token=secret), 303)


@office.post("/livraisons/<int:slip_id>/annuler", access=May.WRITE_DELIVERIES)
def cancel_slip(slip_id: int) -> Answer:
    slip = find(slip_id)
    actions.cancel_slip(slip, actor=current_user)
    return back_to(slip, _("Le bon est annulé : ses pièces peuvent repartir sur un autre."))


def find(slip_id: int) -> DeliverySlip:
    return queries.slip(slip_id) or abort(404)


def find_order(order_id: int) -> Order:
    return sales.order(order_id) or abort(404)


def begun(order_id: int, sent: Mapping[str, str]) -> tuple[Order, CallOff | None]:
    """The order, and what the slip answers when it was begun from there."""
    order, number = find_order(order_id), sent.get("call_off", "")
    known = number.isascii() and number.isdigit() and len(number) < 9
    return order, queries.call_off(int(number), order_id=order.id) if known else None


def slip_form(order: Order, sent: dict, *, asked: CallOff | None, **told: Any) -> str:
    return render_template(
        "office/delivery_slips/new_delivery_slip.html",
        order=order,
        left=queries.left_of_order(order),
        delivered=queries.delivered_of_order(order.id),
        sent=sent,
        asked=asked,
        form=SlipForm(formdata=None, seen=len(queries.slips_of_order(order.id))),
        **{"wrong": {}, "problem": "", **told},
    )


def back_to(slip: DeliverySlip, sentence: object) -> Answer:
    flash(str(sentence), "success")
    return redirect(url_for(".show_delivery_slip", slip_id=slip.id), 303)
