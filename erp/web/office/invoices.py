"""The office's pages about invoices: from signed slips to the money received."""

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from erp.access.permissions import May
from erp.billing import actions, papers, queries
from erp.billing.models import Invoice
from erp.billing.states import INVOICE, InvoiceKind, InvoiceState
from erp.core import clock, journal
from erp.core.refusal import Refusal
from erp.delivery import queries as delivery
from erp.documents import invoice as paper
from erp.flow import issued_invoice
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.office.invoices_forms import CreditForm, InvoiceFilter, PaymentForm
from erp.web.shared.links import absolute
from erp.web.shared.paging import after
from erp.web.shared.papers import send_paper, send_pdf
from erp.web.shared.quantities import quantities_sent

ONE = "/factures/<int:invoice_id>"


@office.get("/factures", access=May.READ_INVOICES)
def list_invoices() -> str:
    form = InvoiceFilter()
    page = queries.invoices(
        form.q.data or "", kind=form.kind.data, state=form.state.data, after=after()
    )
    return render_template(
        "office/invoices/list_invoices.html",
        page=page,
        form=form,
        standings=queries.standings(page.rows, today=clock.today()),
        slips=delivery.signed_without_invoice(queries.invoiced_slip_lines()),
    )


@office.post("/factures/nouvelle", access=May.WRITE_INVOICES)
def draft_invoice() -> Answer:
    ids = [
        int(text) for text in request.form.getlist("slip_id") if text.isascii() and text.isdigit()
    ]
    slips = [delivery.slip(slip_id) or abort(404) for slip_id in ids[:50] if slip_id < 2**31]
    invoice = actions.draft_invoice(slips, actor=current_user)
    return back_to(invoice, _("La facture est préparée : relisez-la, puis émettez-la."))


@office.get(ONE, access=May.READ_INVOICES)
def show_invoice(invoice_id: int) -> str:
    return page_of(find(invoice_id), PaymentForm(received_on=clock.today()))


def page_of(invoice: Invoice, form: PaymentForm) -> str:
    owed = queries.to_pay([invoice])[invoice.id]
    return render_template(
        "office/invoices/show_invoice.html",
        invoice=invoice,
        verbs=INVOICE.verbs(invoice.state),
        vat=queries.vat_of(invoice),
        standing=queries.standings([invoice], today=clock.today())[invoice.id],
        owed=owed,
        can_credit=(invoice.kind, invoice.state) == (InvoiceKind.INVOICE, InvoiceState.ISSUED),
        form=form,
        entries=journal.entries_of(invoice),
    )


@office.get(ONE + "/pdf", access=May.READ_INVOICES)
def read_invoice(invoice_id: int) -> Response:
    invoice = find(invoice_id)
    if invoice.paper:
        return send_paper(invoice.paper)
    drawn = paper.draw(papers.invoice_paper(invoice, school.the_school()))
    return send_pdf(drawn, f"facture-{invoice.id}-projet.pdf")


@office.post(ONE + "/emettre", access=May.WRITE_INVOICES)
def issue_invoice(invoice_id: int) -> Answer:
    invoice, link = find(invoice_id), absolute("portal.show_invoice", invoice_id=invoice_id)
    issued_invoice.issue_invoice(
        invoice, school=school.the_school(), link=link, actor=current_user, now=clock.now()
    )
    return back_to(invoice, _("La facture %(invoice)s est émise.", invoice=invoice))


@office.post(ONE + "/jeter", access=May.WRITE_INVOICES)
def discard_draft(invoice_id: int) -> Answer:
    actions.discard_draft(find(invoice_id))
    flash(_("Le brouillon est jeté. Ses bons peuvent être facturés autrement."), "success")
    return redirect(url_for(".list_invoices"), 303)


@office.post(ONE + "/regler", access=May.WRITE_INVOICES)
def record_payment(invoice_id: int) -> Answer | tuple[str, int]:
    invoice, form = find(invoice_id), PaymentForm()
    if form.validate():
        try:
            actions.record_payment(invoice, **form.data, actor=current_user, now=clock.now())
        except Refusal as refusal:
            form.refuse("amount", refusal)
        else:
            return back_to(invoice, _("Le règlement est enregistré."))
    return page_of(invoice, form), 422


@office.get(ONE + "/avoir", access=May.WRITE_INVOICES)
def new_credit_note(invoice_id: int) -> str:
    return credit_page(find(invoice_id), CreditForm(), {}, {})


@office.post(ONE + "/avoir", access=May.WRITE_INVOICES)
def credit_invoice(invoice_id: int) -> Answer | tuple[str, int]:
    invoice, form = find(invoice_id), CreditForm()
    wanted, wrong = quantities_sent(line.id for line in invoice.lines)
    if form.validate() and not wrong:
        try:
            note = actions.credit_invoice(
                invoice, wanted, reason=str(form.reason.data),
                school=school.the_school(), actor=current_user, now=clock.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse("reason", refusal)
        else:
            return back_to(note, _("L'avoir %(note)s est émis.", note=note))
    return credit_page(invoice, form, wanted, wrong), 422


def credit_page(invoice: Invoice, form: CreditForm, wanted: dict, wrong: dict) -> str:
    return render_template(
        "office/invoices/new_credit_note.html",
        invoice=invoice,
        form=form,
        credited=queries.credited_lines(invoice.id),
        wanted=wanted,
        wrong=wrong,
    )


def find(invoice_id: int) -> Invoice:
    return queries.invoice(invoice_id) or abort(404)


def back_to(invoice: Invoice, sentence: str) -> Answer:
    flash(sentence, "success")
    return redirect(url_for(".show_invoice", invoice_id=invoice.id), 303)
