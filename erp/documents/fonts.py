"""Vera, shipped with reportlab and put inside every file; what it cannot draw is replaced."""

import unicodedata
from html import escape

from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD, ITALIC = "Vera", "Vera-Bold", "Vera-Italic"
FILES = {REGULAR: "Vera.ttf", BOLD: "VeraBd.ttf", ITALIC: "VeraIt.ttf"}
FACES = {name: TTFont(name, file) for name, file in FILES.items()}
for _face in FACES.values():
    registerFont(_face)
registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD)

DRAWN = frozenset(chr(code) for code in FACES[REGULAR].face.charToGlyph if 0x20 <= code < 0xFFFF)
UNKNOWN = "?"
# Signs people paste from a word processor or a phone, said with the nearest sign of Vera.
NEAREST = {
    **dict.fromkeys(
        "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f", "\u00a0"
    ),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f", ""),
    **dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ""),
    **dict.fromkeys("\t\u2028\u2029\u3000", " "),
    **dict.fromkeys("\u2010\u2011\u2043", "-"),
    **dict.fromkeys("✓✔", "√"),
    **dict.fromkeys("✗✘✕✖", "×"),
    **dict.fromkeys("☐□", "[ ]"),
    **dict.fromkeys("☑☒", "[x]"),
    **dict.fromkeys("●⚫▪■", "•"),
    **dict.fromkeys("⌀⌽", "Ø"),
    "→": "->",
    "⇒": "=>",
    "←": "<-",
    "⇐": "<=",
    "↔": "<->",
    "➔": "->",
    "➜": "->",
    "′": "'",
    "″": '"',
    "‒": "–",
    "Δ": "∆",
    "Σ": "∑",
    "Π": "∏",
    "μ": "µ",
    "⁄": "/",
}


def nearest(sign: str) -> str:
    """One character as Vera can draw it: itself, its nearest sign, its base letters, or `?`."""
    if sign in DRAWN:
        return sign
    if sign in NEAREST:
        return NEAREST[sign]
    if unicodedata.category(sign) in {"Cc", "Mn"}:
        return ""
    parts = unicodedata.normalize("NFKD", sign)
    return "".join(part for part in parts if part in DRAWN) or UNKNOWN


def printable(words: str) -> str:
    """Every character has its glyph; line breaks stay."""
    whole = unicodedata.normalize("NFC", words.replace("\r\n", "\n"))
    if DRAWN.issuperset(whole.replace("\n", "")):
        return whole
    return "".join(sign if sign == "\n" else nearest(sign) for sign in whole)


def safe(words: str) -> str:
    """Words as the text of a paragraph: never markup, so never a picture nor a link."""
    return escape(printable(words), quote=False).strip().replace("\n", "<br/>")


def fitting_size(words: str, font: str, size: float, width: float, least: float = 4.5) -> float:
    """The largest size in tenths of points, up to `size`, that keeps the words on one line."""
    needed = stringWidth(printable(words), font, size)
    return max(least, int(10 * size * width / needed) / 10) if needed > width else size


def shortened(words: str, font: str, size: float, width: float) -> str:
    """One line that fits, with … where it was cut."""
    line = " ".join(printable(words).split("\n"))
    if stringWidth(line, font, size) <= width:
        return line
    while line and stringWidth(line + "…", font, size) > width:
        line = line[:-1]
    return line + "…"
