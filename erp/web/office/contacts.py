"""The office's pages about the people who buy for a customer: their rights and their access."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.core import clock
from erp.customers import actions, queries
from erp.customers.models import Contact
from erp.school import queries as school
from erp.web.office.customers import find
from erp.web.office.face import office
from erp.web.shared.contacts import ContactForm, RightsForm
from erp.web.shared.links import absolute

PEOPLE = "/clients/<int:customer_id>/contacts"


@office.get(f"{PEOPLE}/nouveau", access=May.WRITE_CUSTOMERS)
def new_contact(customer_id: int) -> str:
    form = ContactForm(runs_team=True)
    return render_template(
        "office/contacts/new_contact.html", customer=find(customer_id), form=form
    )


@office.post(f"{PEOPLE}/nouveau", access=May.WRITE_CUSTOMERS)
def add_contact(customer_id: int) -> Response | tuple[str, int]:
    customer, form = find(customer_id), ContactForm()
    if form.accepts(lambda: actions.add_contact(customer, **form.data)):
        return back_to(customer.id, _("Le contact est ajouté : invitez-le au portail."))
    page = render_template("office/contacts/new_contact.html", customer=customer, form=form)
    return page, 422


@office.get(f"{PEOPLE}/<int:contact_id>", access=May.WRITE_CUSTOMERS)
def edit_contact(customer_id: int, contact_id: int) -> str:
    contact = person(customer_id, contact_id)
    form = RightsForm(obj=contact)
    return render_template("office/contacts/edit_contact.html", contact=contact, form=form)


@office.post(f"{PEOPLE}/<int:contact_id>", access=May.WRITE_CUSTOMERS)
def change_contact(customer_id: int, contact_id: int) -> Response | tuple[str, int]:
    contact, form = person(customer_id, contact_id), RightsForm()
    if form.accepts(lambda: actions.change_contact(contact, **form.data, actor=current_user)):
        return back_to(customer_id, _("Les droits de %(name)s sont enregistrés.", name=contact))
    page = render_template("office/contacts/edit_contact.html", contact=contact, form=form)
    return page, 422


@office.post(f"{PEOPLE}/<int:contact_id>/retirer", access=May.WRITE_CUSTOMERS)
def remove_contact(customer_id: int, contact_id: int) -> Response:
    contact = person(customer_id, contact_id)
    actions.let_contact_leave(contact, actor=current_user, now=clock.now())
    return back_to(customer_id, _("%(name)s n'a plus accès à rien.", name=contact.name))


@office.post(f"{PEOPLE}/<int:contact_id>/inviter", access=May.WRITE_CUSTOMERS)
def invite_contact(customer_id: int, contact_id: int) -> Response:
    contact = person(customer_id, contact_id)
    link, name = absolute("doors.choose_password", token="{token}"), school.the_school().name
    actions.open_portal(contact, link=link, school=name, actor=current_user, now=clock.now())
    return back_to(customer_id, _("%(name)s reçoit un lien par e-mail.", name=contact.name))


def person(customer_id: int, contact_id: int) -> Contact:
    return queries.contact(contact_id, customer_id=customer_id) or abort(404)


def back_to(customer_id: int, sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for(".show_customer", customer_id=customer_id), 303)
