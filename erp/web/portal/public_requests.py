"""Asking for a price without an account: a letter confirms the address before anything is made."""

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from erp.core import clock, files
from erp.flow import public_request
from erp.sales import queries
from erp.sales.models import PendingRequest, Request
from erp.school import queries as school
from erp.school.models import School
from erp.web.portal.face import public
from erp.web.portal.public_requests_forms import PublicRequestForm
from erp.web.shared import limits
from erp.web.shared.face import PUBLIC
from erp.web.shared.links import absolute
from erp.web.shared.papers import files_folder

MOST = 5  # requests in a quarter of an hour from one place


@public.get("/demander", access=PUBLIC)
def new_public_request() -> str:
    return page_of(PublicRequestForm(), our_school())


@public.post("/demander", access=PUBLIC)
def ask_without_account() -> Response | tuple[str, int]:
    form, ours = PublicRequestForm(), our_school()
    if form.website.data:
        return redirect(url_for(".thank_asker"), 303)  # a machine is thanked, and forgotten
    if form.accepts(lambda: keep(form, ours)):
        return redirect(url_for(".thank_asker"), 303)
    return page_of(form, ours), 422


def keep(form: PublicRequestForm, ours: School) -> None:
    limits.check("public-request", str(form.email.data), most=MOST)
    asker, uploads = form.asker, form.files.data
    files.check_all(uploads)
    public_request.ask_without_account(
        **asker,
        **form.wish,
        files=[files.keep(upload, folder=files_folder()) for upload in uploads],
        school=ours,
        link=absolute(".confirm_request", token="{token}"),
        now=clock.now(),
    )


@public.get("/demander/merci", access=PUBLIC)
def thank_asker() -> str:
    return render_template("portal/public_requests/thank_asker.html")


@public.get("/demander/confirmer/<token>", access=PUBLIC)
def confirm_request(token: str) -> str | tuple[str, int]:
    pending = queries.pending_request(token, now=clock.now())
    page = render_template("portal/public_requests/confirm_request.html", pending=pending)
    return page if isinstance(pending, PendingRequest) else (page, 404)


@public.post("/demander/confirmer/<token>", access=PUBLIC)
def receive_public_request(token: str) -> str:
    request = public_request.confirm_request(
        token,
        school=our_school(),
        link=absolute(".show_public_request", token="{token}"),
        now=clock.now(),
    )
    return render_template("portal/public_requests/received.html", request_=request)


@public.get("/demande/<token>", access=PUBLIC)
def show_public_request(token: str) -> str:
    request = asked(token)
    quotes = queries.quotes(customer_id=request.customer_id, request_id=request.id).rows
    return render_template(
        "portal/public_requests/show_public_request.html", request_=request, quotes=quotes
    )


def asked(token: str) -> Request:
    return queries.asked_request(token, now=clock.now()) or limits.wrong_link("request")


def our_school() -> School:
    return school.find_school() or abort(404)


def page_of(form: PublicRequestForm, ours: School) -> str:
    return render_template(
        "portal/public_requests/new_public_request.html",
        form=form,
        days=ours.answer_working_days,
    )
