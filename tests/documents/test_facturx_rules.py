"""What an official rule would refuse is named before the invoice gets its number."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from lxml.etree import DocumentInvalid

from erp.documents import facturx
from erp.documents.invoice_paper import Deposit, InvoicePaper
from erp.documents.vat import GROUNDS, VatGround
from tests.documents import invoices, schematron
from tests.documents.invoices import GERMAN, PERSON, a_line, a_paper
from tests.documents.parts import TODAY, a_customer, a_school

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
ZERO, CENTS = Decimal(0), Decimal("0.001")
XSD = "XSD"


def to(**changes: object) -> InvoicePaper:
    return a_paper(customer=a_customer(**changes))


def by(**changes: object) -> InvoicePaper:
    return a_paper(school=a_school(**changes))


def of(**changes: object) -> InvoicePaper:
    return a_paper([a_line(**changes)])


def with_totals(**changes: object) -> InvoicePaper:
    paper = a_paper()
    return replace(paper, totals=replace(paper.totals, **changes))


def under(ground: str, **changes: object) -> InvoicePaper:
    return a_paper([a_line(vat_rate=ZERO, ground=GROUNDS[ground])], **changes)


def credit(**changes: object) -> InvoicePaper:
    about = {"kind": "credit_note", "credited_number": "F2026-00007", "credited_on": YESTERDAY}
    return a_paper([a_line(quantity=Decimal(-25))], **(about | changes))


def after(deposit: Deposit, already_paid: Decimal = ZERO) -> InvoicePaper:
    paper = a_paper(kind="final", deposits=(deposit,), already_paid=already_paid)
    return replace(paper, to_pay=paper.totals.gross - already_paid)


A_DEPOSIT = Deposit("F2026-00003", YESTERDAY, Decimal(100), Decimal(20))
TAKEN = Decimal(120)
EMPTY = "no rule of the schematrons, the law asks"
# Broken paper, name of the problem, and the rule that refuses its XML, if one does.
BROKEN = {
    "no seller name": (by(name=""), "seller_address", "BR-06"),
    "no seller address": (by(address=()), "seller_address", EMPTY),
    "no seller SIREN": (by(siren="", siret=""), "seller_siren", "BR-FR-10"),
    "SIREN with a wrong key": (by(siren="100000008", siret=""), "seller_siren", EMPTY),
    "SIRET of another": (by(siret="20000000800017"), "seller_siret", "BR-FR-09"),
    "short SIRET": (by(siret="100000009"), "seller_siret", "BR-FR-09"),
    "no seller VAT number": (by(vat_number=""), "seller_vat", EMPTY),
    "seller VAT number without country": (
        by(vat_number="88100000009"),
        "seller_vat_key",
        "BR-CO-09",
    ),
    "no IBAN": (by(iban=""), "seller_iban", "CII-SR-470"),
    "wrong IBAN": (by(iban="FR7630006000011234567890188"), "seller_iban", EMPTY),
    "odd seller line": (by(electronic_address="100 000"), "seller_electronic_address", "BR-FR-23"),
    "no buyer name": (to(name=""), "buyer_address", "BR-07"),
    "no buyer address": (to(address=()), "buyer_address", EMPTY),
    "no buyer country": (to(country=""), "buyer_country", XSD),
    "odd buyer country": (to(country="France", email="a@b.fr"), "buyer_country", "FX-SCH-A-000568"),
    "no buyer SIREN": (to(siren="", email="a@example.org"), "buyer_siren", "BR-FR-11"),
    "odd buyer SIREN": (to(siren="2000 0000"), "buyer_siren", "BR-FR-32"),
    "buyer SIRET of another": (to(siret="10000000900017"), "buyer_siret", "BR-FR-09"),
    "odd buyer VAT number": (to(vat_number="37200000008"), "buyer_vat_key", "BR-CO-09"),
    "buyer VAT number with a wrong key": (to(vat_number="FR00200000008"), "buyer_vat_key", EMPTY),
    "nowhere to send": (
        a_paper(customer=replace(PERSON, email="")),
        "buyer_electronic_address",
        "BR-FR-12",
    ),
    "line of another company": (
        to(electronic_address="100000009_1"),
        "buyer_electronic_address",
        "BR-FR-21",
    ),
    "odd line": (to(electronic_address="200000008/1"), "buyer_electronic_address", "BR-FR-23"),
    "long line": (
        to(electronic_address="200000008" + "x" * 120),
        "buyer_electronic_address",
        "BR-FR-25",
    ),
    "reverse charge without VAT number": (
        under("subcontracted_works", customer=a_customer(vat_number="")),
        "buyer_vat",
        EMPTY,
    ),
    "union without VAT number": (
        under("eu_goods", customer=replace(GERMAN, vat_number="")),
        "buyer_vat",
        "BR-IC-02",
    ),
    "union with a French number": (
        under("eu_goods", customer=replace(GERMAN, vat_number="FR37200000008")),
        "buyer_vat_abroad",
        EMPTY,
    ),
    "union without a date": (
        under("eu_goods", customer=GERMAN, delivered_on=()),
        "delivery_date",
        "BR-IC-11",
    ),
    "union that stays in France": (
        under("eu_goods", customer=replace(GERMAN, delivery_country="FR")),
        "delivery_country",
        EMPTY,
    ),
    "export that stays in the Union": (
        under("export", customer=GERMAN),
        "export_country",
        EMPTY,
    ),
    "long number": (a_paper(number="F2026-00042-0000000001"), "number", EMPTY),
    "longer number": (a_paper(number="F" * 36), "number", "BR-FR-01"),
    "number with a space": (a_paper(number="F2026 00042"), "number", "BR-FR-02"),
    "number with an accent": (a_paper(number="É2026-00042"), "number", "BR-FR-02"),
    "credit on nothing": (credit(credited_number=""), "origin", "BR-FR-CO-05"),
    "credit on an undated invoice": (credit(credited_on=None), "origin", "BR-FR-CO-05"),
    "correction of nothing": (a_paper(kind="corrective"), "origin", "BR-FR-CO-04"),
    "credit before its invoice": (credit(credited_on=TOMORROW), "origin_later", EMPTY),
    "credit that asks for money": (replace(a_paper(), kind="credit_note"), "sign", EMPTY),
    "final without deposit": (a_paper(kind="final"), "deposits", EMPTY),
    "deposits on an ordinary invoice": (
        replace(after(A_DEPOSIT, TAKEN), kind="invoice"),
        "deposits",
        EMPTY,
    ),
    "deposit that was not paid": (after(A_DEPOSIT), "deposits", EMPTY),
    "deposit with an odd number": (
        after(replace(A_DEPOSIT, number="n° 3"), TAKEN),
        "deposits",
        "BR-FR-02",
    ),
    "another century": (a_paper(due_on=date(2126, 1, 1)), "days", "BR-FR-03"),
    "due before issued": (a_paper(due_on=YESTERDAY), "due_on", "BR-FR-CO-07"),
    "never due": (a_paper(due_on=None, payment_terms=" "), "payment_terms", EMPTY),
    "paid one day": (
        a_paper(to_pay=ZERO, already_paid=a_paper().totals.gross, due_on=None),
        "paid_on",
        "BR-FR-CO-09",
    ),
    "no late penalty": (a_paper(late_penalty=" "), "late_penalty", "BR-FR-05_BT-22_PMD"),
    "no word on early payment": (
        a_paper(early_payment_discount=""),
        "early_payment_discount",
        "BR-FR-05_BT-22_AAB",
    ),
    "no label": (of(label=" "), "line_label", "BR-25"),
    "negative price": (
        of(unit_price=Decimal(-3), quantity=Decimal(2)),
        "line_price",
        "BR-FR-DEC-03",
    ),
    "price too fine": (of(unit_price=Decimal("1.0000001")), "line_price_decimals", "BR-FR-DEC-03"),
    "quantity too fine": (
        of(quantity=Decimal("1.00001")),
        "line_quantity_decimals",
        "BR-FR-DEC-02",
    ),
    "more than all off": (of(discount_percent=Decimal(101)), "line_discount", EMPTY),
    "unknown unit": (of(unit_code="pièce"), "line_unit", "FX-SCH-A-000613"),
    "odd rate": (of(vat_rate=Decimal(19)), "line_vat_rate", "BR-FR-16"),
    "no ground": (of(vat_rate=ZERO), "line_vat_ground", "BR-FR-15"),
    "ground without words": (
        of(vat_rate=ZERO, ground=VatGround("E", "", "")),
        "line_vat_ground",
        "BR-E-10",
    ),
    "unknown category": (
        of(vat_rate=ZERO, ground=VatGround("L", "", "x")),
        "line_vat_ground",
        "BR-FR-15",
    ),
    "taxed and exempt": (of(ground=GROUNDS["teaching"]), "line_vat_both", "BR-E-05"),
    "unknown code": (
        of(vat_rate=ZERO, ground=VatGround("E", "293 B", "x")),
        "line_vat_code",
        "FX-SCH-A-000589",
    ),
    "net with half a cent": (of(net=Decimal("783.125")), "line_net", EMPTY),
    "net of another line": (of(net=Decimal("78.31")), "line_net", EMPTY),
    "no line": (replace(a_paper(), lines=()), "lines", XSD),
    "inside and outside VAT": (
        a_paper([a_line(), a_line(vat_rate=ZERO, ground=GROUNDS["outside"])]),
        "vat_outside",
        "BR-O-11",
    ),
    "VAT of another rate": (
        with_totals(vat=((Decimal(10), Decimal("783.12"), Decimal("78.31")),)),
        "vat_totals",
        "BR-CO-14",
    ),
    "VAT one euro off": (
        with_totals(vat=((Decimal(20), Decimal("783.12"), Decimal("157.63")),)),
        "vat_totals",
        "BR-CO-17",
    ),
    "net total off": (with_totals(net=Decimal("783.13")), "totals", "BR-CO-10"),
    "gross total off": (with_totals(gross=Decimal("939.75")), "totals", "BR-CO-15"),
    "to pay off": (a_paper(to_pay=Decimal("939.75")), "totals", "BR-CO-16"),
    "half a cent to pay": (a_paper(to_pay=a_paper().to_pay + CENTS), "cents", EMPTY),
}


def refused_by(paper: InvoicePaper) -> list[str]:
    try:
        return schematron.failures(facturx.xml(paper))
    except DocumentInvalid as error:
        return [f"{XSD}: {error}"]


@pytest.mark.parametrize(("paper", "name", "rule"), BROKEN.values(), ids=BROKEN)
def test_what_is_refused_is_named_before(paper, name, rule):
    named = {problem.name for problem in facturx.problems(paper)}
    refused = refused_by(paper)

    assert name in named
    if rule is not EMPTY:
        assert any(each.startswith(rule) or f"[{rule}]" in each for each in refused), refused


def test_every_rule_of_ours_is_broken_once():
    from erp.documents.facturx import line_rules, paper_rules, party_rules

    tables = (
        line_rules.LINE_RULES,
        line_rules.VAT_RULES,
        paper_rules.PAPER_RULES,
        party_rules.SELLER_RULES,
        party_rules.BUYER_RULES,
    )
    ours = {rule.name for table in tables for rule in table}

    assert ours == {name for _, name, _ in BROKEN.values()}


@pytest.mark.parametrize("paper", [paper for paper, _, _ in BROKEN.values()], ids=BROKEN)
def test_a_problem_tells_what_to_complete(paper):
    for problem in facturx.problems(paper):
        assert str(problem).endswith(".")
        assert "%(" not in str(problem)


def test_the_sentence_names_the_customer_and_the_line():
    [problem] = facturx.problems(to(siren="", vat_number="", email="a@example.org"))
    assert str(problem) == (
        "Le SIREN de Mécanique du Vallon manque ou est faux : complétez sa fiche."
    )

    [problem] = facturx.problems(of(vat_rate=Decimal("19.5")))
    assert str(problem).startswith("Ligne 1, « Axe de convoyeur Ø30×220 42CrMo4 » : 19.5 % n'est")


def test_a_paper_without_number_yet_is_judged_all_the_same():
    assert facturx.problems(a_paper(number="", issued_on=None)) == []
    assert facturx.problems(a_paper(number="", issued_on=None, late_penalty=""))


@pytest.mark.parametrize("kind", invoices.KINDS)
def test_nothing_is_asked_of_a_good_paper(kind):
    for case in invoices.CASES:
        paper = invoices.drawn_by_lot(kind, case, invoices.NATURES[0], 3)
        assert facturx.problems(paper) == []
