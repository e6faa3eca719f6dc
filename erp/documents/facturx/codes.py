"""What EN 16931 and XP Z12-012 code of an invoice, told from its paper alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from erp.documents.invoice_paper import DEBITS, InvoicePaper
from erp.documents.lines import GOODS, SERVICE, PaperLine
from erp.documents.parties import CustomerBlock, SchoolBlock
from erp.documents.vat import NOT_E_INVOICED, STANDARD

ON_INVOICE, ON_DELIVERY, ON_PAYMENT = "5", "29", "72"  # BT-8 (UNTDID 2475)
TYPES = {"deposit": "386", "credit_note": "381", "corrective": "384"}
DEPOSIT_CREDIT = "503"
LETTERS = {frozenset({GOODS}): "B", frozenset({SERVICE}): "S"}
DIRECTORY, E_MAIL = "0225", "EM"
UNITS = {
    **dict.fromkeys(("h", "heure", "heures"), "HUR"),
    **dict.fromkeys(("min", "minute", "minutes"), "MIN"),
    **dict.fromkeys(("j", "jour", "jours", "journée", "journées"), "DAY"),
    **dict.fromkeys(("m", "mètre", "mètres", "ml"), "MTR"),
    **dict.fromkeys(("m²", "m2"), "MTK"),
    **dict.fromkeys(("m³", "m3"), "MTQ"),
    **dict.fromkeys(("kg", "kilo", "kilos"), "KGM"),
    **dict.fromkeys(("t", "tonne", "tonnes"), "TNE"),
    **dict.fromkeys(("l", "litre", "litres"), "LTR"),
    **dict.fromkeys(("forfait", "forfaits", "ensemble", "ensembles"), "LS"),
}
PIECE = "C62"
TOWN = re.compile(r"(?P<code>[A-Z]{0,2}-?\d{4,6})\s+(?P<town>\S.*)")


@dataclass(frozen=True)
class VatShare:
    """One VAT breakdown (BG-23); amounts have the sign of the page."""

    category: str
    rate: Decimal
    base: Decimal
    amount: Decimal
    code: str
    reason: str
    due: str


@dataclass(frozen=True)
class Place:
    """A postal address as BG-5, BG-8 and BG-15 cut it."""

    lines: tuple[str, ...]
    postal_code: str
    town: str
    country: str


def type_code(paper: InvoicePaper) -> str:
    """BT-3 (UNTDID 1001); an invoice after deposits stays a 380."""
    if paper.is_credit and paper.credits_deposit:
        return DEPOSIT_CREDIT
    return TYPES.get(paper.kind, "380")


def frame(paper: InvoicePaper) -> str:
    """BT-23: goods, services or both, then 4 after deposits, 2 already paid, else 1."""
    letter = LETTERS.get(frozenset(line.nature for line in paper.lines), "M")
    if paper.kind == "final":
        return f"{letter}4"
    return f"{letter}2" if paper.is_paid else f"{letter}1"


def treatment(paper: InvoicePaper) -> str:
    """Note BAR (BR-FR-20): how the State's platform has to treat this invoice."""
    codes = {line.ground.code if line.ground else "" for line in paper.lines}
    if codes and codes <= NOT_E_INVOICED:
        return "OUTOFSCOPE"
    abroad = paper.customer.country != "FR"
    if paper.customer.private:
        return "B2CINT" if abroad else "B2C"
    return "B2BINT" if abroad else "B2B"


def notes(paper: InvoicePaper) -> list[tuple[str, str]]:
    """BG-1 as (subject code, words): PMT, PMD and AAB once each (BR-FR-05, BR-FR-06)."""
    told = [
        ("PMT", paper.recovery),
        ("PMD", paper.late_penalty),
        ("AAB", paper.early_payment_discount),
        ("BAR", treatment(paper)),
        ("AAI", DEBITS if paper.vat_on_debits else ""),
        ("AAI", paper.subject),
        ("AAI", paper.notes),
    ]
    return [(code, words) for code, words in told if words.strip()]


