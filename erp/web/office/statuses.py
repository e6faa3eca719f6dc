"""The office's page that notes what an invoice lives."""

from datetime import date, datetime, time

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from erp.access.permissions import May
from erp.billing import actions, queries
from erp.billing.models import Invoice
from erp.core import clock
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.office.statuses_forms import StatusForm
from erp.web.shared.records import Answer, Page, done, record_page

NEW = "/factures/<int:invoice_id>/statuts/nouveau"


@office.get(NEW, access=May.WRITE_INVOICES)
def new_status(invoice_id: int) -> Page:
    return page_of(find(invoice_id), StatusForm(day=clock.today()))


@office.post(NEW, access=May.WRITE_INVOICES)
def note_status(invoice_id: int) -> Answer:
    invoice, form = find(invoice_id), StatusForm()
    if form.accepts(lambda: note(invoice, form)):
        return done(_("Le statut est noté."), back_of(invoice))
    return page_of(invoice, form)


def note(invoice: Invoice, form: StatusForm) -> None:
    facts = {name: form[name].data for name in ("code", "reason", "amount", "words")}
    now = clock.now()
    moment = at_that_day(form.day.data or clock.today())
    actions.note_status(
        invoice, **facts, at=moment, school=school.the_school(), actor=current_user, now=now
    )


def at_that_day(day: date) -> datetime:
    """Now for today; a day of the past is told at noon."""
    return clock.now() if day == clock.today() else clock.at(day, time(12))


def find(invoice_id: int) -> Invoice:
    return queries.invoice(invoice_id) or abort(404)


def back_of(invoice: Invoice) -> str:
    return url_for(".show_invoice", invoice_id=invoice.id, _anchor="vie")


def page_of(invoice: Invoice, form: StatusForm) -> Page:
    return record_page(form, kicker=str(invoice), title=_("Noter un statut"), back=back_of(invoice))
