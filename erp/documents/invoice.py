"""The invoices and the credit note as pages, with every mention the law asks for."""

from collections.abc import Sequence
from decimal import Decimal

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from erp.documents import epc
from erp.documents import format as french
from erp.documents.blocks import Facts, conditions, gap, opening, subject, title
from erp.documents.invoice_paper import DEBITS, Deposit, InvoicePaper
from erp.documents.layout import DRAFT, DUPLICATE, Sheet, pages
from erp.documents.lines import category, closing, priced, totals_box
from erp.documents.qr import QrCode
from erp.documents.styles import SMALL, STEP, text

__all__ = ["Deposit", "InvoicePaper", "content", "draw", "sheet_of"]
KINDS = {
    "invoice": "Facture",
    "deposit": "Facture d'acompte",
    "final": "Facture de solde",
    "credit_note": "Avoir",
    "corrective": "Facture rectificative",
    "proforma": "Facture proforma",
}
PROFORMA = "PROFORMA"
NOT_AN_INVOICE = "Ce document n'est pas une facture : il n'ouvre aucun droit à déduction de la TVA."
FEW = 6


def draw(paper: InvoicePaper, *, packed: bool = True) -> bytes:
    """The pages alone; `facturx.draw` makes the file that is issued."""
    sheet = sheet_of(paper)
    return pages(sheet, content(paper, sheet), packed=packed)


def sheet_of(paper: InvoicePaper) -> Sheet:
    return Sheet(
        kind=KINDS[paper.kind],
        number="" if paper.draft else paper.number,
        school=paper.school,
        dated=paper.issued_on,
        mark=mark(paper),
    )


def mark(paper: InvoicePaper) -> str:
    if paper.draft:
        return DRAFT
    if paper.kind == "proforma":
        return PROFORMA
    return DUPLICATE if paper.duplicate else ""


def content(paper: InvoicePaper, sheet: Sheet) -> list[Flowable]:
    return [
        title(sheet, under(paper)),
        gap(),
        opening(facts(paper), paper.customer),
        gap(),
        *subject(paper.subject),
        priced(paper.lines),
        gap(0.75 * STEP),
        *closing(aside(paper), totals_box(paper.totals, what_is_left(paper)), to_scan(paper)),
        *conditions(mentions(paper), "Mentions"),
    ]


def under(paper: InvoicePaper) -> str:
    issued = f"Émise le {french.day(paper.issued_on)}" if paper.issued_on else "Pas encore émise"
    if paper.is_credit:
        issued = issued.replace("Émise", "Émis").replace("émise", "émis")
    return f"{issued} · duplicata" if mark(paper) == DUPLICATE else issued


def facts(paper: InvoicePaper) -> Facts:
    issued = french.day(paper.issued_on) if paper.issued_on else ""
    due = french.day(paper.due_on) if paper.due_on else ""
    return [
        ("Date d'émission", issued),
        ("Remplace" if paper.kind == "corrective" else "Facture d'origine", credited(paper)),
        ("À payer avant le", "" if paper.is_paid else due),
        (paid_label(paper), french.day(paper.paid_on) if paper.paid_on else ""),
        ("Date de livraison", few([french.day(day) for day in paper.delivered_on])),
        ("Bons de livraison", few(paper.slip_numbers)),
        ("Votre commande", paper.po_number),
        ("Votre référence", paper.buyer_reference),
        ("Marché ou contrat", paper.contract_number),
        ("Notre commande", paper.order_number),
    ]


def paid_label(paper: InvoicePaper) -> str:
    """242 nonies A, 10°: the day of the deposit is said when it is not that of the invoice."""
    return "Acompte reçu le" if paper.kind == "deposit" else "Payée le"


def few(values: Sequence[str]) -> str:
    """Up to six beside the customer; a longer list has its room among the mentions."""
    if len(values) > FEW:
        return f"{len(values)}, voir les mentions"
    return ", ".join(values)


def many(values: Sequence[str]) -> str:
    return ", ".join(values) if len(values) > FEW else ""


def credited(paper: InvoicePaper) -> str:
    """The number and the date of the invoice that is corrected or replaced."""
    if not paper.credited_on:
        return paper.credited_number
    return f"{paper.credited_number} du {french.day(paper.credited_on)}"


def aside(paper: InvoicePaper) -> Facts:
    waits = not paper.is_credit and paper.to_pay > 0
    return [
        ("Catégorie", category(paper.lines)),
        ("Paiement", "" if paper.is_credit else paper.payment_means),
        ("IBAN", french.iban(paper.school.iban) if waits else ""),
        ("BIC", paper.school.bic if waits else ""),
    ]


def to_scan(paper: InvoicePaper) -> list[Flowable]:
    """The transfer as a QR code that banks' applications read."""
    words = epc.transfer(paper)
    if not words:
        return []
    code = QrCode(words, 24 * mm, epc.MASK)
    code.hAlign = "LEFT"
    return [Spacer(1, 1.5 * mm), code, text("Virement à scanner avec votre banque", SMALL)]


def what_is_left(paper: InvoicePaper) -> list[tuple[str, Decimal]]:
    if paper.is_credit:
        return [("En votre faveur", abs(paper.to_pay))]
    taken = [(f"Acompte {deposit.number}", -deposit.gross) for deposit in paper.deposits]
    rest = paper.already_paid + sum((amount for _, amount in taken), Decimal(0))
    paid = [("Déjà réglé", -rest)] if rest else []
    return [*taken, *paid, ("À payer", paper.to_pay)]


def mentions(paper: InvoicePaper) -> Facts:
    told = [
        ("TVA", " · ".join(paper.vat_mentions)),
        ("Exigibilité", DEBITS if paper.vat_on_debits else ""),
        ("Acomptes déduits", "\n".join(deducted(deposit) for deposit in paper.deposits)),
        ("Dates de livraison", many([french.day(day) for day in paper.delivered_on])),
        ("Bons de livraison", many(paper.slip_numbers)),
        ("Remarques", paper.notes),
    ]
    if paper.is_credit:
        return told
    return [
        ("Valeur", NOT_AN_INVOICE if paper.kind == "proforma" else ""),
        ("Règlement", paper.payment_terms),
        ("Escompte", paper.early_payment_discount),
        ("Pénalités de retard", paper.late_penalty),
        ("Frais de recouvrement", paper.recovery),
        *told,
        ("Particulier", "\n".join(paper.consumer)),
    ]


def deducted(deposit: Deposit) -> str:
    """What was already invoiced and taxed (CGI 269-2): its VAT is not owed twice."""
    amounts = (("HT", deposit.net), ("TVA", deposit.vat), ("TTC", deposit.gross))
    told = ", ".join(f"{french.money(amount)} {label}" for label, amount in amounts)
    return f"{deposit.number} du {french.day(deposit.issued_on)} : {told}"