def preceding(paper: InvoicePaper) -> list[tuple[str, date | None]]:
    """BG-3: the deposits taken off, or the invoice that is corrected or replaced."""
    origin = [(paper.credited_number, paper.credited_on)] if paper.credited_number else []
    return [*((deposit.number, deposit.issued_on) for deposit in paper.deposits), *origin]


def due_day(paper: InvoicePaper) -> date | None:
    """BT-9; of an invoice already paid, the day it was (BR-FR-CO-09)."""
    if paper.is_credit:
        return None
    return (paper.paid_on or paper.due_on) if paper.is_paid else paper.due_on


def category(line: PaperLine) -> str:
    """BT-151; nothing when a rate of zero has no ground."""
    if line.ground:
        return line.ground.category
    return STANDARD if line.vat_rate else ""


def breakdown(paper: InvoicePaper) -> list[VatShare]:
    """BG-23, one per category and rate; the VAT of a rate is the one printed in the totals."""
    printed = {rate: amount for rate, _, amount in paper.totals.vat}
    groups: dict[tuple[str, Decimal], list[PaperLine]] = {}
    for line in paper.lines:
        groups.setdefault((category(line), line.vat_rate), []).append(line)
    return [
        share(paper, lines, kind, rate, printed.get(rate, Decimal(0)))
        for (kind, rate), lines in groups.items()
    ]


def share(
    paper: InvoicePaper, lines: Sequence[PaperLine], kind: str, rate: Decimal, amount: Decimal
) -> VatShare:
    grounds = [line.ground for line in lines if line.ground]
    codes = {ground.code for ground in grounds}
    return VatShare(
        category=kind,
        rate=rate,
        base=sum((line.net for line in lines), Decimal(0)),
        amount=amount if rate else Decimal(0),
        code=codes.pop() if len(codes) == 1 else "",
        reason=" · ".join(dict.fromkeys(ground.mention for ground in grounds)),
        due=vat_due(paper, lines) if kind == STANDARD else "",
    )


def vat_due(paper: InvoicePaper, lines: Sequence[PaperLine]) -> str:
    """BT-8 by CGI 269-2: goods at delivery, services at payment or at the invoice (débits).

    Every deposit at payment. One rate on goods and services has no single answer: nothing is said.
    """
    if paper.kind == "deposit" or paper.credits_deposit:
        return ON_PAYMENT
    natures = {line.nature for line in lines}
    if natures == {GOODS}:
        return ON_DELIVERY
    if natures == {SERVICE}:
        return ON_INVOICE if paper.vat_on_debits else ON_PAYMENT
    return ""


def unit_code(line: PaperLine) -> str:
    """BT-130 (UN/ECE rec. 20); anything that is counted is a piece."""
    return line.unit_code or UNITS.get(line.unit.strip().lower(), PIECE)


def place(lines: Sequence[str], country: str) -> Place:
    """An address as it is printed, cut at its last line when that is `38420 Domène`."""
    told = [line.strip() for line in lines if line.strip()]
    found = TOWN.fullmatch(told[-1]) if told else None
    if not found:
        return Place(tuple(told), "", "", country)
    return Place(tuple(told[:-1]), found["code"], found["town"], country)


def ship_to(customer: CustomerBlock) -> Place:
    """BG-15: the delivery address, else the customer's own."""
    if customer.delivery_address:
        country = customer.delivery_country or customer.country
        return place(customer.delivery_address, country)
    return place(customer.address, customer.delivery_country or customer.country)


def seller_address(school: SchoolBlock) -> tuple[str, str]:
    """BT-34 as (scheme, address)."""
    return DIRECTORY, school.electronic_address or school.siren


def buyer_address(customer: CustomerBlock) -> tuple[str, str]:
    """BT-49 as (scheme, address): the directory of the State, else an e-mail (BR-FR-12, 21)."""
    listed = customer.electronic_address or customer.siren
    return (DIRECTORY, listed) if listed else (E_MAIL, customer.email)
