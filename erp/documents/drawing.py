"""A simple part drawing, such as a customer sends: two views, their sizes and a title block."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from erp.documents.fonts import BOLD, REGULAR, printable, shortened
from erp.documents.layout import ONE_AT_A_TIME
from erp.documents.styles import INK, SOFT

WIDTH, HEIGHT, MARGIN = 297 * mm, 210 * mm, 10 * mm
BLOCK_WIDTH, BLOCK_HEIGHT = 90 * mm, 32 * mm
VIEW = 150 * mm  # the longest side on paper


@dataclass(frozen=True)
class PartDrawing:
    """Sizes in millimetres; a round part is `length` long and `height` across."""

    title: str
    reference: str
    material: str
    company: str
    drawn_on: date
    length: float
    height: float
    thickness: float
    is_round: bool = False


def draw(part: PartDrawing) -> bytes:
    target = BytesIO()
    with ONE_AT_A_TIME:
        canvas = Canvas(
            target, pagesize=(WIDTH, HEIGHT), invariant=1, initialFontName=REGULAR, lang="fr-FR"
        )
        canvas.setTitle(printable(part.title))
        canvas.setDateFormatter(lambda *_: f"D:{part.drawn_on:%Y%m%d}000000Z")
        canvas.setStrokeColor(INK)
        canvas.rect(MARGIN, MARGIN, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN)
        front_view(canvas, part)
        title_block(canvas, part)
        canvas.save()
    return target.getvalue()


def front_view(canvas: Canvas, part: PartDrawing) -> None:
    """The part from the front and, to its right, from the side, at one scale."""
    scale = min(VIEW / part.length, 70 * mm / part.height)
    length, height, depth = (scale * side for side in (part.length, part.height, part.thickness))
    left, bottom = 30 * mm, 150 * mm - height / 2
    middle = bottom + height / 2
    canvas.setLineWidth(1)
    canvas.rect(left, bottom, length, height)
    side = left + length + 25 * mm
    if part.is_round:
        canvas.circle(side + height / 2, middle, height / 2)
    else:
        canvas.rect(side, bottom, max(depth, 1), height)
    canvas.setLineWidth(0.4)
    canvas.setDash(8, 3)
    canvas.line(left - 5 * mm, middle, left + length + 5 * mm, middle)
    canvas.setDash()
    size_below(canvas, left, left + length, bottom - 10 * mm, f"{part.length:g}")
    across = f"{'Ø' if part.is_round else ''}{part.height:g}"
    size_beside(canvas, bottom, bottom + height, left - 12 * mm, across)


def size_below(canvas: Canvas, start: float, end: float, y: float, words: str) -> None:
    canvas.line(start, y, end, y)
    for x in (start, end):
        canvas.line(x, y - 2 * mm, x, y + 6 * mm)
    write(canvas, (start + end) / 2, y + 1.5 * mm, words)


def size_beside(canvas: Canvas, start: float, end: float, x: float, words: str) -> None:
    canvas.line(x, start, x, end)
    for y in (start, end):
        canvas.line(x - 2 * mm, y, x + 8 * mm, y)
    canvas.saveState()
    canvas.translate(x - 1.5 * mm, (start + end) / 2)
    canvas.rotate(90)
    write(canvas, 0, 0, words)
    canvas.restoreState()


def write(canvas: Canvas, x: float, y: float, words: str) -> None:
    canvas.setFont(REGULAR, 10)
    canvas.drawCentredString(x, y, printable(words))


def title_block(canvas: Canvas, part: PartDrawing) -> None:
    left, bottom = WIDTH - MARGIN - BLOCK_WIDTH, MARGIN
    canvas.rect(left, bottom, BLOCK_WIDTH, BLOCK_HEIGHT)
    lines = (
        (BOLD, 10, part.title),
        (REGULAR, 8, f"{part.reference} · {part.material}"),
        (REGULAR, 8, f"{part.company} · {part.drawn_on:%d/%m/%Y}"),
        (REGULAR, 7, "Tolérances générales ISO 2768-mK · cotes en mm · plan fictif"),
    )
    for n, (font, size, words) in enumerate(lines):
        canvas.setFont(font, size)
        canvas.setFillColor(INK if n == 0 else SOFT)
        room = BLOCK_WIDTH - 8 * mm
        y = bottom + BLOCK_HEIGHT - (n + 1) * 7 * mm
        canvas.drawString(left + 4 * mm, y, shortened(words, font, size, room))
