"""The plan of a week on one A3 for the wall: rows, half-days, who does what; first names only."""

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A3, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    PageTemplate,
    Spacer,
    Table,
)

from erp.documents.fonts import BOLD, REGULAR, printable
from erp.documents.layout import ONE_AT_A_TIME
from erp.documents.styles import GHOST, INK, LINE, OFFICE, SOFT, STRONG_LINE, THEORY, style, text

WIDTH, HEIGHT = landscape(A3)
MARGIN, TOP, WHO = 10 * mm, 18 * mm, 34 * mm
ROOM = HEIGHT - MARGIN - TOP
LESSON = HexColor("#efe9f7")
SIZES = (13.0, 11.0, 9.5, 8.0)  # of letters: it hangs on a wall
Command = tuple[object, ...]
FRAME: list[Command] = [
    ("GRID", (0, 0), (-1, -1), 0.4, LINE),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 1.2 * mm),
    ("RIGHTPADDING", (0, 0), (-1, -1), 1 * mm),
    ("TOPPADDING", (0, 0), (-1, -1), 1 * mm),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2 * mm),
]
HEAD = style(11, font=BOLD, align="center")


@dataclass(frozen=True)
class PlanCard:
    label: str
    work: str
    who: str


@dataclass(frozen=True)
class PlanCell:
    """`shut`: a lesson, an exam, a closed day; "" when the workshop is open."""

    shut: str = ""
    is_lesson: bool = False
    cards: tuple[PlanCard, ...] = ()


@dataclass(frozen=True)
class PlanRow:
    name: str
    small: str
    cells: tuple[PlanCell, ...]


@dataclass(frozen=True)
class WeekPlanPaper:
    """`days`: each is two columns, morning and afternoon."""

    school_name: str
    title: str
    printed: str
    days: tuple[str, ...]
    rows: tuple[PlanRow, ...]


def draw(paper: WeekPlanPaper) -> bytes:
    target = BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=(WIDTH, HEIGHT),
        title=printable(paper.title),
        author=printable(paper.school_name),
        creator="Établi",
        lang="fr-FR",
        invariant=1,
        pageCompression=1,
    )
    frame = Frame(MARGIN, MARGIN, WIDTH - 2 * MARGIN, ROOM, 0, 0, 0, 0)
    document.addPageTemplates(
        [PageTemplate("week", [frame], onPage=lambda canvas, _: surround(canvas, paper))]
    )
    with ONE_AT_A_TIME:
        document.build([as_large_as_fits(paper)])
    return target.getvalue()


def as_large_as_fits(paper: WeekPlanPaper) -> Table:
    """On one page; in the smallest letters it goes over several."""
    smallest = grid(paper, SIZES[-1])
    height = smallest.wrap(WIDTH, ROOM)[1]
    for size in SIZES[:-1]:
        if height * size / SIZES[-1] <= ROOM:  # larger letters take at least so much more
            table = grid(paper, size)
            if table.wrap(WIDTH, ROOM)[1] <= ROOM:
                return table
    return smallest


def surround(canvas: Canvas, paper: WeekPlanPaper) -> None:
    canvas.setFillColor(OFFICE)
    canvas.rect(0, HEIGHT - 3 * mm, WIDTH, 3 * mm, stroke=0, fill=1)
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, 16)
    canvas.drawString(MARGIN, HEIGHT - 13 * mm, printable(paper.title))
    canvas.setFillColor(SOFT)
    canvas.setFont(REGULAR, 8)
    told = f"{paper.school_name} · {paper.printed} · page {canvas.getPageNumber()}"
    canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 13 * mm, printable(told))


def grid(paper: WeekPlanPaper, size: float) -> Table:
    """Letters of that size, in points."""
    days = [part for day in paper.days for part in (text(day, HEAD), "")]
    halves = [
        text(name, style(8.5, color=SOFT, align="center")) for name in ("matin", "après-midi")
    ]
    rows: list[list[object]] = [["", *days], ["", *halves * len(paper.days)]]
    rows += [
        [
            [
                text(row.name, style(size, font=BOLD)),
                text(row.small, style(0.9 * size, color=SOFT)),
            ],
            *(cell(one, size) for one in row.cells),
        ]
        for row in paper.rows
    ]
    column = (WIDTH - 2 * MARGIN - WHO) / (2 * len(paper.days))
    table = Table(rows, [WHO, *[column] * 2 * len(paper.days)], repeatRows=2, hAlign="LEFT")
    table.setStyle([*FRAME, *across(len(paper.days)), *closed(paper.rows)])
    return table


def across(days: int) -> list[Command]:
    """A day is over its two halves, and stands apart from the next."""
    firsts = range(1, 2 * days, 2)
    spans: list[Command] = [("SPAN", (n, 0), (n + 1, 0)) for n in firsts]
    return [*spans, *(("LINEBEFORE", (n, 0), (n, -1), 1, STRONG_LINE) for n in firsts)]


def closed(rows: tuple[PlanRow, ...]) -> list[Command]:
    return [
        ("BACKGROUND", (x, y), (x, y), LESSON if one.is_lesson else GHOST)
        for y, row in enumerate(rows, 2)
        for x, one in enumerate(row.cells, 1)
        if one.shut and not one.cards
    ]


def cell(one: PlanCell, size: float) -> list[Flowable]:
    shut = style(max(SIZES[-1], 0.8 * size), color=THEORY if one.is_lesson else SOFT)
    told: list[Flowable] = [text(one.shut, shut)] if one.shut else []
    for n, card in enumerate(one.cards):
        told += [*(between() if n else ()), text(card.label, style(size, font=BOLD))]
        told += [text(card.work, style(size)), text(card.who, style(size, color=SOFT))]
    return told


def between() -> tuple[Flowable, ...]:
    gap = Spacer(1, 1 * mm)
    return gap, HRFlowable("100%", 0.4, color=STRONG_LINE, spaceBefore=0, spaceAfter=0), gap
