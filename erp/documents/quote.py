"""The quote (devis): what the school offers, until when, and where to sign."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from erp.documents import format as french
from erp.documents.blocks import (
    HALF,
    bare,
    conditions,
    gap,
    half_gap,
    heads,
    listing,
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
from erp.documents.styles import BODY, INNER, SMALL, STEP, figure, text

WORDS = "devis.json"  # all that the quote says, inside its file: its hash is what is accepted
ABOUT = "Tout ce que dit ce devis : l'empreinte de sa preuve d'acceptation est celle de ce fichier"
AGREEMENT = (
    "En signant, vous acceptez ce devis et ses conditions. Vous pouvez aussi l'accepter "
    "dans votre espace client : la commande part aussitôt à l'atelier."
)


@dataclass(frozen=True)
class OtherQuantity:
    """Another number of the same piece, that the customer may choose."""

    label: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    net: Decimal
    delay: str


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
    others: tuple[OtherQuantity, ...] = ()
    not_priced: tuple[tuple[str, str], ...] = ()


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
    return [
        title(sheet, f"Révision {paper.revision}"),
        gap(),
        opening(facts, paper.customer),
        gap(),
        *subject(paper.subject),
        priced(paper.lines),
        gap(0.75 * STEP),
        *closing(aside, totals_box(paper.totals)),
        *other_quantities(paper.others),
        *conditions(terms(paper)),
        *agreement(),
    ]


def terms(paper: QuotePaper) -> list[tuple[str, str]]:
    told = [("Règlement", paper.payment_terms), ("Remarques", paper.notes)]
    told += [("TVA", " · ".join(vat_mentions(paper.lines)))]
    told += [("Particulier", "\n".join(paper.consumer))]
    return told + [("Non chiffré", f"{label} : {why}") for label, why in paper.not_priced]


def other_quantities(others: tuple[OtherQuantity, ...]) -> list[Flowable]:
    """A small table below the totals: they count the quantities above."""
    if not others:
        return []
    figures = [26 * mm, 28 * mm, 28 * mm]
    widths = [(INNER - sum(figures)) / 2] * 2 + figures
    head = heads("Autres quantités", "Délai", ">Quantité", ">Prix unit. HT", ">Montant HT")
    rows = [other_row(one, figures) for one in others]
    chosen = text("Vous choisissez la quantité en acceptant le devis.", SMALL)
    return [gap(), listing([head, *rows], widths), half_gap(), chosen]


def other_row(one: OtherQuantity, widths: list[float]) -> list[object]:
    told = (
        french.quantity(one.quantity, one.unit),
        french.price(one.unit_price),
        french.money(one.net),
    )
    cells = [figure(words, width - 2 * mm) for words, width in zip(told, widths, strict=True)]
    return [text(one.label, BODY), text(one.delay, SMALL), *cells]


def agreement() -> list[Flowable]:
    fields = [("Nom", ""), ("Fonction", ""), ("Date", "")]
    box = signature_box("Bon pour accord", fields, HALF)
    beside = bare([[text(AGREEMENT, BODY), "", box]], [HALF, STEP, HALF])
    return [gap(), together(beside, Spacer(1, mm))]
