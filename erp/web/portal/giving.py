"""How a company gives the balance of its apprenticeship tax, and how it asks not to be told."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.customers import giving
from erp.school import queries as school
from erp.web.portal.face import portal
from erp.web.portal.scope import own_contact


@portal.get("/taxe", access=May.BUY)
def show_tax() -> str:
    return render_template(
        "portal/giving/show_tax.html",
        campaign=giving.last_campaign(),
        school=school.the_school(),
        is_silent=own_contact().customer.no_tax_letter,
    )


@portal.post("/taxe/lettres", access=May.BUY)
def change_tax_letters() -> Response:
    customer = own_contact().customer
    giving.silence(customer, not customer.no_tax_letter, actor=current_user)
    off, on = _("Nous n'écrirons plus à ce sujet."), _("Nous vous écrirons une fois par an.")
    flash(off if customer.no_tax_letter else on, "success")
    return redirect(url_for(".show_tax"), 303)
