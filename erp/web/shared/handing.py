"""A screen handed to the customer: one slip to sign, by a link that ends with the signature."""

from datetime import timedelta

from flask import abort, render_template
from flask_babel import gettext as _

from erp.core import clock, tokens
from erp.core.refusal import Refusal
from erp.delivery import queries
from erp.delivery.models import DeliverySlip
from erp.flow import signed_delivery
from erp.school import queries as school
from erp.web.shared.entry import doors
from erp.web.shared.face import PUBLIC
from erp.web.shared.links import absolute
from erp.web.shared.signing import SignForm

SIGN, SIGN_LASTS = "sign-slip", timedelta(hours=2)


@doors.get("/signer/<token>", access=PUBLIC)
def show_slip_to_sign(token: str) -> str:
    return render_template("shared/doors/sign_slip.html", slip=slip_of(token), form=SignForm())


@doors.post("/signer/<token>", access=PUBLIC)
def sign_handed_slip(token: str) -> str | tuple[str, int]:
    slip, form = slip_of(token), SignForm()
    if form.validate():
        try:
            signed_delivery.sign_slip(
                slip, **form.facts, school=school.the_school(), link=link_to(slip), actor=None,
                now=clock.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse("signature", refusal)
        else:
            tokens.revoke_all(SIGN, slip.id, now=clock.now())
            thanks = _("Merci. Rendez l'écran à l'école.")
            return render_template("shared/problem.html", title=_("Signé"), sentence=thanks)
    return render_template("shared/doors/sign_slip.html", slip=slip, form=form), 422


def link_to(slip: DeliverySlip) -> str:
    return absolute("portal.show_delivery_slip", slip_id=slip.id)


def slip_of(token: str) -> DeliverySlip:
    slip_id = tokens.subject_of(SIGN, token, now=clock.now())
    return (queries.slip(slip_id) if slip_id else None) or abort(404)
