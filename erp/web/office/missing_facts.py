"""What an invoice still needs before it takes its number, and the field where each is typed in."""

from flask import url_for
from flask_babel import gettext as _

from erp.billing import papers, queries
from erp.billing.models import Invoice
from erp.billing.states import INVOICE
from erp.documents.facturx import Problem
from erp.school import queries as school

Told = dict[str, str]  # sentence; url and label of the link; what to do where it is not open
CUSTOMER = {  # a rule's name → the field of the customer's form
    "buyer_address": "street",
    "buyer_country": "country",
    "buyer_siren": "siret",
    "buyer_siret": "siret",
    "buyer_public_siret": "siret",
    "buyer_vat": "vat_number",
    "buyer_vat_key": "vat_number",
    "buyer_vat_abroad": "vat_number",
    "buyer_electronic_address": "electronic_address",
    "buyer_service": "service_code",
    "delivery_country": "country",
    "export_country": "country",
}
SCHOOL = {  # a rule's name → the part of the settings, its field
    "seller_address": ("identite", "street"),
    "seller_siren": ("identite", "siret"),
    "seller_siret": ("identite", "siret"),
    "seller_vat": ("identite", "vat_number"),
    "seller_vat_key": ("identite", "vat_number"),
    "seller_iban": ("factures", "iban"),
    "seller_electronic_address": ("factures", "electronic_address"),
    "late_penalty": ("factures", "note_pmd"),
    "early_payment_discount": ("factures", "note_aab"),
}


def what_is_missing(invoice: Invoice) -> list[Told]:
    """What issuing would refuse, told before the button is pressed, with the way to mend it."""
    if "issue" not in INVOICE.verbs(invoice.state):
        return []
    unpaid = [
        {
            "sentence": _("L'acompte %(deposit)s n'est pas réglé.", deposit=one),
            "url": url_for("office.show_invoice", invoice_id=one.id),
            "label": _("Ouvrir l'acompte"),
        }
        for one in queries.deposits_of(invoice).unpaid
    ]
    return unpaid + [mended(one, invoice) for one in papers.problems(invoice, school.the_school())]


def mended(problem: Problem, invoice: Invoice) -> Told:
    """The field where what a rule misses is typed in."""
    url, label = where(problem, invoice)
    told = {"sentence": str(problem)}
    if problem.name in SCHOOL:
        told["otherwise"] = _("Demandez à la direction.")
    return {**told, "url": url, "label": label} if url else told


def where(problem: Problem, invoice: Invoice) -> tuple[str, str]:
    """An address and what to do there; nothing for what is mended by invoicing otherwise."""
    name = problem.name
    if name in CUSTOMER:
        return url_of_customer(invoice, CUSTOMER[name]), _("Compléter la fiche")
    if name in SCHOOL:
        part, field = SCHOOL[name]
        return url_for("office.edit_school", part=part, _anchor=field), _("Régler")
    if name == "commitment":
        url = url_for("office.edit_reference", order_id=invoice.order_id, _anchor="po_number")
        return url, _("Ouvrir la commande")
    if "place" in problem.facts:
        return url_of_line(invoice, int(problem.facts["place"])), _("Ouvrir la ligne")
    return "", ""


def url_of_customer(invoice: Invoice, field: str) -> str:
    return url_for("office.edit_customer", customer_id=invoice.customer_id, _anchor=field)


def url_of_line(invoice: Invoice, place: int) -> str:
    line = invoice.lines[place - 1]
    return url_for("office.edit_invoice_line", invoice_id=invoice.id, line_id=line.id)
