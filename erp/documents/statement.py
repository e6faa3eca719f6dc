"""The statement of a customer's account: what was invoiced, what was received, what is left."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from erp.documents import format as french
from erp.documents.blocks import (
    Facts,
    bare,
    conditions,
    gap,
    half_gap,
    heads,
    listing,
    opening,
    title,
    together,
)
from erp.documents.fonts import BOLD, REGULAR
from erp.documents.layout import Sheet, pages
from erp.documents.parties import CustomerBlock, SchoolBlock
from erp.documents.styles import INNER, SMALL, STRONG_LINE, figure, style, text

DAY, MONEY, CODE = 24 * mm, 27 * mm, 13 * mm
WIDTHS = [DAY, INNER - DAY - 3 * MONEY - CODE, MONEY, MONEY, MONEY, CODE]


@dataclass(frozen=True)
class StatementRow:
    """One paper or payment; `about` is its small line, `code` its matching code."""

    day: date
    label: str
    debit: Decimal
    credit: Decimal
    balance: Decimal
    about: str = ""
    code: str = ""


@dataclass(frozen=True)
class StatementPaper:
    """`ages` are (words, amount still owed) from not yet due to the oldest."""

    school: SchoolBlock
    customer: CustomerBlock
    issued_on: date
    since: date
    until: date
    opening: Decimal
    rows: tuple[StatementRow, ...]
    closing: Decimal
    ages: tuple[tuple[str, Decimal], ...]
    credit: Decimal = Decimal(0)


def draw(paper: StatementPaper) -> bytes:
    sheet = Sheet("Relevé de compte", french.day(paper.until), paper.school, paper.issued_on)
    return pages(sheet, content(paper, sheet))


def content(paper: StatementPaper, sheet: Sheet) -> list[Flowable]:
    return [
        title(sheet, f"du {french.day(paper.since)} au {french.day(paper.until)}", size=16),
        gap(),
        opening(facts(paper), paper.customer),
        gap(),
        movements(paper),
        *owed(paper),
        *conditions(how_to_pay(paper), "Pour régler"),
    ]


def owed(paper: StatementPaper) -> list[Flowable]:
    """By age; nothing when nothing is owed nor kept."""
    if not paper.credit and not any(amount for _, amount in paper.ages):
        return []
    words = text("Ce qui reste à payer, par ancienneté", style(10, font=BOLD))
    return [gap(), together(words, half_gap(), ages(paper))]


def facts(paper: StatementPaper) -> Facts:
    return [
        ("Établi le", french.day(paper.issued_on)),
        ("Solde avant", french.money(paper.opening)),
        ("Solde", in_favour(paper.closing)),
    ]


def in_favour(balance: Decimal) -> str:
    if balance < 0:
        return f"{french.money(-balance)} en votre faveur"
    return f"{french.money(balance)} à nous régler" if balance else "compte soldé"


def movements(paper: StatementPaper) -> Table:
    names = ("Date", "Pièce", ">Facturé", ">Réglé", ">Solde", "^Lettre")
    rows = [heads(*names), whole("Solde avant la période", paper.opening)]
    rows += [movement(one) for one in paper.rows]
    rows.append(whole("Solde à la fin de la période", paper.closing))
    compact = [
        ("TOPPADDING", (0, 1), (-1, -1), 1.1 * mm),
        ("BOTTOMPADDING", (0, 1), (-1, -1), 1.3 * mm),
        ("LINEABOVE", (0, -1), (-1, -1), 0.8, STRONG_LINE),
    ]
    return listing(rows, WIDTHS, compact)


def whole(words: str, balance: Decimal) -> list[object]:
    bold = style(8.5, font=BOLD)
    return ["", text(words, bold), "", "", amount(balance, font=BOLD), ""]


def movement(one: StatementRow) -> list[object]:
    label: list[Flowable] = [text(one.label)]
    if one.about:
        label.append(text(one.about, SMALL))
    return [
        text(one.day.strftime("%d/%m/%Y")),
        label,
        amount(one.debit) if one.debit else "",
        amount(one.credit) if one.credit else "",
        amount(one.balance),
        text(one.code, style(8.5, align="center")),
    ]


def amount(value: Decimal, font: str = REGULAR) -> Flowable:
    return figure(french.money(value), MONEY - 2 * mm, font=font)


def ages(paper: StatementPaper) -> Table:
    """One column for each age, and what is to the customer's credit."""
    told = [*paper.ages, ("À votre crédit", -paper.credit)] if paper.credit else list(paper.ages)
    width = INNER / len(told)
    names = [text(words, style(8, align="right")) for words, _ in told]
    sums = [figure(french.money(value), width - 2 * mm, 9, font=BOLD) for _, value in told]
    return bare([names, sums], [width] * len(told))


def how_to_pay(paper: StatementPaper) -> Facts:
    if paper.closing <= 0 or not paper.school.iban:
        return []
    return [
        ("Virement", f"IBAN {french.iban(paper.school.iban)}"),
        ("Référence", "Rappelez le numéro de chaque facture réglée."),
    ]
