"""The traveller sheet (fiche suiveuse): it goes with the parts, one row per operation."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from erp.documents import format as french
from erp.documents.blocks import HALF, bare, conditions, fact_list, gap, half_gap, heads, listing
from erp.documents.fonts import BOLD, REGULAR
from erp.documents.layout import Sheet, pages
from erp.documents.parties import SchoolBlock
from erp.documents.qr import QrCode
from erp.documents.styles import (
    INNER,
    LABEL,
    SMALL,
    SOFT,
    STEP,
    STRONG,
    STRONG_LINE,
    WORKSHOP,
    figure,
    one_line,
    style,
    text,
)

SIDE = 34 * mm
TASK_SIDE = 19 * mm
TIMES = 36 * mm
FIXED = [11 * mm, TIMES, 25 * mm, 13 * mm, 16 * mm, 22 * mm]
WIDTHS = [FIXED[0], INNER - sum(FIXED), *FIXED[1:]]


@dataclass(frozen=True)
class TravellerOperation:
    """Minutes are students' time; `qr_url` opens the task on the tablet."""

    position: int
    label: str
    machine: str
    operation_type: str
    set_up_minutes: Decimal
    unit_minutes: Decimal
    total_minutes: Decimal
    qr_url: str
    ppe: tuple[str, ...] = ()


@dataclass(frozen=True)
class TravellerPaper:
    """Never a student's name: the sheet lies about in the workshop."""

    school: SchoolBlock
    number: str
    printed_on: date
    qr_url: str
    label: str
    quantity: Decimal
    unit: str
    customer_name: str
    due: str
    material: str
    order_number: str
    operations: tuple[TravellerOperation, ...]
    drawing_refs: tuple[str, ...] = ()
    notes: str = ""


class TickBox(Flowable):
    """A square to tick with a pen, in the middle of its column."""

    def __init__(self, column: float, side: float = 7 * mm) -> None:
        super().__init__()
        self.side, self.width, self.height = side, column, side

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(SOFT)
        self.canv.setLineWidth(0.9)
        self.canv.rect((self.width - self.side) / 2, 0, self.side, self.side, stroke=1, fill=0)


def draw(paper: TravellerPaper) -> bytes:
    sheet = Sheet("Fiche suiveuse", paper.number, paper.school, paper.printed_on, color=WORKSHOP)
    return pages(sheet, content(paper))


def content(paper: TravellerPaper) -> list[Flowable]:
    return [
        heading(paper),
        half_gap(),
        what(paper),
        gap(),
        operations(paper.operations),
        *conditions([("Remarques", paper.notes)], "À savoir"),
    ]


def heading(paper: TravellerPaper) -> Table:
    """The number can be read from the other end of the workshop."""
    width = INNER - SIDE - STEP
    named = [
        text(f"Fiche suiveuse · {paper.school.name}", style(9, color=SOFT)),
        one_line(paper.number, width, 42, color=WORKSHOP, least=40),
        Spacer(1, 2 * mm),
        text(paper.label, style(14, font=BOLD)),
    ]
    return bare([[named, "", QrCode(paper.qr_url, SIDE)]], [width, STEP, SIDE])


def what(paper: TravellerPaper) -> Table:
    count = french.quantity(paper.quantity, paper.unit)
    left = [
        text("Quantité", LABEL),
        one_line(count, HALF, 24),
        Spacer(1, 3 * mm),
        text("Échéance", LABEL),
        one_line(paper.due or "à fixer", HALF, 11, least=9),
    ]
    right = [
        ("Client", paper.customer_name),
        ("Commande", paper.order_number),
        ("Matière", paper.material),
        ("Plans", ", ".join(paper.drawing_refs)),
    ]
    return bare([[left, "", fact_list(right, HALF, 22 * mm)]], [HALF, STEP, HALF])


def operations(steps: tuple[TravellerOperation, ...]) -> Table:
    names = ("", "Opération", ">Temps élève", "^Tâche", "^Fait", "^Contrôlé", "^Initiales")
    rows = [heads(*names), *(row(step) for step in steps)]
    room_to_write = [
        ("VALIGN", (3, 1), (-1, -1), "MIDDLE"),
        ("LINEBEFORE", (6, 1), (6, -1), 0.4, STRONG_LINE),
        ("TOPPADDING", (0, 1), (-1, -1), 1.5 * mm),
        ("BOTTOMPADDING", (0, 1), (-1, -1), 1.5 * mm),
        ("LEFTPADDING", (3, 0), (-1, -1), 0),
        ("RIGHTPADDING", (2, 0), (2, -1), 3 * mm),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, STRONG_LINE),
    ]
    return listing(rows, WIDTHS, room_to_write)


def row(step: TravellerOperation) -> list[object]:
    where = " · ".join(part for part in (step.machine, step.operation_type) if part)
    named = [text(step.label, STRONG), *([text(where, SMALL)] if where else [])]
    if step.ppe:
        wear = "À porter : " + ", ".join(step.ppe)
        named += [Spacer(1, 1 * mm), text(wear, style(7.5, font=BOLD, color=WORKSHOP))]
    code = QrCode(step.qr_url, TASK_SIDE)
    code.hAlign = "CENTER"
    ticks = [TickBox(width) for width in WIDTHS[4:6]]
    return [one_line(str(step.position), 10 * mm, 12), named, times(step), code, *ticks, ""]


def times(step: TravellerOperation) -> Table:
    rows = [
        ("Réglage", step.set_up_minutes, REGULAR),
        ("Par pièce", step.unit_minutes, REGULAR),
        ("Total", step.total_minutes, BOLD),
    ]
    label, room = 15 * mm, TIMES - 20 * mm
    told = [
        [text(name, SMALL), figure(french.duration(minutes) if minutes else "–", room, font=font)]
        for name, minutes, font in rows
    ]
    return bare(told, [label, room])
