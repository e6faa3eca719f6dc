"""What companies offer to students: checked, shown, followed to its outcome."""

from collections.abc import Sequence
from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.core import clock, journal
from erp.customers.models import Customer
from erp.flow import offered_work
from erp.people import queries as people
from erp.people.models import Student
from erp.school import queries as school
from erp.training import actions, queries
from erp.training.models import CompanyOffer, OfferInterest
from erp.training.states import COMPANY_OFFER, INTEREST, OUTCOMES
from erp.web.office.customers import find as find_customer
from erp.web.office.face import office
from erp.web.office.offers_forms import (
    AgreeForm,
    OfferFilter,
    OutcomeForm,
    PublishForm,
    ReplyForm,
)
from erp.web.shared.links import absolute
from erp.web.shared.offers import OfferForm
from erp.web.shared.paging import after
from erp.web.shared.records import Page, done, record_page

ONE, SAID = "/offres/<int:company_offer_id>", "/interets/<int:offer_interest_id>"
STEPS = ("introduce", *OUTCOMES)


@office.get("/offres", access=May.READ_STUDENTS)
def list_offers() -> str:
    form = OfferFilter()
    asked = {name: form[name].data for name in ("kind", "state", "trade_id")}
    page = queries.company_offers(form.q.data or "", **asked, after=after())
    interested = queries.interested_count([one.id for one in page.rows])
    told = {"page": page, "form": form, "interested": interested}
    return render_template("office/offers/list_offers.html", **told)


@office.get(ONE, access=May.READ_STUDENTS)
def show_offer(company_offer_id: int) -> str:
    offer = find(company_offer_id)
    interests = queries.interests_of([offer.id])[offer.id]
    told = {one.student_id for one in interests}
    return render_template(
        "office/offers/show_offer.html",
        offer=offer,
        verbs=COMPANY_OFFER.verbs(offer.state),
        interests=interests,
        steps={one.id: steps_of(one) for one in interests},
        ready=[one for one in ready_for(offer) if one.id not in told],
        entries=journal.entries_of(offer),
    )


def ready_for(offer: CompanyOffer) -> Sequence[Student]:
    """Nobody in particular, as long as nothing is asked for."""
    return queries.ready_students(offer) if offer.competences else []


def steps_of(interest: OfferInterest) -> dict[str, str]:
    """The outcomes that may be noted now; the agreement of an adult has a page of its own."""
    return {verb: label for verb, label in INTEREST.verbs(interest.state).items() if verb in STEPS}


@office.get("/clients/<int:customer_id>/offre", access=May.WRITE_STUDENTS)
def new_offer(customer_id: int) -> Page:
    return note_page(find_customer(customer_id), OfferForm())


@office.post("/clients/<int:customer_id>/offre", access=May.WRITE_STUDENTS)
def note_offer(customer_id: int) -> Response | Page:
    customer = find_customer(customer_id)
    form, made, who = OfferForm(), [], {"actor": current_user, "now": clock.now()}
    if form.accepts(lambda: made.append(actions.propose_offer(customer, **form.facts, **who))):
        return at(made[0], _("L'offre est notée : vérifiez-la, puis montrez-la."))
    return note_page(customer, form)


def note_page(customer: Customer, form: OfferForm) -> Page:
    back = url_for(".show_customer", customer_id=customer.id)
    return record_page(form, kicker=customer.name, title=_("Noter une offre"), back=back)


@office.get(f"{ONE}/montrer", access=May.WRITE_STUDENTS)
def edit_offer(company_offer_id: int) -> Page:
    offer = find(company_offer_id)
    chosen = [one.id for one in offer.competences]
    return publish_page(offer, PublishForm(obj=offer, competence_ids=chosen))


@office.post(f"{ONE}/montrer", access=May.WRITE_STUDENTS)
def publish_offer(company_offer_id: int) -> Response | Page:
    offer, form = find(company_offer_id), PublishForm()
    if form.accepts(lambda: publish(offer, form)):
        return at(offer, _("Les élèves concernés la voient."))
    return publish_page(offer, form)


def publish(offer: CompanyOffer, form: PublishForm) -> None:
    link = absolute("portal.list_offers")
    told = {"school": school.the_school(), "link": link, "actor": current_user}
    offered_work.publish(offer, **form.facts, **told)


