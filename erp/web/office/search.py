"""Search over everything, from every page."""

from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from flask_login import current_user

from erp.access.permissions import May
from erp.core.words import N_
from erp.reporting.search import Found, search_everything
from erp.web.office.face import office


@dataclass(frozen=True)
class KindPage:
    """The title of a kind of record, and the page that shows one; `name`: its number there."""

    title: str
    endpoint: str
    name: str

    def url(self, row: Found) -> str:
        numbers: dict[str, Any] = {self.name: row.id} if self.name else {}
        return url_for(self.endpoint, **numbers)


def show(title: str, name: str, endpoint: str = "") -> KindPage:
    page = endpoint or f"show_{name.removesuffix('_id')}"
    return KindPage(title, f"office.{page}", name)


def edit(title: str, name: str) -> KindPage:
    return show(title, name, f"edit_{name.removesuffix('_id')}")


PAGES: dict[str, KindPage] = {
    "order": show(N_("Commandes"), "order_id"),
    "quote": show(N_("Devis"), "quote_id"),
    "request": show(N_("Demandes"), "request_id"),
    "work_order": show(N_("Ordres de fabrication"), "work_order_id"),
    "customer_material": show(N_("Matière des clients"), "customer_material_id", "show_material"),
    "delivery_slip": show(N_("Bons de livraison"), "slip_id", "show_delivery_slip"),
    "invoice": show(N_("Factures, acomptes et avoirs"), "invoice_id"),
    "payment": show(N_("Règlements"), "payment_id"),
    "supplier_invoice": show(N_("Factures reçues"), "supplier_invoice_id"),
    "customer": show(N_("Clients"), "customer_id"),
    "company_offer": show(N_("Offres d'entreprises"), "company_offer_id", "show_offer"),
    "contact": show(N_("Contacts"), "customer_id"),
    "student": show(N_("Élèves"), "student_id"),
    "cohort": show(N_("Promotions"), "cohort_id", "list_students"),
    "machine": edit(N_("Machines"), "machine_id"),
    "machine_type": edit(N_("Types de machine"), "machine_type_id"),
    "operation_type": edit(N_("Opérations"), "operation_type_id"),
    "routing": edit(N_("Gammes"), "routing_id"),
    "place": edit(N_("Lieux"), "place_id"),
    "tablet": show(N_("Tablettes"), "", "list_tablets"),
    "trade": edit(N_("Filières"), "trade_id"),
    "diploma": edit(N_("Diplômes"), "diploma_id"),
    "competence": edit(N_("Compétences"), "competence_id"),
    "closed_days": edit(N_("Vacances et jours fermés"), "closed_days_id"),
    "user": show(N_("Comptes"), "user_id"),
}


@office.get("/recherche", access=May.USE_OFFICE)
def search() -> str:
    words = request.args.get("q", "").strip()[:100]
    found = search_everything(words, user=current_user) if words else {}
    return render_template("office/search/search.html", words=words, found=found, pages=PAGES)
