"""The ink of the papers: colours, sizes of letters, and the one way to put words on a page."""

from functools import cache

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph
from reportlab.platypus.paraparser import ParaFrag

from erp.documents.fonts import BOLD, REGULAR, fitting_size, printable, safe

INK, SOFT = HexColor("#17202b"), HexColor("#4d5966")
LINE, STRONG_LINE = HexColor("#d8dce1"), HexColor("#aab3bd")
PALE, GHOST = HexColor("#f4f6f8"), HexColor("#eceff2")
OFFICE, WORKSHOP, PORTAL = HexColor("#1d4a73"), HexColor("#0f5c50"), HexColor("#4a2f6b")
PRACTICE, THEORY = HexColor("#0f6a5b"), HexColor("#6b4c9a")

STEP = 8 * mm
MARGIN = 2 * STEP
WIDTH, HEIGHT = 210 * mm, 297 * mm
INNER = WIDTH - 2 * MARGIN
ALIGN = {"left": TA_LEFT, "right": TA_RIGHT, "center": TA_CENTER}


@cache
def style(
    size: float, *, font: str = REGULAR, color: Color = INK, align: str = "left"
) -> ParagraphStyle:
    return ParagraphStyle(
        f"{font} {size} {align} {color.hexval()}",
        fontName=font,
        bulletFontName=font,
        fontSize=size,
        leading=round(size * 1.32, 1),
        textColor=color,
        alignment=ALIGN[align],
        splitLongWords=1,
    )


BODY = style(8.5)
STRONG = style(8.5, font=BOLD)
SMALL = style(7.5, color=SOFT)
LABEL = style(7.5, color=SOFT)
LABEL_RIGHT = style(7.5, color=SOFT, align="right")
LABEL_CENTER = style(7.5, color=SOFT, align="center")
SUBJECT = style(12, font=BOLD)
HEADING = style(10, font=BOLD)


class Words(Paragraph):
    """Tables measure their cells again when they draw them: once for a width is enough."""

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        known = self.__dict__  # reportlab forgets the lines that it has split
        if "blPara" not in known or known.get("measured") != available_width:
            self.size = super().wrap(available_width, available_height)
            self.measured = available_width
        return self.size


@cache
def plain(look: ParagraphStyle) -> ParaFrag:
    return Paragraph("x", look).frags[0]


def text(words: str, look: ParagraphStyle = BODY) -> Paragraph:
    """Words are never markup: only those of several lines need the parser."""
    line = printable(words).strip()
    if "\n" in line:
        return Words(safe(words), look)
    return Words("", look, frags=[plain(look).clone(text=line)])


def one_line(
    words: str,
    width: float,
    size: float,
    *,
    font: str = BOLD,
    color: Color = INK,
    align: str = "left",
    least: float = 4.5,
) -> Paragraph:
    """Words that shrink rather than go over two lines, down to the least size."""
    fitting = fitting_size(words, font, size, width, least)
    return text(words, style(fitting, font=font, color=color, align=align))


def figure(
    words: str, width: float, size: float = 8.5, *, font: str = REGULAR, color: Color = INK
) -> Paragraph:
    """A number on the right of its column."""
    return one_line(words, width, size, font=font, color=color, align="right")
