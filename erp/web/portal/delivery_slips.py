"""A buyer reads a delivery slip and signs it on the phone."""

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from erp.access.permissions import May
from erp.core import clock
from erp.core.refusal import Refusal
from erp.delivery import papers, queries
from erp.delivery.models import DeliverySlip
from erp.delivery.states import DELIVERY_SLIP
from erp.documents import delivery_slip as paper
from erp.flow import signed_delivery
from erp.school import queries as school
from erp.web.portal.face import portal
from erp.web.portal.scope import own_contact, own_customer_id
from erp.web.shared.handing import link_to
from erp.web.shared.papers import send_paper, send_pdf
from erp.web.shared.signing import PortalSignForm


@portal.get("/livraisons/<int:slip_id>", access=May.BUY)
def show_delivery_slip(slip_id: int) -> str:
    return page_of(own_slip(slip_id), PortalSignForm(signer_name=own_contact().name))


@portal.post("/livraisons/<int:slip_id>/signer", access=May.BUY)
def sign_slip(slip_id: int) -> Answer | tuple[str, int]:
    slip, form = own_slip(slip_id), PortalSignForm()
    DELIVERY_SLIP.check("sign", slip)
    if form.validate():
        try:
            signed_delivery.sign_slip(
                slip, **form.facts, school=school.the_school(), link=link_to(slip),
                actor=current_user, now=clock.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse("signature", refusal)
        else:
            flash(_("Merci, la livraison est signée."), "success")
            return redirect(url_for(".show_delivery_slip", slip_id=slip_id), 303)
    return page_of(slip, form), 422


@portal.get("/livraisons/<int:slip_id>/pdf", access=May.BUY)
def read_delivery_slip(slip_id: int) -> Response:
    slip = own_slip(slip_id)
    if slip.paper:
        return send_paper(slip.paper)
    before, today = queries.delivered_of_order(slip.order_id), clock.today()
    drawn = paper.draw(papers.slip_paper(slip, school.the_school(), before=before, today=today))
    return send_pdf(drawn, f"{slip.number}.pdf")


def page_of(slip: DeliverySlip, form: PortalSignForm) -> str:
    verbs = DELIVERY_SLIP.verbs(slip.state)
    return render_template(
        "portal/delivery_slips/show_delivery_slip.html", slip=slip, form=form, verbs=verbs
    )


def own_slip(slip_id: int) -> DeliverySlip:
    return queries.slip(slip_id, customer_id=own_customer_id()) or abort(404)
