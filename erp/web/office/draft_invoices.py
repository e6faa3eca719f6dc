"""What is changed on an invoice before it is issued; deposits and invoices that replace others."""

from flask import Response, abort, render_template
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from erp.access.permissions import May
from erp.billing import actions, papers
from erp.billing.models import Invoice, InvoiceLine
from erp.billing.states import InvoiceKind, InvoiceState
from erp.core import clock
from erp.documents import invoice as paper
from erp.sales.models import Order
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.office.invoices import back_to, find
from erp.web.office.invoices_forms import CorrectiveForm, DepositForm, DraftLineForm, PaidForm
from erp.web.office.orders import find as find_order
from erp.web.shared.papers import send_pdf

LINE = "/factures/<int:invoice_id>/lignes/<int:line_id>"
ORDER = "/commandes/<int:order_id>"


@office.get(LINE, access=May.WRITE_INVOICES)
def edit_invoice_line(invoice_id: int, line_id: int) -> str:
    line = find_line(invoice_id, line_id)
    return line_page(line, DraftLineForm(obj=line, vat=(line.vat_rate, line.vat_case)))


@office.post(LINE, access=May.WRITE_INVOICES)
def change_invoice_line(invoice_id: int, line_id: int) -> Answer | tuple[str, int]:
    line, form = find_line(invoice_id, line_id), DraftLineForm()
    if form.accepts(lambda: actions.change_line(line, **form.facts)):
        return back_to(line.invoice, _("La ligne est enregistrée."))
    return line_page(line, form), 422


@office.post(LINE + "/retirer", access=May.WRITE_INVOICES)
def remove_invoice_line(invoice_id: int, line_id: int) -> Answer:
    line = find_line(invoice_id, line_id)
    invoice = line.invoice
    actions.remove_line(line)
    return back_to(invoice, _("La ligne est retirée : elle reste à facturer."))


@office.post("/factures/<int:invoice_id>/deja-payee", access=May.WRITE_INVOICES)
def note_paid(invoice_id: int) -> Answer | tuple[str, int]:
    invoice, form = find(invoice_id), PaidForm()
    if not form.accepts(lambda: actions.note_paid(invoice, **form.data, now=clock.now())):
        return render_template("office/draft_invoices/paid.html", invoice=invoice, paid=form), 422
    return back_to(invoice, _("C'est noté sur le brouillon."))


@office.get("/factures/<int:invoice_id>/proforma", access=May.READ_INVOICES)
def read_proforma(invoice_id: int) -> Response:
    """Never a number: it promises nothing to the tax office."""
    invoice = find(invoice_id)
    if invoice.state is not InvoiceState.DRAFT:
        abort(404)
    drawn = paper.draw(papers.proforma(invoice, school.the_school(), clock.today()))
    return send_pdf(drawn, f"proforma-{invoice.order.number}.pdf")


@office.get(ORDER + "/proforma", access=May.READ_INVOICES)
def read_order_proforma(order_id: int) -> Response:
    order = find_order(order_id)
    drawn = paper.draw(papers.proforma_of_order(order, school.the_school(), clock.today()))
    return send_pdf(drawn, f"proforma-{order.number}.pdf")


@office.get(ORDER + "/acompte", access=May.WRITE_INVOICES)
def new_deposit(order_id: int) -> str:
    return deposit_page(find_order(order_id), DepositForm())


@office.post(ORDER + "/acompte", access=May.WRITE_INVOICES)
def draft_deposit(order_id: int) -> Answer | tuple[str, int]:
    order, form, made = find_order(order_id), DepositForm(), list[Invoice]()
    if form.accepts(
        lambda: made.append(actions.draft_deposit(order, **form.data, actor=current_user))
    ):
        return back_to(made[0], _("La facture d'acompte est préparée : relisez-la."))
    return deposit_page(order, form), 422


@office.get("/factures/<int:invoice_id>/rectifier", access=May.WRITE_INVOICES)
def new_corrective(invoice_id: int) -> str:
    return corrective_page(find(invoice_id), CorrectiveForm())


@office.post("/factures/<int:invoice_id>/rectifier", access=May.WRITE_INVOICES)
def draft_corrective(invoice_id: int) -> Answer | tuple[str, int]:
    invoice, form, made = find(invoice_id), CorrectiveForm(), list[Invoice]()
    facts = {"reason": str(form.reason.data), "actor": current_user}
    if form.accepts(lambda: made.append(actions.draft_corrective(invoice, **facts))):
        return back_to(made[0], _("Corrigez les lignes, puis émettez : l'ancienne est remplacée."))
    return corrective_page(invoice, form), 422


@office.post("/factures/<int:invoice_id>/duplicata", access=May.READ_INVOICES)
def copy_invoice(invoice_id: int) -> Response:
    invoice = find(invoice_id)
    if invoice.paper is None:
        abort(404)
    return send_pdf(actions.copy_invoice(invoice, actor=current_user), f"{invoice}-duplicata.pdf")


def find_line(invoice_id: int, line_id: int) -> InvoiceLine:
    invoice = find(invoice_id)
    if invoice.state is not InvoiceState.DRAFT:
        abort(404)
    return next((line for line in invoice.lines if line.id == line_id), None) or abort(404)


def line_page(line: InvoiceLine, form: DraftLineForm) -> str:
    if line.invoice.kind is not InvoiceKind.CORRECTIVE:
        form.keep_words()
    return render_template("office/draft_invoices/edit_invoice_line.html", line=line, form=form)


def deposit_page(order: Order, form: DepositForm) -> str:
    return render_template("office/draft_invoices/new_deposit.html", order=order, form=form)


def corrective_page(invoice: Invoice, form: CorrectiveForm) -> str:
    return render_template("office/draft_invoices/new_corrective.html", invoice=invoice, form=form)