def publish_page(offer: CompanyOffer, form: PublishForm) -> Page:
    title, label = _("Vérifier, puis montrer"), _("Montrer aux élèves")
    return record_page(form, kicker=str(offer), title=title, back=back_to(offer), label=label)


@office.get(f"{ONE}/refuser", access=May.WRITE_STUDENTS)
def ask_reply(company_offer_id: int) -> Page:
    return reply_page(find(company_offer_id), ReplyForm())


@office.post(f"{ONE}/refuser", access=May.WRITE_STUDENTS)
def decline_offer(company_offer_id: int) -> Response | Page:
    offer, form = find(company_offer_id), ReplyForm()
    told = {"school": school.the_school(), "actor": current_user}
    if form.accepts(lambda: offered_work.decline(offer, str(form.reply.data), **told)):
        return at(offer, _("L'entreprise lit votre réponse."))
    return reply_page(offer, form)


def reply_page(offer: CompanyOffer, form: ReplyForm) -> Page:
    return record_page(form, kicker=str(offer), title=_("Ne pas retenir"), back=back_to(offer))


@office.post(f"{ONE}/clore", access=May.WRITE_STUDENTS)
def close_offer(company_offer_id: int) -> Response:
    offer = find(company_offer_id)
    actions.close_offer(offer, actor=current_user)
    return at(offer, _("L'offre est close : les élèves ne la voient plus."))


@office.get(f"{SAID}/accord", access=May.WRITE_STUDENTS)
def ask_agreement(offer_interest_id: int) -> Page:
    interest = find_interest(offer_interest_id)
    return agree_page(interest, agree_form(interest))


@office.post(f"{SAID}/accord", access=May.WRITE_STUDENTS)
def agree_to_interest(offer_interest_id: int) -> Response | Page:
    interest = find_interest(offer_interest_id)
    form = agree_form(interest)
    if form.accepts(lambda: agree(interest, form)):
        return at(interest.offer, _("L'accord est noté : vous pouvez présenter l'élève."))
    return agree_page(interest, form)


def agree(interest: OfferInterest, form: AgreeForm) -> None:
    guardian = form.guardians.get(form.guardian_id.data)
    actions.agree_to_interest(interest, guardian, **by_whom())


def agree_form(interest: OfferInterest) -> AgreeForm:
    student = interest.student
    return AgreeForm(people.guardians(student.id), is_adult=student.is_adult(clock.today()))


def agree_page(interest: OfferInterest, form: AgreeForm) -> Page:
    title, back = _("Noter l'accord d'un adulte"), back_to(interest.offer)
    return record_page(form, kicker=str(interest), title=title, back=back)


@office.get(f"{SAID}/suite", access=May.WRITE_STUDENTS)
def ask_outcome(offer_interest_id: int) -> Page:
    interest = find_interest(offer_interest_id)
    return outcome_page(interest, OutcomeForm(steps_of(interest)))


@office.post(f"{SAID}/suite", access=May.WRITE_STUDENTS)
def settle_interest(offer_interest_id: int) -> Response | Page:
    interest = find_interest(offer_interest_id)
    form = OutcomeForm(steps_of(interest))
    if form.accepts(lambda: actions.settle_interest(interest, **form.data, **by_whom())):
        return at(interest.offer, _("C'est noté."))
    return outcome_page(interest, form)


def outcome_page(interest: OfferInterest, form: OutcomeForm) -> Page:
    title, back = _("Noter la suite"), back_to(interest.offer)
    return record_page(form, kicker=str(interest), title=title, back=back)


def by_whom() -> dict[str, Any]:
    return {"actor": current_user, "today": clock.today()}


def at(offer: CompanyOffer, sentence: str) -> Response:
    return done(sentence, back_to(offer))


def back_to(offer: CompanyOffer) -> str:
    return url_for(".show_offer", company_offer_id=offer.id)


def find(company_offer_id: int) -> CompanyOffer:
    return queries.company_offer(company_offer_id) or abort(404)


def find_interest(offer_interest_id: int) -> OfferInterest:
    return queries.interest(offer_interest_id) or abort(404)
