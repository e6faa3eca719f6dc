"""The people of the buyer's company: who asks, who accepts and up to what, who sees the invoices."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.core import clock
from erp.customers import actions, queries
from erp.customers.models import Contact
from erp.school import queries as school
from erp.web.portal.face import portal
from erp.web.portal.scope import own_contact, own_customer_id
from erp.web.shared.contacts import ContactForm, RightsForm
from erp.web.shared.links import absolute
from erp.web.shared.paging import after


@portal.get("/equipe", access=May.RUN_OWN_TEAM)
def list_team() -> str:
    words = request.args.get("q", "")
    page = queries.contacts(words, customer_id=own_customer_id(), after=after())
    return render_template("portal/team/list_team.html", page=page, q=words, me=own_contact())


@portal.get("/equipe/nouveau", access=May.RUN_OWN_TEAM)
def new_colleague() -> str:
    return render_template("portal/team/new_colleague.html", form=ContactForm())


@portal.post("/equipe/nouveau", access=May.RUN_OWN_TEAM)
def invite_colleague() -> Response | tuple[str, int]:
    form = ContactForm()
    if form.accepts(lambda: invite(form)):
        return done(_("%(name)s reçoit un lien par e-mail.", name=form.name.data))
    return render_template("portal/team/new_colleague.html", form=form), 422


def invite(form: ContactForm) -> None:
    contact = actions.add_contact(own_contact().customer, **form.data)
    link, name = absolute("doors.choose_password", token="{token}"), school.the_school().name
    actions.open_portal(contact, link=link, school=name, actor=current_user, now=clock.now())


@portal.get("/equipe/<int:contact_id>", access=May.RUN_OWN_TEAM)
def edit_colleague(contact_id: int) -> str:
    contact = colleague(contact_id)
    form = RightsForm(obj=contact)
    return render_template("portal/team/edit_colleague.html", form=form, contact=contact)


@portal.post("/equipe/<int:contact_id>", access=May.RUN_OWN_TEAM)
def change_colleague(contact_id: int) -> Response | tuple[str, int]:
    contact, form = colleague(contact_id), RightsForm()
    if form.accepts(lambda: actions.change_contact(contact, **form.data, actor=current_user)):
        return done(_("Les droits de %(name)s sont enregistrés.", name=contact.name))
    return render_template("portal/team/edit_colleague.html", form=form, contact=contact), 422


@portal.post("/equipe/<int:contact_id>/retirer", access=May.RUN_OWN_TEAM)
def remove_colleague(contact_id: int) -> Response:
    contact = colleague(contact_id)
    actions.let_contact_leave(contact, actor=current_user, now=clock.now())
    return done(_("%(name)s n'a plus accès à rien.", name=contact.name))


def done(sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for(".list_team"), 303)


def colleague(contact_id: int) -> Contact:
    """Somebody of another company does not exist."""
    return queries.contact(contact_id, customer_id=own_customer_id()) or abort(404)
