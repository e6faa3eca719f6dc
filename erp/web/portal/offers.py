"""A company meets the students: it offers a visit, an internship or a job, and reads no name."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from erp.access.permissions import May
from erp.core import clock
from erp.flow import offered_work
from erp.school import queries as school
from erp.training import actions, queries
from erp.training.models import CompanyOffer
from erp.web.portal.face import portal
from erp.web.portal.scope import own_contact, own_customer_id
from erp.web.shared.links import absolute
from erp.web.shared.offers import OfferForm
from erp.web.shared.paging import after, words


@portal.get("/offres", access=May.BUY)
def list_offers() -> str:
    page = queries.company_offers(words(), customer_id=own_customer_id(), after=after())
    met = queries.introduced_count([one.id for one in page.rows])
    return render_template("portal/offers/list_offers.html", page=page, met=met)


@portal.get("/offres/nouvelle", access=May.BUY)
def new_offer() -> str:
    return render_template("portal/offers/new_offer.html", form=OfferForm())


@portal.post("/offres/nouvelle", access=May.BUY)
def propose_offer() -> Answer | tuple[str, int]:
    form = OfferForm()
    if form.accepts(lambda: propose(form)):
        flash(_("Merci. L'école regarde, puis la montre aux élèves concernés."), "success")
        return redirect(url_for(".list_offers"), 303)
    return render_template("portal/offers/new_offer.html", form=form), 422


def propose(form: OfferForm) -> None:
    link = absolute("office.show_offer", company_offer_id=0).removesuffix("0") + "{id}"
    who = {"actor": current_user, "now": clock.now()}
    offered_work.propose(own_contact(), **form.facts, school=school.the_school(), link=link, **who)


@portal.post("/offres/<int:company_offer_id>/clore", access=May.BUY)
def close_offer(company_offer_id: int) -> Answer:
    actions.close_offer(own_offer(company_offer_id), actor=current_user)
    flash(_("C'est clos : les élèves ne la voient plus."), "success")
    return redirect(url_for(".list_offers"), 303)


def own_offer(company_offer_id: int) -> CompanyOffer:
    return queries.company_offer(company_offer_id, customer_id=own_customer_id()) or abort(404)
