"""Search over everything, from every page."""

from flask import render_template, request
from flask_login import current_user

from erp.access.permissions import May
from erp.core.words import N_
from erp.reporting import queries
from erp.web.office.face import office

# Each kind of record: its title here, its page, and what the page calls it.
KINDS = {
    "order": (N_("Commandes"), "office.show_order", "order_id"),
    "quote": (N_("Devis"), "office.show_quote", "quote_id"),
    "request": (N_("Demandes"), "office.show_request", "request_id"),
    "work_order": (N_("Ordres de fabrication"), "office.show_work_order", "work_order_id"),
    "delivery_slip": (N_("Bons de livraison"), "office.show_delivery_slip", "slip_id"),
    "invoice": (N_("Factures"), "office.show_invoice", "invoice_id"),
    "customer": (N_("Clients"), "office.show_customer", "customer_id"),
    "student": (N_("Élèves"), "office.show_student", "student_id"),
}


@office.get("/recherche", access=May.USE_OFFICE)
def search() -> str:
    words = request.args.get("q", "").strip()[:100]
    found = queries.search_everything(words, user=current_user) if words else {}
    return render_template("office/search/search.html", words=words, found=found, kinds=KINDS)
