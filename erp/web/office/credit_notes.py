"""The office gives money back: a credit note on an issued invoice."""

from decimal import Decimal

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.billing import queries
from erp.billing.models import Invoice
from erp.core import clock
from erp.core.refusal import Refusal
from erp.flow import issued_invoice, received_money
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.office.invoices import find
from erp.web.office.invoices_forms import CreditForm
from erp.web.shared.links import absolute
from erp.web.shared.quantities import in_words, quantities_sent, typed

RULE = "/factures/<int:invoice_id>/avoir"


@office.get(RULE, access=May.WRITE_INVOICES)
def new_credit_note(invoice_id: int) -> str:
    invoice = find_issued(invoice_id)
    left = queries.left_to_credit(invoice)
    form = CreditForm(formdata=None, seen=len(invoice.credit_notes))
    sent = in_words(left) if request.args.get("tout") else {}
    return page_of(invoice, form, left, sent)


@office.post(RULE, access=May.WRITE_INVOICES)
def credit_invoice(invoice_id: int) -> Response | tuple[str, int]:
    invoice, form = find_issued(invoice_id), CreditForm()
    left, seen = queries.left_to_credit(invoice), len(invoice.credit_notes)
    wanted, wrong = quantities_sent(line.id for line in invoice.lines)
    if form.validate() and not wrong:
        try:
            note = give_back(invoice, wanted, form)
        except Refusal as refusal:
            form.form_errors = [str(refusal)]
        else:
            flash(_("L'avoir %(note)s est émis.", note=note), "success")
            return redirect(url_for(".show_invoice", invoice_id=note.id), 303)
    sent = {line.id: typed(line.id) for line in invoice.lines}
    form.seen.data = seen
    return page_of(invoice, form, left, sent, wrong), 422


def give_back(invoice: Invoice, wanted: dict[int, Decimal], form: CreditForm) -> Invoice:
    return issued_invoice.credit_invoice(
        invoice,
        wanted,
        reason=str(form.reason.data),
        school=school.the_school(),
        link=absolute("portal.show_invoice", invoice_id=0).removesuffix("0") + "{id}",
        actor=current_user,
        now=clock.now(),
        seen=form.seen.data,
    )


@office.post("/factures/<int:invoice_id>/avoirs/<int:note_id>/reprendre", access=May.WRITE_INVOICES)
def take_back_credit(invoice_id: int, note_id: int) -> Response:
    """Set off against the wrong invoice; what it gives back of its own stays given."""
    invoice, note = find(invoice_id), find(note_id)
    if not note.credited_id or note.credited_id == invoice.id:
        abort(404)
    facts = {"school": school.the_school(), "actor": current_user, "now": clock.now()}
    received_money.take_back(note, invoice, **facts)
    flash(_("La part est reprise : elle est au crédit du client."), "success")
    return redirect(url_for(".show_invoice", invoice_id=note.id), 303)


def page_of(
    invoice: Invoice, form: CreditForm, left: dict, sent: dict, wrong: dict | None = None
) -> str:
    return render_template(
        "office/credit_notes/new_credit_note.html",
        invoice=invoice,
        form=form,
        left=left,
        sent=sent,
        wrong=wrong or {},
    )


def find_issued(invoice_id: int) -> Invoice:
    """Drafts are thrown away, and a credit note is not credited again."""
    invoice = find(invoice_id)
    return invoice if queries.can_be_credited(invoice) else abort(404)
