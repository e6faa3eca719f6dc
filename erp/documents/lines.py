"""Priced lines and their totals, the same on quotes, confirmations and invoices."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from erp.documents import format as french
from erp.documents.blocks import BARE, PLACE, Facts, bare, fact_list, heads, listing
from erp.documents.fonts import BOLD
from erp.documents.styles import BODY, INNER, LINE, SMALL, STEP, STRONG, STRONG_LINE, figure, text
from erp.documents.vat import VatGround

GOODS, SERVICE = "Bien", "Prestation"
CATEGORIES = {
    frozenset({GOODS}): "Livraison de biens",
    frozenset({SERVICE}): "Prestation de services",
    frozenset({GOODS, SERVICE}): "Livraison de biens et prestation de services (opération mixte)",
}
TOTALS_WIDTH = 84 * mm


@dataclass(frozen=True)
class PaperLine:
    """`nature` is GOODS or SERVICE; a credit note carries negative amounts.

    `ground` says why the rate is zero; `unit_code` (UN/ECE rec. 20) is told by `unit` when empty.
    """

    label: str
    details: str
    nature: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    discount_percent: Decimal
    vat_rate: Decimal
    net: Decimal
    ground: VatGround | None = None
    unit_code: str = ""


@dataclass(frozen=True)
class Totals:
    """`vat` is one (rate, base, amount) per rate."""

    net: Decimal
    vat: tuple[tuple[Decimal, Decimal, Decimal], ...]
    gross: Decimal


def category(lines: Sequence[PaperLine]) -> str:
    """The category of operation of CGI ann. II art. 242 nonies A, 8° bis."""
    return CATEGORIES.get(frozenset(line.nature for line in lines), "")


def vat_mentions(lines: Sequence[PaperLine]) -> tuple[str, ...]:
    """Each ground once, as the law words it (242 nonies A, 12° and 13°)."""
    said = [line.ground.mention for line in lines if line.ground and line.ground.mention]
    return tuple(dict.fromkeys(said))


def priced(lines: Sequence[PaperLine]) -> Table:
    """The column of discounts is there only when somebody gets one."""
    discounted = any(line.discount_percent for line in lines)
    numbers = [24 * mm, 24 * mm, *([14 * mm] if discounted else []), 13 * mm, 26 * mm]
    widths = [8 * mm, INNER - 8 * mm - sum(numbers), *numbers]
    discount = [">Remise"] if discounted else []
    head = heads("", "Désignation", ">Quantité", ">Prix unit. HT", *discount, ">TVA", ">Montant HT")
    rows = [head, *(row(place, line, widths) for place, line in enumerate(lines, start=1))]
    return listing(rows, widths, [("LEFTPADDING", (1, 0), (1, -1), 0)])


def row(place: int, line: PaperLine, widths: Sequence[float]) -> list[object]:
    figures = [
        french.quantity(line.quantity, line.unit),
        french.price(line.unit_price),
        french.percent(line.discount_percent) if line.discount_percent else "",
        french.percent(line.vat_rate),
        french.money(line.net),
    ]
    if len(widths) == 6:
        del figures[2]
    cells = [
        figure(words, width - 2 * mm) for words, width in zip(figures, widths[2:], strict=True)
    ]
    return [text(str(place), PLACE), named(line), *cells]


def named(line: PaperLine) -> list[Flowable]:
    about = f"{line.nature} · {line.details}" if line.details else line.nature
    return [text(line.label, STRONG), text(about, SMALL)]


def totals_box(totals: Totals, more: Sequence[tuple[str, Decimal]] = ()) -> Table:
    """Boxed at the right; the last amount is the one to remember."""
    rows = [("Total HT", totals.net)]
    for rate, base, amount in totals.vat:
        rows.append((f"TVA {french.percent(rate)} sur {french.money(base)}", amount))
    rows += [("Total TTC", totals.gross), *more]
    inner = TOTALS_WIDTH - 8 * mm
    cells = [total_row(*pair, inner, last=pair is rows[-1]) for pair in rows]
    table = Table(cells, colWidths=[4 * mm, inner * 0.58, inner * 0.42, 4 * mm], hAlign="RIGHT")
    table.setStyle(
        [
            *BARE,
            ("TOPPADDING", (0, 0), (-1, -1), 1.5 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.7 * mm),
            ("LINEBELOW", (1, 0), (2, -2), 0.4, LINE),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("BOX", (0, 0), (-1, -1), 0.8, STRONG_LINE),
        ]
    )
    return table


def total_row(label: str, amount: Decimal, width: float, *, last: bool) -> list[object]:
    words = french.money(amount)
    if last:
        return ["", text(label, STRONG), figure(words, width * 0.42, 11.5, font=BOLD), ""]
    return ["", text(label, BODY), figure(words, width * 0.42), ""]


def closing(left: Facts, box: Table, below: Sequence[Flowable] = ()) -> list[Flowable]:
    """The totals at the right and, in the room beside them, two or three short facts."""
    width = INNER - TOTALS_WIDTH - STEP
    beside = [fact_list(left, width, 22 * mm), *below]
    return [bare([[beside, "", box]], [width, STEP, TOTALS_WIDTH])]
