"""Remind who is late: the list, the letter before it leaves, and what was written."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from erp.access.permissions import May
from erp.billing import actions, letters, queries
from erp.billing.queries import LateCustomer
from erp.core import clock
from erp.customers.models import Customer
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.office.payments_forms import MuteForm, RemindForm, SearchFilter
from erp.web.office.receipts import find
from erp.web.shared.paging import after

RULE = "/clients/<int:customer_id>/relance"


@office.get("/reglements/relances", access=May.READ_INVOICES)
def list_reminders() -> str:
    form = SearchFilter()
    late = queries.late_customers(form.q.data or "", today=clock.today())
    facts = {"ready": [one for one in late if one.ready], "form": form}
    waiting = [one for one in late if not one.ready]
    return render_template("office/reminders/list_reminders.html", waiting=waiting, **facts)


@office.get("/reglements/relances/envoyees", access=May.READ_INVOICES)
def list_sent_reminders() -> str:
    page = queries.reminders(after=after())
    return render_template("office/reminders/list_sent_reminders.html", page=page)


@office.get("/reglements/relances/<int:reminder_id>", access=May.READ_INVOICES)
def show_reminder(reminder_id: int) -> str:
    reminder = queries.reminder(reminder_id) or abort(404)
    return render_template("office/reminders/show_reminder.html", reminder=reminder)


@office.get(RULE, access=May.READ_INVOICES)
def preview_reminder(customer_id: int) -> str:
    customer = find(customer_id)
    late = late_of(customer)
    wanted = request.args.get("frais", "")
    claims = wanted == "oui" if wanted else bool(late and late.step and late.step.claims)
    letter = letters.letter_for(late, school.the_school(), claims=claims) if late else None
    return render_template(
        "office/reminders/preview_reminder.html",
        customer=customer,
        late=late,
        letter=letter,
        mute=MuteForm(formdata=None),
        muted=queries.mute_of(customer.id),
        sent=queries.reminders(customer_id=customer.id).rows,
    )


@office.post(RULE, access=May.WRITE_INVOICES)
def send_reminder(customer_id: int) -> Answer:
    customer, form = find(customer_id), RemindForm()
    letter = actions.send_reminder(
        customer,
        claims=bool(form.claims.data),
        seen=form.seen.data or 0,
        school=school.the_school(),
        actor=current_user,
        now=clock.now(),
    )
    flash(_("La relance part à %(to)s.", to=letter.sent_to), "success")
    return redirect(url_for(".list_reminders"), 303)


@office.post(RULE + "/arreter", access=May.WRITE_INVOICES)
def mute_reminders(customer_id: int) -> Answer:
    customer, form = find(customer_id), MuteForm()
    if not form.validate():
        flash(_("Écrivez pourquoi ce client n'est plus relancé."), "refusal")
        return back_to(customer)
    actions.mute_reminders(customer, reason=str(form.reason.data), actor=current_user)
    flash(_("Ce client n'est plus relancé."), "success")
    return back_to(customer)


@office.post(RULE + "/reprendre", access=May.WRITE_INVOICES)
def unmute_reminders(customer_id: int) -> Answer:
    customer = find(customer_id)
    actions.unmute_reminders(customer, actor=current_user)
    flash(_("Ce client est de nouveau relancé."), "success")
    return back_to(customer)


def late_of(customer: Customer) -> LateCustomer | None:
    late = queries.late_customers(today=clock.today(), customer_id=customer.id)
    return late[0] if late else None


def back_to(customer: Customer) -> Answer:
    return redirect(url_for(".preview_reminder", customer_id=customer.id), 303)
