"""The confirmation of an order (ARC): what was ordered, at what price, for which week."""

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from erp.documents import format as french
from erp.documents.blocks import conditions, gap, opening, subject, title
from erp.documents.layout import Sheet, pages
from erp.documents.lines import (
    PaperLine,
    Totals,
    category,
    closing,
    priced,
    totals_box,
    vat_mentions,
)
from erp.documents.parties import CustomerBlock, SchoolBlock
from erp.documents.styles import STEP


@dataclass(frozen=True)
class OrderConfirmationPaper:
    school: SchoolBlock
    customer: CustomerBlock
    number: str
    confirmed_on: date
    po_number: str
    quote_number: str
    subject: str
    lines: tuple[PaperLine, ...]
    totals: Totals
    promised: str = ""
    payment_terms: str = ""
    notes: str = ""
    consumer: tuple[str, ...] = ()


def draw(paper: OrderConfirmationPaper) -> bytes:
    sheet = Sheet("Confirmation de commande", paper.number, paper.school, paper.confirmed_on)
    return pages(sheet, content(paper, sheet))


def content(paper: OrderConfirmationPaper, sheet: Sheet) -> list[Flowable]:
    facts = [
        ("Date", french.day(paper.confirmed_on)),
        ("Votre commande", paper.po_number),
        ("Notre devis", paper.quote_number),
        ("Livraison promise", paper.promised),
    ]
    aside = [("Catégorie", category(paper.lines))]
    terms = [
        ("Règlement", paper.payment_terms),
        ("Remarques", paper.notes),
        ("TVA", " · ".join(vat_mentions(paper.lines))),
        ("Particulier", "\n".join(paper.consumer)),
    ]
    return [
        title(sheet, "Votre commande est lancée à l'atelier."),
        gap(),
        opening(facts, paper.customer),
        gap(),
        *subject(paper.subject),
        priced(paper.lines),
        gap(0.75 * STEP),
        *closing(aside, totals_box(paper.totals)),
        *conditions(terms),
    ]
