"""A rebate gives euros back, not pieces: the line says so on the paper, and its own account too."""

from decimal import Decimal

import pytest

from erp.billing import actions, papers, queries
from erp.billing.books import coefficient
from erp.billing.books.accounts import Account
from erp.billing.refusals import (
    CreditIsTooMuch,
    CreditIsWorthTooMuch,
    DepositHasNoRebate,
    NothingToCredit,
)
from erp.billing.states import Standing
from erp.core import clock
from erp.core.db import db
from erp.documents import invoice as sheet
from erp.sales.states import LineNature
from tests.billing.test_books import rows, sums
from tests.billing.test_kinds import CASES, REACHED, a_deposit, issue, stand, xml_of
from tests.builders import a_contact, a_customer, a_school, a_user
from tests.builders_work import (
    a_finished_order,
    a_signed_slip,
    an_invoice,
    credit,
)
from tests.documents.schematron import failures


def rebate(invoice, amount, quantity="0"):
    """On the first line: so much money, and pieces beside it."""
    line_id = invoice.lines[0].id
    note = actions.credit_invoice(
        invoice, {line_id: Decimal(quantity)}, rebates={line_id: Decimal(amount)},
        reason="Rayures", school=a_school(), actor=a_user(), now=clock.now(),
    )  # fmt: skip
    db.session.commit()
    return note


@pytest.fixture
def invoice():
    """25 pieces at 10,45 €: 261,25 € without VAT."""
    return an_invoice(issued=True)


def left(invoice):
    told = queries.left_to_credit(invoice)[invoice.lines[0].id]
    return told.quantity, told.net


def test_a_rebate_is_one_line_of_its_own_amount(invoice):
    note = rebate(invoice, "50")

    (line,) = note.lines
    assert (line.label, line.details) == (f"Rabais : {invoice.lines[0].label}", "")
    assert (line.quantity, line.unit_price, line.discount_percent) == (-1, 50, 0)
    assert line.is_rebate and line.credited_line_id == invoice.lines[0].id
    assert (note.net, note.vat, note.gross) == (-50, -10, -60)
    assert left(invoice) == (25, Decimal("211.25"))
    assert queries.to_pay([invoice])[invoice.id] == Decimal("253.50")


def test_pieces_and_a_rebate_are_two_lines_of_one_note(invoice):
    note = rebate(invoice, "50", quantity="5")

    assert [(one.quantity, one.net) for one in note.lines] == [(-5, Decimal("-52.25")), (-1, -50)]
    db.session.expire_all()
    assert [one.is_rebate for one in note.lines] == [False, True]
    assert left(invoice) == (20, Decimal("159.00"))


@pytest.mark.parametrize(("amount", "quantity"), [("261.26", "0"), ("0.01", "25"), ("-1", "2")])
def test_no_more_euros_than_the_line_has_left(invoice, amount, quantity):
    with pytest.raises(CreditIsWorthTooMuch, match="261,25.*Baissez"):
        rebate(invoice, amount, quantity)
    assert invoice.credit_notes == []


def test_pieces_are_worth_no_more_than_a_rebate_left(invoice):
    rebate(invoice, "200")
    with pytest.raises(CreditIsWorthTooMuch, match="61,25"):
        credit(invoice, "6")
    with pytest.raises(CreditIsTooMuch, match="25"):
        credit(invoice, "26")
    credit(invoice, "5")
    assert left(invoice) == (20, Decimal("9.00"))


def test_a_rebate_of_nothing_is_no_credit_note(invoice):
    with pytest.raises(NothingToCredit):
        rebate(invoice, "0")


def test_a_line_that_costs_nothing_has_no_rebate_but_its_pieces_come_back():
    draft = an_invoice()
    line = draft.lines[0]
    line.discount_percent, line.net = Decimal(100), Decimal(0)
    free = issue(draft)
    with pytest.raises(CreditIsWorthTooMuch, match="0,00"):
        rebate(free, "0.01")
    assert credit(free, "5").net == 0


def test_a_deposit_has_no_rebate():
    deposit = a_deposit(a_finished_order(), paid=False)
    with pytest.raises(DepositHasNoRebate, match="acompte"):
        rebate(deposit, "10")


def test_what_is_left_after_a_rebate_cancels_the_invoice(invoice):
    rebate(invoice, "50")
    rebate(invoice, "211.25")

    assert stand(invoice) is Standing.CREDITED
    assert invoice.gross + sum(note.gross for note in invoice.credit_notes) == 0


@pytest.mark.parametrize("case", CASES)
def test_a_rebate_is_accepted_by_every_rule_in_every_case_of_vat(case):
    facts, vat, nature = CASES[case]
    contact = a_contact(a_customer(**REACHED, **facts))
    billed = issue(an_invoice(a_signed_slip(a_finished_order(contact, vat=vat, nature=nature))))
    for note in (rebate(billed, "12.34"), rebate(billed, "0.01", quantity="3")):
        assert failures(xml_of(note)) == []


def test_the_paper_tells_an_amount_and_no_piece(invoice):
    paper = papers.invoice_paper(rebate(invoice, "50"), a_school())
    assert (paper.lines[0].unit, paper.lines[0].unit_code) == ("", "")
    assert sheet.draw(paper).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("nature", "sale", "given"),
    [(LineNature.GOODS, "701000", "709100"), (LineNature.SERVICE, "706000", "709600")],
)
def test_rebates_have_accounts_of_their_own_and_the_journal_balances(nature, sale, given):
    billed = an_invoice(a_signed_slip(a_finished_order(nature=nature)), issued=True)
    rebate(billed, "50", quantity="5")

    told = sums()
    assert (told[given], told[sale]) == (50, Decimal("-209.00"))
    assert told["411000"] == billed.gross + billed.credit_notes[0].gross
    written = rows()
    debit, credit_ = (
        sum(Decimal(row[side].replace(",", ".")) for row in written) for side in ("Debit", "Credit")
    )
    assert debit == credit_ != 0
    assert {row["CompteLib"] for row in written if row["CompteNum"] == given} == {
        "Rabais, remises et ristournes accordés sur "
        + ("ventes de produits finis" if nature is LineNature.GOODS else "prestations de services")
    }


def test_the_accounts_of_rebates_are_settings_one_for_each_rate(invoice):
    rebate(invoice, "50")
    actions.set_accounts({"rebate.goods.10": Account("709110", "Rabais 10 %")}, actor=None)
    assert sums()["709100"] == 50

    actions.set_accounts({"rebate.goods.20": Account("709120", "Rabais 20 %")}, actor=None)

    assert sums()["709120"] == 50 and "709100" not in sums()


def test_the_coefficient_counts_a_rebate_below_zero_with_the_tag_of_its_line(invoice):
    rebate(invoice, "50")
    found = coefficient.coefficient(clock.today().year)
    assert {row.account: (row.amount, row.tag.value) for row in found.rows} == {
        "701000": (Decimal("261.25"), "taxed"),
        "709100": (-50, "taxed"),
    }
    assert found.above == Decimal("211.25") == found.below
