"""The confirmation of an order (ARC): what was ordered, at what price, for which week."""

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from erp.documents import format as french
from erp.documents.blocks import GAP, HALF_GAP, conditions, opening, subject, title
from erp.documents.layout import Sheet, pages
from erp.documents.lines import PaperLine, Totals, category, closing, priced, totals_box
from erp.documents.parties import CustomerBlock, SchoolBlock


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
    aside = [("Catégorie de l'opération", category(paper.lines))]
    terms = [("Règlement", paper.payment_terms), ("Remarques", paper.notes)]
    return [
        title(sheet, "Nous avons bien reçu votre commande : elle est lancée à l'atelier."),
        GAP,
        opening(facts, paper.customer),
        GAP,
        *subject(paper.subject),
        priced(paper.lines),
        HALF_GAP,
        *closing(aside, totals_box(paper.totals)),
        *conditions(terms),
    ]
