"""Invoices of every kind and VAT case, drawn by lot but always the same, valid by default."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from random import Random

from erp.core.money import round_cents, vat_by_rate
from erp.documents.invoice_paper import Deposit, InvoicePaper
from erp.documents.lines import GOODS, SERVICE, PaperLine, Totals
from erp.documents.parties import CustomerBlock
from erp.documents.vat import GROUNDS
from tests.documents.parts import LONG, TEXTS, TODAY, a_customer, a_school

KINDS = ("invoice", "deposit", "final", "credit_note", "corrective")
CASES = ("standard", "rates", "private", "public", *GROUNDS)
NATURES = ((GOODS,), (SERVICE,), (GOODS, SERVICE))
RATES = ("20", "10", "5.5", "2.1", "8.5")
UNITS = ("pièces", "h", "kg", "m²", "forfait", "")
COUNTS = (1, 1, 2, 2, 3, 3, 4, 5, 7, 12)
PENALTY = "Trois fois le taux d'intérêt légal, dès le jour suivant l'échéance, sans rappel."
GERMAN = a_customer(
    name="Müller Präzisionstechnik GmbH & Co. <KG>",
    address=("Hauptstraße 5", "80331 München"),
    siren="",
    country="DE",
    vat_number="DE900000014",
    email="rechnung@mueller.example.org",
)
SWISS = a_customer(
    name="Décolletage du Léman SA",
    address=("Route de Genève 1", "1260 Nyon"),
    siren="",
    country="CH",
    vat_number="CHE123456788TVA",
    email="factures@leman.example.org",
)
PERSON = a_customer(
    name="Anne Martin",
    siren="",
    vat_number="",
    private=True,
    email="anne.martin@example.org",
)
CUSTOMERS = {
    "private": PERSON,
    "eu_goods": GERMAN,
    "eu_services": GERMAN,
    "export": SWISS,
    "public": a_customer(name="Commune de Domène", siret="20000000800017", contact=""),
}
WITHOUT_VAT_NUMBER = {"franchise", "outside", "non_profit"}


def a_line(**changes: object) -> PaperLine:
    line = PaperLine(
        *TEXTS[0],
        nature=GOODS,
        quantity=Decimal(25),
        unit="pièces",
        unit_price=Decimal("31.3248"),
        discount_percent=Decimal(0),
        vat_rate=Decimal(20),
        net=Decimal("783.12"),
    )
    line = replace(line, **changes)
    return line if "net" in changes else replace(line, net=net_of(line))


def net_of(line: PaperLine) -> Decimal:
    return round_cents(line.unit_price * line.quantity * (1 - line.discount_percent / 100))


def totals_of(lines: Sequence[PaperLine]) -> Totals:
    vat = vat_by_rate((line.vat_rate, line.net) for line in lines)
    net = sum((line.net for line in lines), Decimal("0.00"))
    return Totals(net, vat, net + sum((amount for _, _, amount in vat), Decimal("0.00")))


def a_paper(lines: Sequence[PaperLine] = (), **changes: object) -> InvoicePaper:
    """`changes` are made after the totals were computed."""
    lines = tuple(lines) or (a_line(),)
    totals = totals_of(lines)
    paper = InvoicePaper(
        kind="invoice",
        school=a_school(),
        customer=a_customer(),
        number="F2026-00042",
        issued_on=TODAY,
        lines=lines,
        totals=totals,
        to_pay=totals.gross,
        due_on=TODAY + timedelta(days=30),
        delivered_on=(TODAY,),
        po_number="PO-2026-118",
        payment_terms="30 jours à compter de la date de facture.",
        late_penalty=PENALTY,
    )
    return replace(paper, **changes)


def drawn_by_lot(kind: str, case: str, natures: tuple[str, ...], seed: int) -> InvoicePaper:
    lot = Random(f"{kind} {case} {natures} {seed}")
    sign = -1 if kind == "credit_note" else 1
    count = 100 if lot.random() < 0.02 else lot.choice(COUNTS)
    lines = [a_lot_line(lot, case, natures[place % len(natures)], sign) for place in range(count)]
    if seed == REBATES:
        lines[::2] = [a_rebate_on(line) for line in lines[::2]]
    school = a_school(vat_number="") if case in WITHOUT_VAT_NUMBER else a_school()
    paper = a_paper(
        lines,
        kind=kind,
        school=school,
        customer=a_lot_customer(lot, case),
        vat_on_debits=lot.random() < 0.3,
        subject=lot.choice(("", "Axe de convoyeur", "Réglage \x07 & <montage> d'un outil")),
        notes=lot.choice(("", LONG)),
        slip_numbers=tuple(f"BL2026-{place:05}" for place in range(lot.choice((0, 1, 3)))),
        delivered_on=tuple(TODAY - timedelta(days=day) for day in range(lot.choice((1, 2, 5)))),
        buyer_reference="SERVICE-12" if case == "public" else "",
        contract_number="2026-M-07" if case == "public" else "",
    )
    return paid(lot, of_its_kind(lot, paper))


def a_lot_line(lot: Random, case: str, nature: str, sign: int) -> PaperLine:
    ground = GROUNDS.get(case)
    if case == "rates" and lot.random() < 0.2:
        ground = GROUNDS["teaching"]
    rate = lot.choice(RATES) if case == "rates" else "20"
    label, details = lot.choice((*TEXTS, ("Vis", ""), ("É" * 300, LONG)))
    return a_line(
        label=label,
        details=details,
        nature=nature,
        quantity=sign * Decimal(lot.randint(1, 90000)) / lot.choice((1, 10, 10000)),
        unit=lot.choice(UNITS),
        unit_price=Decimal(lot.randint(0, 9999999)) / lot.choice((100, 10000)),
        discount_percent=Decimal(lot.choice(("0", "0", "5", "7.5", "33.33", "100"))),
        vat_rate=Decimal(0) if ground else Decimal(rate),
        ground=ground,
    )


def a_rebate_on(line: PaperLine) -> PaperLine:
    """An amount that is given back, of no piece."""
    label, amount = f"Rabais : {line.label}", abs(line.net)
    facts = {"quantity": Decimal(-1), "unit": "", "unit_price": amount, "net": -amount}
    return replace(line, label=label, details="", discount_percent=Decimal(0), **facts)


def a_lot_customer(lot: Random, case: str) -> CustomerBlock:
    customer = CUSTOMERS.get(case, a_customer(name=lot.choice(("Atelier", "W" * 200))))
    if lot.random() < 0.5:
        return customer
    town = "80331 München" if customer.country == "DE" else "1260 Nyon"
    elsewhere = ("Dépôt", "Quai 9", "Bâtiment B", town)
    return replace(customer, delivery_address=elsewhere, delivery_country=customer.country)


def of_its_kind(lot: Random, paper: InvoicePaper) -> InvoicePaper:
    origin = {"credited_number": "F2026-00007", "credited_on": date(2026, 10, 2)}
    if paper.kind == "credit_note":
        given_back = lot.random() < 0.3
        return replace(
            paper, number="AV2026-00003", due_on=None, credits_deposit=given_back, **origin
        )
    if paper.kind == "corrective":
        return replace(paper, **origin)
    if paper.kind != "final":
        return paper
    net = round_cents(paper.totals.net * Decimal("0.3"))
    vat = round_cents((paper.totals.gross - paper.totals.net) * Decimal("0.3"))
    taken = tuple(Deposit(f"F2026-0000{place}", date(2026, 9, place), net, vat) for place in (1, 2))
    paid = 2 * (net + vat)
    return replace(paper, deposits=taken, already_paid=paid, to_pay=paper.to_pay - paid)


def paid(lot: Random, paper: InvoicePaper) -> InvoicePaper:
    """One in five was paid before it was issued, by card, in cash or by cheque."""
    if paper.kind in {"final", "credit_note"} or lot.random() > 0.2:
        return paper
    return replace(
        paper,
        already_paid=paper.totals.gross,
        to_pay=Decimal("0.00"),
        paid_on=TODAY - timedelta(days=3),
        payment_code=lot.choice(("10", "20", "48")),
        payment_means="Payée",
    )


REBATES = -1  # the seed of credit notes with rebates
TABLE = (
    *product(KINDS, CASES, NATURES, (1, 2)),
    *product(("credit_note",), CASES, NATURES, (REBATES,)),
)
