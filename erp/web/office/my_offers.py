"""A student reads what companies offer, and says what would be of interest."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.core import clock
from erp.flow import offered_work
from erp.school import queries as school
from erp.training import actions, queries
from erp.web.office.face import office
from erp.web.office.my_hours import me

ONE = "/mes-offres/<int:company_offer_id>"


@office.get("/mes-offres", access=May.SEE_OWN_HOURS)
def list_my_offers() -> str:
    student = me()
    offers = queries.offers_for(student, clock.today())
    return render_template("office/my_offers/list_my_offers.html", student=student, offers=offers)


@office.post(ONE, access=May.SEE_OWN_HOURS)
def say_my_interest(company_offer_id: int) -> Response:
    student = me()
    offer = queries.company_offer(company_offer_id) or abort(404)
    told = {"school": school.the_school(), "actor": current_user, "now": clock.now()}
    offered_work.say_interest(offer, student, **told)
    flash(_("C'est noté. L'école en parle d'abord avec un adulte de ta famille."), "success")
    return redirect(url_for(".list_my_offers"), 303)


@office.post(f"{ONE}/retirer", access=May.SEE_OWN_HOURS)
def withdraw_my_interest(company_offer_id: int) -> Response:
    interest = queries.interest_of(company_offer_id, me().id) or abort(404)
    actions.withdraw_interest(interest, actor=current_user, today=clock.today())
    flash(_("C'est retiré."), "success")
    return redirect(url_for(".list_my_offers"), 303)
