"""The invoice and the credit note, with every mention the law asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from reportlab.platypus import Flowable

from erp.documents import format as french
from erp.documents.blocks import Facts, conditions, gap, opening, subject, title
from erp.documents.layout import DRAFT, DUPLICATE, Sheet, pages
from erp.documents.lines import PaperLine, Totals, category, closing, priced, totals_box
from erp.documents.parties import CustomerBlock, SchoolBlock
from erp.documents.styles import STEP

KINDS = {"invoice": "Facture", "credit_note": "Avoir"}
DEBITS = "Option pour le paiement de la taxe d'après les débits"
FEW = 6
NO_EARLY_DISCOUNT = "Pas d'escompte pour paiement anticipé"


@dataclass(frozen=True)
class InvoicePaper:
    """Amounts come ready: `to_pay` is what is left after `already_paid`.

    `early_payment_discount` and `late_penalty` are whole sentences (code de commerce L441-9 and
    L441-10). A credit note names the invoice it corrects and has neither due date nor penalties.
    """

    kind: Literal["invoice", "credit_note"]
    school: SchoolBlock
    customer: CustomerBlock
    number: str
    issued_on: date | None
    lines: tuple[PaperLine, ...]
    totals: Totals
    to_pay: Decimal
    already_paid: Decimal = Decimal(0)
    due_on: date | None = None
    delivered_on: tuple[date, ...] = ()
    slip_numbers: tuple[str, ...] = ()
    order_number: str = ""
    po_number: str = ""
    subject: str = ""
    payment_terms: str = ""
    payment_means: str = "Virement bancaire"
    early_payment_discount: str = NO_EARLY_DISCOUNT
    late_penalty: str = ""
    recovery_fee: Decimal = Decimal(40)
    vat_on_debits: bool = False
    exemption_mentions: tuple[str, ...] = ()
    credited_number: str = ""
    credited_on: date | None = None
    notes: str = ""
    draft: bool = False
    duplicate: bool = False


def draw(paper: InvoicePaper) -> bytes:
    sheet = Sheet(
        kind=KINDS[paper.kind],
        number="" if paper.draft else paper.number,
        school=paper.school,
        dated=paper.issued_on,
        mark=mark(paper),
    )
    return pages(sheet, content(paper, sheet))


def mark(paper: InvoicePaper) -> str:
    if paper.draft:
        return DRAFT
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
        *closing(aside(paper), totals_box(paper.totals, what_is_left(paper))),
        *conditions(mentions(paper), "Mentions"),
    ]


def under(paper: InvoicePaper) -> str:
    issued = f"Émise le {french.day(paper.issued_on)}" if paper.issued_on else "Pas encore émise"
    if paper.kind == "credit_note":
        issued = issued.replace("Émise", "Émis").replace("émise", "émis")
    return f"{issued} · duplicata" if mark(paper) == DUPLICATE else issued


def facts(paper: InvoicePaper) -> Facts:
    issued = french.day(paper.issued_on) if paper.issued_on else ""
    due = french.day(paper.due_on) if paper.due_on else ""
    return [
        ("Date d'émission", issued),
        ("Facture d'origine", credited(paper)),
        ("À payer avant le", due),
        ("Date de livraison", few([french.day(day) for day in paper.delivered_on])),
        ("Bons de livraison", few(paper.slip_numbers)),
        ("Votre commande", paper.po_number),
        ("Notre commande", paper.order_number),
    ]


def few(values: Sequence[str]) -> str:
    """Up to six beside the customer; a longer list has its room among the mentions."""
    if len(values) > FEW:
        return f"{len(values)}, voir les mentions"
    return ", ".join(values)


def many(values: Sequence[str]) -> str:
    return ", ".join(values) if len(values) > FEW else ""


def credited(paper: InvoicePaper) -> str:
    """The number and the date of the invoice that a credit note corrects."""
    if not paper.credited_on:
        return paper.credited_number
    return f"{paper.credited_number} du {french.day(paper.credited_on)}"


def aside(paper: InvoicePaper) -> Facts:
    asks = paper.kind == "invoice"
    return [
        ("Catégorie", category(paper.lines)),
        ("Paiement", paper.payment_means if asks else ""),
        ("IBAN", french.iban(paper.school.iban) if asks else ""),
        ("BIC", paper.school.bic if asks else ""),
    ]


def what_is_left(paper: InvoicePaper) -> list[tuple[str, Decimal]]:
    if paper.kind == "credit_note":
        return [("En votre faveur", abs(paper.to_pay))]
    paid = [("Déjà réglé", -paper.already_paid)] if paper.already_paid else []
    return [*paid, ("À payer", paper.to_pay)]


def mentions(paper: InvoicePaper) -> Facts:
    told = [
        ("TVA", " · ".join(paper.exemption_mentions)),
        ("Exigibilité", DEBITS if paper.vat_on_debits else ""),
        ("Dates de livraison", many([french.day(day) for day in paper.delivered_on])),
        ("Bons de livraison", many(paper.slip_numbers)),
        ("Remarques", paper.notes),
    ]
    if paper.kind == "credit_note":
        return told
    fee = (
        "En cas de retard de paiement entre professionnels, une indemnité forfaitaire pour frais "
        f"de recouvrement de {french.money(paper.recovery_fee)} est due (code de commerce, D441-5)."
    )
    return [
        ("Règlement", paper.payment_terms),
        ("Escompte", paper.early_payment_discount),
        ("Pénalités de retard", paper.late_penalty),
        ("Frais de recouvrement", fee),
        *told,
    ]
