"""The inspection report (rapport de contrôle): what was measured on the parts, and what was found."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportlab.platypus import Flowable

from erp.documents import format as french
from erp.documents.blocks import Facts, gap, heads, listing, opening, subject, title
from erp.documents.layout import Sheet, pages
from erp.documents.parties import CustomerBlock, SchoolBlock
from erp.documents.styles import BODY, INNER, SMALL, STRONG, WORKSHOP, text


@dataclass(frozen=True)
class Measured:
    """One characteristic: what the drawing asks, in words, and each value that was found."""

    operation: str
    what: str
    asked: str
    found: str
    is_good: bool | None  # None: nothing to compare with


@dataclass(frozen=True)
class Inspected:
    label: str
    ordered: Decimal
    good: Decimal
    scrapped: Decimal
    measures: tuple[Measured, ...]


@dataclass(frozen=True)
class InspectionReport:
    """No name of anybody: the school answers for its work."""

    school: SchoolBlock
    customer: CustomerBlock
    order_number: str
    po_number: str
    subject: str
    drawn_on: date
    parts: tuple[Inspected, ...]


def draw(paper: InspectionReport) -> bytes:
    sheet = Sheet(
        "Rapport de contrôle", paper.order_number, paper.school, paper.drawn_on, color=WORKSHOP
    )
    return pages(sheet, content(paper, sheet))


def content(paper: InspectionReport, sheet: Sheet) -> list[Flowable]:
    facts: Facts = [
        ("Date", french.day(paper.drawn_on)),
        ("Commande", paper.order_number),
        ("Votre commande", paper.po_number),
    ]
    told: list[Flowable] = [title(sheet), gap(), opening(facts, paper.customer), gap()]
    told += subject(paper.subject)
    for part in paper.parts:
        told += inspected(part)
    return told


def inspected(part: Inspected) -> list[Flowable]:
    scrapped = f" {french.quantity(part.scrapped)} écartées, non livrées." if part.scrapped else ""
    good, ordered = french.quantity(part.good), french.quantity(part.ordered)
    counted = f"{good} bonnes sur {ordered} commandées.{scrapped}"
    told: list[Flowable] = [text(part.label, STRONG), text(counted, BODY), gap(6)]
    if not part.measures:
        return [
            *told,
            text("Validé par un maître professionnel, sans relevé de cotes.", SMALL),
            gap(),
        ]
    widths = [INNER * share for share in (0.2, 0.3, 0.22, 0.16, 0.12)]
    head = heads("Opération", "Caractéristique", "Demandé", "Relevé", "Verdict")
    rows = [[text(cell, BODY) for cell in cells(one)] for one in part.measures]
    return [*told, listing([head, *rows], widths), gap()]


def cells(one: Measured) -> list[str]:
    verdict = {True: "conforme", False: "hors tolérance", None: ""}[one.is_good]
    return [one.operation, one.what, one.asked, one.found, verdict]
