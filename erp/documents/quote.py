"""The quote (devis): what the school offers, until when, and where to sign."""

from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from erp.documents import format as french
from erp.documents.blocks import (
    HALF,
    bare,
    conditions,
    gap,
    opening,
    signature_box,
    subject,
    title,
    together,
)
from erp.documents.layout import DRAFT, Sheet, pages
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
from erp.documents.styles import BODY, STEP, text

AGREEMENT = (
    "En signant, vous acceptez ce devis et ses conditions. Vous pouvez aussi l'accepter "
    "dans votre espace client : la commande part aussitôt à l'atelier."
)


@dataclass(frozen=True)
class QuotePaper:
    school: SchoolBlock
    customer: CustomerBlock
    number: str
    revision: int
    sent_on: date | None
    valid_until: date | None
    subject: str
    lines: tuple[PaperLine, ...]
    totals: Totals
    delay: str = ""
    material_by: str = ""
    payment_terms: str = ""
    notes: str = ""
    drawing_refs: tuple[str, ...] = ()
    draft: bool = False
    consumer: tuple[str, ...] = ()


def draw(paper: QuotePaper) -> bytes:
    sheet = Sheet(
        kind="Devis",
        number="" if paper.draft else paper.number,
        school=paper.school,
        dated=paper.sent_on,
        mark=DRAFT if paper.draft else "",
    )
    return pages(sheet, content(paper, sheet))


def content(paper: QuotePaper, sheet: Sheet) -> list[Flowable]:
    facts = [
        ("Date", french.day(paper.sent_on) if paper.sent_on else "à l'envoi"),
        ("Valable jusqu'au", french.day(paper.valid_until) if paper.valid_until else ""),
        ("Délai", paper.delay),
        ("Matière fournie par", paper.material_by),
        ("Plans", ", ".join(paper.drawing_refs)),
    ]
    aside = [("Catégorie", category(paper.lines))]
    terms = [("Règlement", paper.payment_terms), ("Remarques", paper.notes)]
    terms += [("TVA", " · ".join(vat_mentions(paper.lines)))]
    terms += [("Particulier", "\n".join(paper.consumer))]
    return [
        title(sheet, f"Révision {paper.revision}"),
        gap(),
        opening(facts, paper.customer),
        gap(),
        *subject(paper.subject),
        priced(paper.lines),
        gap(0.75 * STEP),
        *closing(aside, totals_box(paper.totals)),
        *conditions(terms),
        gap(),
        agreement(),
    ]


def agreement() -> Flowable:
    fields = [("Nom", ""), ("Fonction", ""), ("Date", "")]
    box = signature_box("Bon pour accord", fields, HALF)
    return together(bare([[text(AGREEMENT, BODY), "", box]], [HALF, STEP, HALF]), Spacer(1, mm))
