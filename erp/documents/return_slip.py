"""The return slip (RM): the customer's own material goes home, and who took it signs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from erp.documents import format as french
from erp.documents.blocks import PLACE, conditions, gap, heads, listing, opening, title
from erp.documents.delivery_slip import receipt
from erp.documents.fonts import BOLD, REGULAR
from erp.documents.layout import Sheet, pages
from erp.documents.parties import CustomerBlock, SchoolBlock
from erp.documents.styles import INNER, SMALL, STRONG, WORKSHOP, figure, text


@dataclass(frozen=True)
class ReturnSlipPaper:
    """`unit` writes the unit behind a number; the quantities before count all but this return."""

    school: SchoolBlock
    customer: CustomerBlock
    number: str
    returned_on: date
    order_number: str
    label: str
    unit: Callable[[Decimal], str]
    received: Decimal
    consumed: Decimal
    returned_before: Decimal
    quantity: Decimal
    po_number: str = ""
    heat_number: str = ""
    note: str = ""

    @property
    def left(self) -> Decimal:
        return self.received - self.consumed - self.returned_before - self.quantity


def draw(paper: ReturnSlipPaper) -> bytes:
    sheet = Sheet(
        "Restitution de matière", paper.number, paper.school, paper.returned_on, color=WORKSHOP
    )
    return pages(sheet, content(paper, sheet))


def content(paper: ReturnSlipPaper, sheet: Sheet) -> list[Flowable]:
    facts = [
        ("Date", french.day(paper.returned_on)),
        ("Votre commande", paper.po_number),
        ("Notre commande", paper.order_number),
    ]
    return [
        title(sheet),
        gap(),
        opening(facts, paper.customer),
        gap(),
        returned(paper),
        *conditions([("Remarques", paper.note)], "À savoir"),
        gap(),
        receipt(None),
    ]


def returned(paper: ReturnSlipPaper) -> Table:
    column = 25 * mm
    head = heads(
        "", "Votre matière", ">Reçu", ">Travaillé", ">Déjà rendu", ">Rendu ce jour", ">Reste ici"
    )
    heat = [text(f"Coulée {paper.heat_number}", SMALL)] if paper.heat_number else []
    before = [paper.received, paper.consumed, paper.returned_before]
    row = [
        text("1", PLACE),
        [text(paper.label, STRONG), *heat],
        *(count(paper, one) for one in before),
        count(paper, paper.quantity, BOLD),
        count(paper, paper.left),
    ]
    widths = [8 * mm, INNER - 8 * mm - 5 * column, *[column] * 5]
    return listing([head, row], widths, [("LEFTPADDING", (1, 0), (1, -1), 0)])


def count(paper: ReturnSlipPaper, quantity: Decimal, font: str = REGULAR) -> Flowable:
    room = 23 * mm
    return figure(french.quantity(quantity, paper.unit(quantity)), room, font=font)
