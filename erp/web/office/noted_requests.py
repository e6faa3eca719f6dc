"""A request that came by telephone, by letter or at the counter: the office writes it down."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.core import clock
from erp.customers import queries
from erp.customers.models import Contact
from erp.flow import received_request
from erp.flow.received_request import Links
from erp.sales.models import Request
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.office.noted_requests_forms import NotedRequestForm
from erp.web.shared.links import absolute
from erp.web.shared.paging import after, words
from erp.web.shared.talk import keep_all

PERSON = "/contacts/<int:contact_id>/demandes/nouvelle"


@office.get("/demandes/nouvelle", access=May.NOTE_WORDS)
def choose_asker() -> str:
    """Who asks? A person of a company that is known, or a new customer first."""
    page = queries.askers(words(), after=after())
    return render_template("office/noted_requests/choose_asker.html", page=page, words=words())


@office.get(PERSON, access=May.NOTE_WORDS)
def new_request(contact_id: int) -> str:
    return page_of(find(contact_id), NotedRequestForm())


@office.post(PERSON, access=May.NOTE_WORDS)
def note_request(contact_id: int) -> Response | tuple[str, int]:
    contact, form, made = find(contact_id), NotedRequestForm(), []
    if not form.accepts(lambda: made.append(keep(contact, form))):
        return page_of(contact, form), 422
    flash(told(contact, form), "success")
    return redirect(url_for(".show_request", request_id=made[0].id), 303)


def keep(contact: Contact, form: NotedRequestForm) -> Request:
    """The request with its files, and who wrote it down."""
    return received_request.note_request(
        contact,
        channel=form.channel.data,
        is_told=form.is_told.data,
        school=school.the_school(),
        links=Links(
            portal=absolute("portal.show_request", request_id=0).removesuffix("0") + "{id}",
            private=absolute("public.show_public_request", token="{token}"),
        ),
        files=keep_all(form.files.data),
        actor=current_user,
        now=clock.now(),
        **form.wish,
    )


def told(contact: Contact, form: NotedRequestForm) -> str:
    if form.is_told.data:
        return _("La demande est notée. %(name)s reçoit un accusé par e-mail.", name=contact.name)
    return _("La demande est notée. Aucun courriel n'est parti.")


def find(contact_id: int) -> Contact:
    return queries.contact(contact_id) or abort(404)


def page_of(contact: Contact, form: NotedRequestForm) -> str:
    return render_template("office/noted_requests/new_request.html", contact=contact, form=form)
