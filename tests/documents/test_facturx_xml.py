"""The XML of an invoice passes the official rules, and says what its page says."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from lxml import etree

from erp.documents import facturx
from erp.documents.facturx.cii_parts import NAMESPACES
from erp.documents.invoice_paper import InvoicePaper
from erp.documents.lines import GOODS, SERVICE
from erp.documents.vat import GROUNDS, VatGround
from tests.documents import invoices, samples, schematron
from tests.documents.invoices import a_line, a_paper

TOTALS = {
    "LineTotalAmount": lambda paper: paper.totals.net,
    "TaxBasisTotalAmount": lambda paper: paper.totals.net,
    "TaxTotalAmount": lambda paper: paper.totals.gross - paper.totals.net,
    "GrandTotalAmount": lambda paper: paper.totals.gross,
    "DuePayableAmount": lambda paper: paper.to_pay,
}


def told(paper: InvoicePaper, path: str) -> list[str]:
    tree = etree.fromstring(facturx.xml(paper))
    return [each.text for each in tree.iterfind(f".//{path}", NAMESPACES)]


@pytest.mark.parametrize(("kind", "case", "natures", "seed"), invoices.TABLE)
def test_every_paper_passes_the_official_rules(kind, case, natures, seed):
    paper = invoices.drawn_by_lot(kind, case, natures, seed)

    assert [str(problem) for problem in facturx.problems(paper)] == []
    assert schematron.failures(facturx.xml(paper)) == []
    way = -1 if kind == "credit_note" else 1
    for name, printed in TOTALS.items():
        path = f"ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:{name}"
        assert [Decimal(value) * way for value in told(paper, path)] == [printed(paper)]


def test_the_table_is_wide():
    papers = [invoices.drawn_by_lot(*row) for row in invoices.TABLE]

    assert len(set(papers)) >= 200
    assert {len(paper.lines) for paper in papers} >= {1, 2, 12, 100}
    assert any(paper.is_paid for paper in papers)


@pytest.mark.parametrize("name", ["an_invoice", "a_credit_note"])
def test_the_papers_of_the_other_tests_pass_too(name):
    paper = getattr(samples, name)(3)

    assert facturx.problems(paper) == []
    assert schematron.failures(facturx.xml(paper)) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "380"),
        ({"kind": "deposit"}, "386"),
        ({"kind": "final"}, "380"),
        ({"kind": "corrective"}, "384"),
        ({"kind": "credit_note"}, "381"),
        ({"kind": "credit_note", "credits_deposit": True}, "503"),
    ],
)
def test_each_kind_has_its_code(changes, code):
    assert told(a_paper(**changes), "rsm:ExchangedDocument/ram:TypeCode") == [code]


@pytest.mark.parametrize(
    ("natures", "changes", "code"),
    [
        ([GOODS], {}, "B1"),
        ([SERVICE], {}, "S1"),
        ([GOODS, SERVICE], {}, "M1"),
        ([SERVICE], {"to_pay": Decimal(0)}, "S2"),
        ([GOODS], {"kind": "deposit", "to_pay": Decimal(0)}, "B2"),
        ([GOODS, SERVICE], {"kind": "final"}, "M4"),
        ([GOODS], {"kind": "final", "to_pay": Decimal(0)}, "B4"),
        ([GOODS], {"kind": "credit_note", "to_pay": Decimal(0)}, "B1"),
    ],
)
def test_the_frame_comes_from_the_lines_and_the_case(natures, changes, code):
    paper = a_paper([a_line(nature=nature) for nature in natures], **changes)

    assert told(paper, "ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID") == [code]


@pytest.mark.parametrize(
    ("natures", "changes", "codes"),
    [
        ([GOODS], {}, ["29"]),
        ([SERVICE], {}, ["72"]),
        ([SERVICE], {"vat_on_debits": True}, ["5"]),
        ([GOODS], {"vat_on_debits": True}, ["29"]),
        ([GOODS], {"kind": "deposit"}, ["72"]),
        ([GOODS, SERVICE], {}, []),
    ],
)
def test_the_vat_says_when_it_is_due(natures, changes, codes):
    paper = a_paper([a_line(nature=nature) for nature in natures], **changes)

    assert told(paper, "ram:DueDateTypeCode") == codes


@pytest.mark.parametrize("name", GROUNDS)
def test_a_ground_is_told_in_code_and_in_words(name):
    ground = GROUNDS[name]
    paper = invoices.drawn_by_lot("invoice", name, (GOODS,), 1)

    assert set(told(paper, "ram:ApplicableTradeTax/ram:CategoryCode")) == {ground.category}
    assert told(paper, "ram:ExemptionReasonCode") == [ground.code]
    assert told(paper, "ram:ExemptionReason") == [ground.mention]


def test_two_grounds_of_one_category_make_one_group():
    lines = [
        a_line(vat_rate=Decimal(0), ground=GROUNDS["teaching"]),
        a_line(vat_rate=Decimal(0), ground=GROUNDS["non_profit"]),
        a_line(vat_rate=Decimal(0), ground=VatGround("Z", "", "")),
        a_line(),
    ]
    paper = a_paper(lines)

    assert facturx.problems(paper) == []
    assert schematron.failures(facturx.xml(paper)) == []
    assert told(paper, "ram:ExemptionReasonCode") == []
    assert told(paper, "ram:ExemptionReason") == [
        f"{GROUNDS['teaching'].mention} · {GROUNDS['non_profit'].mention}"
    ]


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("standard", "B2B"),
        ("private", "B2C"),
        ("eu_goods", "B2BINT"),
        ("export", "B2BINT"),
        ("teaching", "OUTOFSCOPE"),
        ("franchise", "B2B"),
    ],
)
def test_the_state_is_told_how_to_treat_it(case, said):
    paper = invoices.drawn_by_lot("invoice", case, (GOODS,), 1)
    notes = dict(
        zip(
            told(paper, "ram:IncludedNote/ram:SubjectCode"),
            told(paper, "ram:IncludedNote/ram:Content"),
            strict=True,
        )
    )

    assert notes["BAR"] == said
    assert {"PMT", "PMD", "AAB"} <= set(notes)


def test_a_credit_note_is_negative_on_the_page_and_positive_in_its_xml():
    paper = samples.a_credit_note(2)

    assert told(paper, "ram:BilledQuantity") == ["25", "26"]
    assert told(paper, "ram:GrandTotalAmount") == [f"{-paper.totals.gross}"]
    assert told(paper, "ram:InvoiceReferencedDocument/ram:IssuerAssignedID") == ["F2026-00001"]
    assert told(paper, "ram:IBANID") == []


def test_the_final_invoice_takes_its_deposits_off():
    paper = invoices.drawn_by_lot("final", "standard", (GOODS,), 1)

    assert told(paper, "ram:TotalPrepaidAmount") == [f"{paper.already_paid}"]
    assert told(paper, "ram:InvoiceReferencedDocument/ram:IssuerAssignedID") == [
        "F2026-00001",
        "F2026-00002",
    ]


def test_a_discount_is_what_is_missing_to_the_net():
    line = a_line(quantity=Decimal(3), unit_price=Decimal("0.335"), discount_percent=Decimal(5))
    paper = a_paper([line])

    assert told(paper, "ram:SpecifiedTradeAllowanceCharge/ram:BasisAmount") == ["1.01"]
    assert told(paper, "ram:SpecifiedTradeAllowanceCharge/ram:ActualAmount") == ["0.06"]
    assert line.net == Decimal("0.95")


def test_units_have_their_code():
    units = {
        "pièces": "C62",
        "h": "HUR",
        "kg": "KGM",
        "m²": "MTK",
        "Forfait": "LS",
        "bottes": "C62",
    }
    paper = a_paper([a_line(unit=unit) for unit in units])
    tree = etree.fromstring(facturx.xml(paper))

    quantities = tree.iterfind(".//ram:BilledQuantity", NAMESPACES)
    assert [each.get("unitCode") for each in quantities] == list(units.values())


def test_the_xml_never_changes_for_one_paper():
    paper = invoices.drawn_by_lot("final", "rates", (GOODS, SERVICE), 1)

    assert facturx.xml(paper) == facturx.xml(replace(paper))


@pytest.mark.parametrize(
    "changes", [{"draft": True}, {"kind": "proforma"}, {"number": ""}, {"issued_on": None}]
)
def test_what_is_not_an_invoice_has_no_xml(changes):
    with pytest.raises(facturx.NotAnInvoice):
        facturx.xml(a_paper(**changes))


def test_several_slips_are_all_named():
    one, three = ("BL-1",), ("BL-1", "BL-2", "BL-3")

    path = "ram:AdditionalReferencedDocument/ram:IssuerAssignedID"
    assert told(a_paper(slip_numbers=three), path) == list(three)
    path = "ram:DespatchAdviceReferencedDocument/ram:IssuerAssignedID"
    assert told(a_paper(slip_numbers=one), path) == ["BL-1"]


def test_an_address_is_cut_at_its_postal_code():
    customer = replace(a_paper().customer, address=("Bât. C", "ZA", "Rue", "Lieu", "38420 Le Gua"))
    path = "ram:BuyerTradeParty/ram:PostalTradeAddress/*"

    assert told(a_paper(customer=customer), path) == [
        "38420",
        "Bât. C",
        "ZA",
        "Rue, Lieu",
        "Le Gua",
        "FR",
    ]


def test_days_before_the_invoice_stay_days():
    paper = a_paper(delivered_on=(date(2026, 11, 3), date(2026, 11, 1)))

    assert told(paper, "ram:ActualDeliverySupplyChainEvent//udt:DateTimeString") == ["20261103"]
    assert told(paper, "ram:StartDateTime/udt:DateTimeString") == ["20261101"]
