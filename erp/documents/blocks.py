"""The parts every paper is built from: title, facts, tables, conditions and signature boxes."""

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer, Table

from erp.documents.fonts import BOLD, REGULAR
from erp.documents.layout import Sheet
from erp.documents.parties import CustomerBlock, picture, receiver_box, sender
from erp.documents.styles import (
    BODY,
    HEADING,
    INNER,
    LABEL,
    LABEL_CENTER,
    LABEL_RIGHT,
    LINE,
    SOFT,
    STEP,
    STRONG_LINE,
    SUBJECT,
    one_line,
    style,
    text,
)

Facts = Sequence[tuple[str, str]]
Command = tuple[object, ...]
SAME_BASE: Command = ("TOPPADDING", (0, 0), (0, -1), 3.2)  # a small label beside its answer
HALF = (INNER - STEP) / 2
TALLEST = 14 * STEP
PLACE = style(8.5, color=SOFT)
BARE: list[Command] = [
    ("FONTNAME", (0, 0), (-1, -1), REGULAR),  # else an empty cell brings Helvetica in
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def gap(height: float = STEP) -> Spacer:
    """Always a new one: what is being drawn belongs to one file and one thread."""
    return Spacer(1, height)


def half_gap() -> Spacer:
    return gap(STEP / 2)


def bare(rows: list[list[object]], widths: Sequence[float]) -> Table:
    """Things side by side, with no line and no padding."""
    return Table(rows, colWidths=list(widths), style=BARE, hAlign="LEFT")


def title(sheet: Sheet, under: str = "", *, size: float = 22) -> Table:
    """The school on the left; on the right what this paper is, its big number, its day."""
    number = sheet.number or sheet.mark.capitalize()
    color = sheet.color if sheet.number else SOFT
    named = [
        one_line(sheet.kind, HALF, 11, font=REGULAR, color=SOFT, align="right"),
        one_line(number, HALF, size, color=color, align="right", least=12),
        Spacer(1, 1 * mm),
        text(under, LABEL_RIGHT),
    ]
    return bare([[sender(sheet.school), "", named]], [HALF, STEP, HALF])


def opening(facts: Facts, customer: CustomerBlock) -> Table:
    """What to know at a glance, beside the customer's address."""
    return bare([[fact_list(facts, HALF), "", receiver_box(customer, HALF)]], [HALF, STEP, HALF])


def fact_list(facts: Facts, width: float, label_width: float = 32 * mm) -> Flowable:
    rows = [[text(label, LABEL), text(value, BODY)] for label, value in facts if value]
    if not rows:
        return Spacer(1, 1)
    table = Table(rows, colWidths=[label_width, width - label_width], hAlign="LEFT")
    table.setStyle([*BARE, *lines_below(2.2), SAME_BASE])
    return table


def lines_below(padding: float) -> list[Command]:
    return [
        ("TOPPADDING", (0, 0), (-1, -1), padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), padding + 0.6),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
    ]


def subject(words: str) -> list[Flowable]:
    return [text(words, SUBJECT), half_gap()] if words else []


def heads(*names: str) -> list[Flowable]:
    """Heads of columns: `>` at the right, `^` in the middle, else at the left."""
    looks = {">": LABEL_RIGHT, "^": LABEL_CENTER}
    return [text(name.lstrip(">^"), looks.get(name[:1], LABEL)) for name in names]


def listing(
    rows: list[list[object]],
    widths: Sequence[float],
    extra: Sequence[Command] = (),
) -> Table:
    """A table with thin lines that repeats its heads; a very tall row becomes several."""
    cut = [part for row in rows for part in cut_row(row, widths[1])]
    table = Table(cut, colWidths=list(widths), repeatRows=1, hAlign="LEFT")
    table.setStyle(
        [
            *BARE,
            *lines_below(2 * mm),
            ("LEFTPADDING", (1, 0), (-1, -1), 2 * mm),
            ("TOPPADDING", (0, 0), (-1, 0), 0),
            ("BOTTOMPADDING", (0, 0), (-1, 0), 1.5 * mm),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, STRONG_LINE),
            *extra,
        ]
    )
    return table


def cut_row(row: list[object], width: float) -> list[list[object]]:
    """Only the second cell, the words, may be tall: its parts follow in rows of their own."""
    words = row[1]
    if not isinstance(words, list):
        return [row]
    first, *others = stacks(words, width - 2 * mm)
    blanks: list[object] = [""] * len(row[2:])
    rows: list[list[object]] = [[row[0], first, *row[2:]]]
    return rows + [["", other, *blanks] for other in others]


def stacks(words: list[Flowable], width: float) -> list[list[Flowable]]:
    """The same words in piles that each fit on a page."""
    piles: list[list[Flowable]] = [[]]
    room = TALLEST
    for part in (part for whole in words for part in split(whole, width)):
        height = part.wrap(width, TALLEST)[1]
        if height > room:
            piles.append([])
            room = TALLEST
        piles[-1].append(part)
        room -= height
    return piles


def split(whole: Flowable, width: float) -> list[Flowable]:
    parts = []
    while whole.wrap(width, TALLEST)[1] > TALLEST:
        part, whole = whole.split(width, TALLEST)
        parts.append(part)
    return [*parts, whole]


def conditions(facts: Facts, heading: str = "Conditions") -> list[Flowable]:
    """Longer things to know, each beside its own small label; long ones go over the page."""
    told = [[text(label, LABEL), text(words, BODY)] for label, words in facts if words]
    if not told:
        return []
    label_width = 34 * mm
    table = Table(told, colWidths=[label_width, INNER - label_width], splitInRow=1, hAlign="LEFT")
    table.setStyle([*BARE, *lines_below(2.2), SAME_BASE])
    return [gap(), CondPageBreak(3 * STEP), text(heading, HEADING), Spacer(1, 1.5 * mm), table]


def signature_box(heading: str, fields: Facts, width: float, png: bytes | None = None) -> Table:
    """Room to sign by hand, or the signature already given."""
    height = 18 * mm
    signed = picture(png, width - STEP, height - 2 * mm) if png else Spacer(1, height)
    rows: list[list[object]] = [[text(heading, style(9, font=BOLD))]]
    rows += [[field(label, value, width - STEP)] for label, value in fields]
    rows += [[text("Signature", LABEL)], [signed]]
    table = Table(rows, colWidths=[width], hAlign="LEFT")
    table.setStyle(
        [
            *BARE,
            ("LEFTPADDING", (0, 0), (-1, -1), 4 * mm),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4 * mm),
            ("TOPPADDING", (0, 0), (-1, 0), 3 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, 0), 1 * mm),
            ("TOPPADDING", (0, 1), (-1, -1), 1.2 * mm),
            ("BOX", (0, 0), (-1, -1), 0.8, STRONG_LINE),
        ]
    )
    return table


def field(label: str, value: str, width: float) -> Table:
    """A label and its answer, or a line to write it on."""
    line: list[Command] = [] if value else [("LINEBELOW", (1, 0), (1, 0), 0.4, STRONG_LINE)]
    cells = [[text(label, LABEL), text(value, BODY)]]
    height = None if value else 5.5 * mm
    table = Table(cells, colWidths=[20 * mm, width - 20 * mm], rowHeights=[height])
    table.setStyle([*BARE, ("BOTTOMPADDING", (0, 0), (-1, -1), 1), *line])
    return table


def together(*content: Flowable) -> KeepTogether:
    return KeepTogether(list(content))
