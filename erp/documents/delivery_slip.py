"""The delivery slip (BL): what leaves today, what is left to come, and who received it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from erp.documents import format as french
from erp.documents.blocks import (
    BARE,
    HALF,
    PLACE,
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
from erp.documents.fonts import BOLD
from erp.documents.layout import Sheet, pages
from erp.documents.parties import CustomerBlock, SchoolBlock
from erp.documents.styles import (
    BODY,
    INNER,
    SMALL,
    STEP,
    STRONG,
    STRONG_LINE,
    WORKSHOP,
    figure,
    text,
)

CHECK = "Vérifiez les pièces et les quantités, notez vos réserves, puis signez."


@dataclass(frozen=True)
class DeliveryLine:
    label: str
    details: str
    unit: str
    ordered: Decimal
    delivered_before: Decimal
    delivered_now: Decimal
    remaining: Decimal


@dataclass(frozen=True)
class Signature:
    """Who received; `png` is a drawing already checked when it was received."""

    name: str
    signed_on: date
    reserves: str = ""
    png: bytes | None = None


@dataclass(frozen=True)
class DeliverySlipPaper:
    school: SchoolBlock
    customer: CustomerBlock
    number: str
    delivered_on: date
    order_number: str
    lines: tuple[DeliveryLine, ...]
    po_number: str = ""
    quote_number: str = ""
    subject: str = ""
    notes: str = ""
    signature: Signature | None = None
    consumer: tuple[str, ...] = ()


def draw(paper: DeliverySlipPaper) -> bytes:
    sheet = Sheet(
        "Bon de livraison", paper.number, paper.school, paper.delivered_on, color=WORKSHOP
    )
    return pages(sheet, content(paper, sheet))


def content(paper: DeliverySlipPaper, sheet: Sheet) -> list[Flowable]:
    facts = [
        ("Date", french.day(paper.delivered_on)),
        ("Votre commande", paper.po_number),
        ("Notre commande", paper.order_number),
        ("Notre devis", paper.quote_number),
    ]
    known = [
        ("Remarques", paper.notes),
        ("Réserves", reserves(paper.signature)),
        ("Particulier", "\n".join(paper.consumer)),
    ]
    return [
        title(sheet),
        gap(),
        opening(facts, paper.customer),
        gap(),
        *subject(paper.subject),
        delivered(paper.lines),
        *conditions(known, "À savoir"),
        gap(),
        receipt(paper.signature),
    ]


def delivered(lines: tuple[DeliveryLine, ...]) -> Table:
    column = 25 * mm
    widths = [8 * mm, INNER - 8 * mm - 4 * column, *[column] * 4]
    head = heads("", "Désignation", ">Commandé", ">Déjà livré", ">Livré ce jour", ">Reste à livrer")
    rows = [head, *(row(place, line, column) for place, line in enumerate(lines, start=1))]
    return listing(rows, widths, [("LEFTPADDING", (1, 0), (1, -1), 0)])


def row(place: int, line: DeliveryLine, column: float) -> list[object]:
    named = [text(line.label, STRONG), *([text(line.details, SMALL)] if line.details else [])]
    room = column - 2 * mm
    return [
        text(str(place), PLACE),
        named,
        figure(french.quantity(line.ordered, line.unit), room),
        figure(french.quantity(line.delivered_before), room),
        figure(french.quantity(line.delivered_now, line.unit), room, font=BOLD),
        figure(french.quantity(line.remaining) if line.remaining else "soldé", room),
    ]


def receipt(signature: Signature | None) -> Flowable:
    """An empty box for a pen, or who signed on the screen."""
    fields = [
        ("Nom", signature.name if signature else ""),
        ("Date", french.day(signature.signed_on) if signature else ""),
    ]
    if signature and not signature.png:
        fields.append(("Accord", "Nom tapé dans l'espace client"))
    box = signature_box("Reçu par le client", fields, HALF, signature.png if signature else None)
    return together(bare([[writing_room(signature), "", box]], [HALF, STEP, HALF]))


def reserves(signature: Signature | None) -> str:
    return (signature.reserves or "Aucune réserve") if signature else ""


def writing_room(signature: Signature | None) -> list[Flowable]:
    """Lines for reserves by hand, as long as nobody has signed."""
    if signature:
        return []
    fields = [[text("Réserves", SMALL)], *[[""] for _ in range(3)]]
    room = Table(fields, colWidths=[HALF], rowHeights=[5 * mm, *[8 * mm] * 3], hAlign="LEFT")
    room.setStyle([*BARE, ("LINEBELOW", (0, 1), (-1, -1), 0.4, STRONG_LINE)])
    return [text(CHECK, BODY), half_gap(), room]
