"""The office's pages about the invoices that suppliers send."""

from babel import Locale
from flask import Response, abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from erp.access.permissions import May
from erp.billing.actions import incoming
from erp.billing.incoming import queries
from erp.billing.incoming.facts import lines_of, taxes_of
from erp.billing.incoming.refusals import SupplierInvoiceIsKnown
from erp.billing.incoming.states import SUPPLIER_INVOICE, Format
from erp.billing.models import SupplierInvoice
from erp.core import clock, journal
from erp.core.files import ENDINGS, LARGEST, Upload, media_type_of
from erp.core.refusal import Refusal
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.office.supplier_invoices_forms import (
    AbroadForm,
    DropForm,
    RefuseForm,
    SupplierInvoiceFilter,
)
from erp.web.shared.paging import after
from erp.web.shared.papers import SANDBOX, send_bytes, send_paper
from erp.web.shared.records import Answer, done, record_page

URL = "/factures-recues"
ONE = URL + "/<int:supplier_invoice_id>"


@office.get(URL, access=May.READ_INVOICES)
def list_supplier_invoices() -> str:
    form = SupplierInvoiceFilter()
    page = queries.supplier_invoices(form.q.data or "", state=form.state.data, after=after())
    return render_template(
        "office/supplier_invoices/list_supplier_invoices.html", page=page, form=form
    )


@office.get(URL + "/nouvelle", access=May.WRITE_INVOICES)
def new_supplier_invoice() -> str:
    return drop_page(DropForm())


@office.post(URL + "/nouvelle", access=May.WRITE_INVOICES)
def file_supplier_invoice() -> Answer:
    form, ours = DropForm(), school.the_school()
    try:
        invoice = incoming.file_supplier_invoice(
            sent_file(), school=ours, actor=current_user, now=clock.now()
        )
    except SupplierInvoiceIsKnown as known:
        return drop_page(form, known, known.facts["invoice_id"]), 422
    except Refusal as refusal:
        return drop_page(form, refusal), 422
    return done(_("La facture est classée : relisez-la, puis approuvez-la."), url_of(invoice))


@office.get(URL + "/etranger", access=May.WRITE_INVOICES)
def new_purchase_abroad() -> Answer:
    return abroad_page(AbroadForm())


@office.post(URL + "/etranger", access=May.WRITE_INVOICES)
def note_purchase_abroad() -> Answer:
    form, facts = AbroadForm(), {"actor": current_user, "now": clock.now()}
    filed: list[SupplierInvoice] = []
    if form.accepts(
        lambda: filed.append(
            incoming.note_purchase_abroad(
                form.told, sent_file(), school=school.the_school(), **facts
            )
        )
    ):
        return done(_("La facture est classée : relisez-la, puis approuvez-la."), url_of(*filed))
    return abroad_page(form)


def abroad_page(form: AbroadForm) -> Answer:
    title, back = _("Saisir une facture de l'étranger"), url_for(".list_supplier_invoices")
    return record_page(
        form, kicker=_("Factures reçues"), title=title, back=back, label=_("Classer")
    )


def sent_file() -> Upload:
    sent = request.files.get("invoice")
    content = sent.stream.read(LARGEST + 1) if sent else b""
    return Upload(str(sent.filename or "facture") if sent else "facture", content)


def drop_page(form: DropForm, refusal: Refusal | None = None, known: object = None) -> str:
    if refusal is not None:
        form.tell(refusal)
    return render_template(
        "office/supplier_invoices/new_supplier_invoice.html", form=form, known=known
    )


@office.get(ONE, access=May.READ_INVOICES)
def show_supplier_invoice(supplier_invoice_id: int) -> str:
    invoice = find(supplier_invoice_id)
    return render_template(
        "office/supplier_invoices/show_supplier_invoice.html",
        invoice=invoice,
        facts=invoice.facts,
        lines=lines_of(invoice.facts),
        taxes=taxes_of(invoice.facts),
        country=Locale("fr").territories.get(invoice.supplier_country, invoice.supplier_country),
        findings=[_(words) for words in invoice.findings],
        verbs=SUPPLIER_INVOICE.verbs(invoice.state),
        entries=journal.entries_of(invoice),
    )


@office.get(ONE + "/fichier", access=May.READ_INVOICES)
def read_supplier_invoice(supplier_invoice_id: int) -> Response:
    """The file as it came; what is not a Factur-X is never opened by the browser."""
    invoice = find(supplier_invoice_id)
    if invoice.format is Format.FACTUR_X:
        return send_paper(invoice.paper)
    content, kind = invoice.paper.content, "application/xml"
    if invoice.format is Format.TYPED:
        kind = media_type_of(Upload(invoice.paper.filename, content))
    answer = send_bytes(content, kind, f"facture-{invoice.id}{ENDINGS.get(kind, ('.xml',))[0]}")
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


@office.post(ONE + "/approuver", access=May.WRITE_INVOICES)
def approve_supplier_invoice(supplier_invoice_id: int) -> Answer:
    invoice = find(supplier_invoice_id)
    incoming.approve_supplier_invoice(
        invoice, school=school.the_school(), actor=current_user, now=clock.now()
    )
    return done(_("La facture est approuvée : elle attend son paiement."), url_of(invoice))


@office.post(ONE + "/payer", access=May.WRITE_INVOICES)
def pay_supplier_invoice(supplier_invoice_id: int) -> Answer:
    invoice = find(supplier_invoice_id)
    incoming.pay_supplier_invoice(
        invoice, school=school.the_school(), actor=current_user, now=clock.now()
    )
    return done(_("Le paiement est noté."), url_of(invoice))


@office.get(ONE + "/refuser", access=May.WRITE_INVOICES)
def new_refusal(supplier_invoice_id: int) -> Answer:
    return refusal_page(find(supplier_invoice_id), RefuseForm())


@office.post(ONE + "/refuser", access=May.WRITE_INVOICES)
def refuse_supplier_invoice(supplier_invoice_id: int) -> Answer:
    invoice, form = find(supplier_invoice_id), RefuseForm()
    facts = {"school": school.the_school(), "actor": current_user, "now": clock.now()}
    reason, words = form.reason.data, form.words.data or ""
    if form.accepts(
        lambda: incoming.refuse_supplier_invoice(invoice, reason, words=words, **facts)
    ):
        return done(_("La facture est refusée."), url_of(invoice))
    return refusal_page(invoice, form)


def refusal_page(invoice: SupplierInvoice, form: RefuseForm) -> Answer:
    title, back = _("Refuser la facture"), url_of(invoice)
    return record_page(form, kicker=str(invoice), title=title, back=back, label=_("Refuser"))


def find(supplier_invoice_id: int) -> SupplierInvoice:
    return queries.supplier_invoice(supplier_invoice_id) or abort(404)


def url_of(invoice: SupplierInvoice) -> str:
    return url_for(".show_supplier_invoice", supplier_invoice_id=invoice.id)
