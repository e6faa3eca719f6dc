"""What companies offer, for the student at the tablet."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from erp.core import clock
from erp.flow import offered_work
from erp.school import queries as school
from erp.training import queries
from erp.web.shared.face import TABLET
from erp.web.shared.records import number_asked
from erp.web.workshop.face import workshop
from erp.web.workshop.tasks import signed_in
from erp.web.workshop.visits import visitor

AT_ONCE = 4  # without sliding a finger


@workshop.get("/offres", access=TABLET)
def show_offers() -> str | Answer:
    student = visitor()
    if student is None:
        return redirect(url_for(".home"), 303)
    offers = queries.offers_for(student, clock.today())
    pages = max(1, -(-len(offers) // AT_ONCE))
    page = min(max(number_asked("page") or 1, 1), pages)
    return render_template(
        "workshop/offers/show_offers.html",
        student=student,
        offers=offers[(page - 1) * AT_ONCE : page * AT_ONCE],
        page=page,
        pages=pages,
    )


@workshop.post("/offres/<int:company_offer_id>", access=TABLET)
def say_interest(company_offer_id: int) -> Answer:
    student = signed_in()
    shown = queries.offers_for(student, clock.today())
    offers = (one.offer for one in shown if one.offer.id == company_offer_id)
    offer = next(offers, None) or abort(404)
    the_school, now = school.the_school(), clock.now()
    offered_work.say_interest(offer, student, school=the_school, actor=None, now=now)
    flash(_("C'est noté. L'école en parle à ta famille."), "success")
    return redirect(url_for(".show_offers"), 303)
