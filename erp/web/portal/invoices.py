"""A buyer reads invoices and what remains to pay."""

from flask import Response, abort, render_template

from erp.access.permissions import May
from erp.billing import queries
from erp.billing.models import Invoice
from erp.core import clock
from erp.school import queries as school
from erp.web.portal.face import portal
from erp.web.portal.scope import own_customer_id
from erp.web.shared.paging import after, words
from erp.web.shared.papers import send_paper


@portal.get("/factures", access=May.SEE_OWN_INVOICES)
def list_invoices() -> str:
    today = clock.today()
    page = queries.invoices(words(), customer_id=own_customer_id(), today=today, after=after())
    return render_template(
        "portal/invoices/list_invoices.html",
        page=page,
        standings=queries.standings(page.rows, today=today),
        owed=queries.to_pay(page.rows),
    )


@portal.get("/factures/<int:invoice_id>", access=May.SEE_OWN_INVOICES)
def show_invoice(invoice_id: int) -> str:
    invoice = own_invoice(invoice_id)
    return render_template(
        "portal/invoices/show_invoice.html",
        invoice=invoice,
        standing=queries.standings([invoice], today=clock.today())[invoice.id],
        owed=queries.to_pay([invoice])[invoice.id],
        vat=queries.vat_of(invoice),
        school=school.the_school(),
    )


@portal.get("/factures/<int:invoice_id>/pdf", access=May.SEE_OWN_INVOICES)
def read_invoice(invoice_id: int) -> Response:
    own = queries.invoice_on_paper(invoice_id, customer_id=own_customer_id()) or abort(404)
    return send_paper(own.paper)


def own_invoice(invoice_id: int) -> Invoice:
    return queries.invoice(invoice_id, customer_id=own_customer_id()) or abort(404)
