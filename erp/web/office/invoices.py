"""The office's pages about invoices: from signed slips to the money received."""

import re
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from erp.access.permissions import May
from erp.billing import actions, papers, queries
from erp.billing.models import Invoice
from erp.billing.platform import queries as lives
from erp.billing.states import INVOICE
from erp.core import clock, journal
from erp.core.refusal import Refusal
from erp.delivery import queries as delivery
from erp.delivery.models import DeliverySlip
from erp.documents import invoice as paper
from erp.flow import issued_invoice, received_money
from erp.sales.models import Order
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.office.invoices_forms import InvoiceFilter, PaidForm
from erp.web.office.missing_facts import what_is_missing
from erp.web.office.payments_forms import PaymentForm
from erp.web.shared.links import absolute
from erp.web.shared.paging import after
from erp.web.shared.papers import send_paper, send_pdf

ONE = "/factures/<int:invoice_id>"


@office.get("/factures", access=May.READ_INVOICES)
def list_invoices() -> str:
    form, today = InvoiceFilter(), clock.today()
    standing = form.standing.data
    page = queries.invoices(form.q.data or "", today=today, standing=standing, after=after())
    tallies = queries.tallies(today)
    return render_template(
        "office/invoices/list_invoices.html",
        page=page,
        form=form,
        standings=queries.standings(page.rows, today=today),
        tallies=tallies,
        to_collect=queries.to_collect(tallies),
        slips=queries.count_to_invoice(),
    )


@office.get("/factures/a-facturer", access=May.READ_INVOICES)
def list_slips_to_invoice() -> str:
    by_order: dict[Order, list[DeliverySlip]] = {}
    for slip in queries.slips_to_invoice():
        by_order.setdefault(slip.order, []).append(slip)
    return render_template("office/invoices/list_slips_to_invoice.html", by_order=by_order)


@office.post("/factures/nouvelle", access=May.WRITE_INVOICES)
def draft_invoice() -> Answer:
    sent = request.form.getlist("slip_id")[:50]
    ids = [int(text) if re.fullmatch("[0-9]{1,9}", text) else 0 for text in sent]
    slips = [delivery.slip(slip_id) or abort(404) for slip_id in ids]
    invoice = actions.draft_invoice(slips, actor=current_user)
    return back_to(invoice, _("La facture est préparée : relisez-la, puis émettez-la."))


@office.get(ONE, access=May.READ_INVOICES)
def show_invoice(invoice_id: int) -> str:
    invoice = find(invoice_id)
    payment = PaymentForm(
        amount=max(queries.to_pay([invoice])[invoice.id], 0) or None,
        received_on=clock.today(),
        seen=queries.count_moves(invoice.customer_id),
    )
    return page_of(invoice, payment=payment)


def page_of(invoice: Invoice, *, payment: PaymentForm) -> str:
    return render_template(
        "office/invoices/show_invoice.html",
        invoice=invoice,
        verbs=INVOICE.verbs(invoice.state),
        vat=queries.vat_of(invoice),
        **money_of(invoice),
        can_credit=queries.can_be_credited(invoice),
        before=what_is_missing(invoice),
        payment=payment,
        paid=PaidForm(obj=invoice),
        life=lives.life_of(invoice),
        entries=journal.entries_of(invoice),
    )


def money_of(invoice: Invoice) -> dict[str, Any]:
    """Where it stands, what is left on it, and where a credit note went."""
    uses = queries.uses_of(invoice) if invoice.credited_id else ()
    return {
        "standing": queries.standings([invoice], today=clock.today())[invoice.id],
        "owed": queries.to_pay([invoice])[invoice.id],
        "uses": uses,
        "paid_elsewhere": queries.paid_elsewhere(invoice, uses),
    }


@office.get(ONE + "/pdf", access=May.READ_INVOICES)
def read_invoice(invoice_id: int) -> Response:
    invoice = queries.invoice_on_paper(invoice_id) or abort(404)
    if invoice.paper:
        return send_paper(invoice.paper)
    drawn = paper.draw(papers.invoice_paper(invoice, school.the_school()))
    return send_pdf(drawn, f"facture-{invoice.id}-projet.pdf")


@office.post(ONE + "/emettre", access=May.WRITE_INVOICES)
def issue_invoice(invoice_id: int) -> Answer:
    invoice = queries.invoice_to_issue(invoice_id) or abort(404)
    link = absolute("portal.show_invoice", invoice_id=invoice_id)
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
    facts: dict[str, Any] = {"school": school.the_school(), "seen": form.seen.data}
    if form.validate():
        try:
            received_money.pay_invoice(
                invoice, form.receipt, actor=current_user, now=clock.now(), **facts
            )
        except Refusal as refusal:
            form.refuse("amount", refusal)
        else:
            return back_to(invoice, _("Le règlement est enregistré."))
    form.seen.data = queries.count_moves(invoice.customer_id)
    return page_of(invoice, payment=form), 422


def find(invoice_id: int) -> Invoice:
    return queries.invoice(invoice_id) or abort(404)


def back_to(invoice: Invoice, sentence: str) -> Answer:
    flash(sentence, "success")
    return redirect(url_for(".show_invoice", invoice_id=invoice.id), 303)
