"""What is told apart from e-invoices: persons by day and category, abroad one by one, receipts."""

import csv
import json
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest

from erp.billing import actions as billing
from erp.billing.platform import ereporting
from erp.billing.platform.refusals import PeriodIsTooLong
from erp.core import clock
from erp.core.db import db
from erp.customers.states import VatRegime
from erp.sales.states import LineNature, VatCase
from tests.builders import a_contact, a_customer, a_school, a_user
from tests.builders_work import (
    a_finished_order,
    a_signed_slip,
    an_invoice,
    credit,
    pay,
    pay_back,
    receive,
)

GERMAN = {"name": "Werk GmbH", "siret": "", "country": "DE", "vat_number": "DE900000014"}


def sell(**customer):
    contact = a_contact(a_customer(**customer))
    return an_invoice(a_signed_slip(a_finished_order(contact=contact)), issued=True)


def issue(invoice):
    billing.issue_invoice(invoice, school=a_school(), actor=a_user(), now=clock.now())
    db.session.commit()


def person(name="Mme Test"):
    return {"name": name, "siret": "", "is_private": True, "email": "test@example.org"}


def told(days=0):
    today = clock.today() + timedelta(days=days)
    return ereporting.report(today, today, a_school())


def test_a_sale_between_companies_of_france_is_not_told_here():
    sell()
    assert told().rows == []


def test_sales_to_persons_are_summed_by_day_and_category():
    first, second = sell(**person()), sell(**person("M. Essai"))

    rows = [row for row in told().rows if row.report == "sales_to_persons"]

    assert sum(row.net for row in rows) == first.net + second.net
    assert sum(row.vat for row in rows) == first.vat + second.vat
    assert {row.category for row in rows} <= {"TLB1", "TPS1", "TNT1"}
    assert all(row.number == row.buyer == "" and row.count == 2 for row in rows)


def test_a_rebate_to_a_person_lowers_the_sales_of_its_category():
    invoice = sell(**person())
    billing.credit_invoice(
        invoice,
        {},
        rebates={invoice.lines[0].id: Decimal("50.05")},
        reason="Rayures",
        school=a_school(),
        **who(),
    )
    db.session.commit()

    (row,) = told().rows
    left = (invoice.net - Decimal("50.05"), invoice.vat - Decimal("10.01"))
    assert (row.category, row.net, row.vat) == ("TLB1", *left)


def test_another_day_tells_nothing():
    sell(**person())
    assert told(days=-1).rows == []


def test_a_sale_abroad_is_told_one_by_one_with_its_buyer():
    invoice = sell(**GERMAN, vat_regime=VatRegime.HOME, email="werk@example.org")

    row = told().rows[0]

    assert (row.report, row.number, row.country) == ("sales_abroad", invoice.number, "DE")
    assert (row.type, row.buyer_vat, row.net) == ("380", "DE900000014", invoice.net)


def test_what_persons_pay_for_services_is_told_by_rate_and_goods_are_not():
    invoice = sell(**person())
    pay(invoice, "60.00")
    natures = {line.nature.value for line in invoice.lines}

    received = sum(row.received for row in told().rows)

    assert received == (Decimal("60.00") if natures == {"service"} else Decimal(0))


def received(days=0, report="received_from_persons"):
    return sum(row.received for row in told(days).rows if row.report == report)


def a_service(**customer):
    """Issued, its VAT being due when it is paid."""
    a_school().vat_on_debits = False
    order = a_finished_order(a_contact(a_customer(**customer)), nature=LineNature.SERVICE)
    return an_invoice(a_signed_slip(order), issued=True)


def who(days=0):
    return {"actor": a_user(), "now": clock.now() + timedelta(days=days)}


@pytest.mark.parametrize("way", ["whole payment", "one share"])
def test_what_was_told_as_received_is_taken_off_the_day_it_is_undone(way):
    """XP Z12-014, case 43: a record below zero corrects what was told; no past day changes."""
    invoice = a_service(**person())
    payment = pay(invoice, "60.00")

    if way == "one share":
        source = ("payment_id", payment.id)
        billing.take_back(invoice.customer, source, invoice, **who(days=40))
    else:
        billing.correct_payment(payment, reason="Chèque impayé", **who(days=40))
    db.session.commit()

    assert (received(), received(days=40)) == (Decimal("60.00"), Decimal("-60.00"))


def test_money_given_to_an_invoice_later_is_told_the_day_it_is_given():
    invoice = a_service(**person())
    receive(invoice.customer, "60.00")
    assert told().total("received") == 0

    billing.use_credit(invoice.customer, {invoice.id: Decimal("60.00")}, **who(days=40))
    db.session.commit()

    assert (received(), received(days=40)) == (0, Decimal("60.00"))


def test_a_payment_noted_late_is_told_the_day_it_came():
    invoice = a_service(**person())
    pay(invoice, "60.00", day=clock.today() - timedelta(days=3))
    assert (received(), received(days=-3)) == (0, Decimal("60.00"))


@pytest.mark.parametrize("customer", [person(), {**GERMAN, "email": "werk@example.org"}])
def test_a_credit_note_that_is_paid_back_is_told_below_zero(customer):
    abroad = "country" in customer
    report = "received_abroad" if abroad else "received_from_persons"
    invoice = a_service(**customer)
    pay(invoice, str(invoice.gross))
    assert received(report=report) == invoice.gross

    note = credit(invoice, str(invoice.lines[0].quantity))
    assert received(report=report) == invoice.gross
    pay_back(invoice.customer, str(invoice.gross))

    assert received(report=report) == 0
    if abroad:
        told_of = {row.number: row.received for row in told().rows if row.report == report}
        assert told_of == {invoice.number: invoice.gross, note.number: -invoice.gross}
    else:
        assert not [row for row in told().rows if row.report == report]


def test_a_deposit_on_goods_that_is_given_back_leaves_nothing_received():
    order = a_finished_order(a_contact(a_customer(**person())), nature=LineNature.GOODS)
    deposit = billing.draft_deposit(order, percent=Decimal(30), actor=a_user())
    issue(deposit)
    pay(deposit, f"{deposit.gross}")
    assert received() == deposit.gross

    credit(deposit, "1")
    pay_back(order.customer, f"{deposit.gross}")

    assert received() == 0


def test_what_the_buyer_owes_the_tax_of_is_not_told_as_received():
    """CGI 290 A: receipts are told for the tax that they make the school owe."""
    invoice = an_invoice(a_signed_slip(a_finished_order(
        a_contact(a_customer(**GERMAN, email="werk@example.org")), nature=LineNature.SERVICE
    )))  # fmt: skip
    for line in invoice.lines:
        billing.change_line(line, quantity=line.quantity, vat=(Decimal(0), VatCase.EU_SERVICES))
    issue(invoice)

    pay(invoice, str(invoice.gross))

    assert [row.report for row in told().rows] == ["sales_abroad"]


def test_the_files_say_the_same_and_no_cell_is_a_formula(browse):
    sell(
        name="=HYPERLINK(1)",
        siret="",
        country="DE",
        vat_number="DE900000014",
        email="a@example.org",
    )
    db.session.commit()
    report, browser, day = told(), browse(a_user()), clock.today().isoformat()
    period = f"since={day}&until={day}"

    page = browser.get(f"/bureau/e-reporting?{period}")
    whole = json.loads(browser.get(f"/bureau/e-reporting/donnees.json?{period}").data)
    text = browser.get(f"/bureau/e-reporting/donnees.csv?{period}").data.decode("utf-8-sig")
    cells = list(csv.DictReader(StringIO(text), delimiter=";"))

    assert "Ventes à l'étranger" in page.text or "Ventes à l&#39;étranger" in page.text
    assert (whole["siren"], whole["since"]) == ("100000009", day)
    assert [row["net"] for row in whole["rows"]] == [f"{row.net:.2f}" for row in report.rows]
    assert [one["net"].replace(",", ".") for one in cells] == [r["net"] for r in whole["rows"]]
    assert all(not one["buyer"].startswith("=") for one in cells)
    assert browser.get("/bureau/e-reporting?since=hier").status_code == 200


def sold_to_persons():
    """(net, VAT) of all that is told of persons."""
    rows = [row for row in told().rows if row.report == "sales_to_persons"]
    return sum(row.net for row in rows), sum(row.vat for row in rows)


@pytest.mark.parametrize("nature", LineNature)
def test_a_deposit_is_told_once_and_the_final_invoice_without_it(nature):
    order = a_finished_order(a_contact(a_customer(**person())), nature=nature)
    deposit = billing.draft_deposit(order, percent=Decimal(30), actor=a_user())
    issue(deposit)
    assert sold_to_persons() == (deposit.net, deposit.vat)
    pay(deposit, f"{deposit.gross}")

    final = an_invoice(a_signed_slip(order), issued=True)

    assert final.deducted == deposit.gross
    assert sold_to_persons() == (final.net, final.vat)
    categories = {row.category for row in told().rows if row.report == "sales_to_persons"}
    assert categories == {"TLB1" if nature is LineNature.GOODS else "TPS1"}


def test_abroad_the_final_invoice_is_whole_and_names_the_deposit_told_before():
    """As the invoice itself says it (BG-3, frame 4): who reads it takes the deposit off."""
    order = a_finished_order(a_contact(a_customer(**GERMAN, email="werk@example.org")))
    deposit = billing.draft_deposit(order, percent=Decimal(30), actor=a_user())
    issue(deposit)
    pay(deposit, f"{deposit.gross}")
    final = an_invoice(a_signed_slip(order), issued=True)

    rows = {row.number: row for row in told().rows if row.report == "sales_abroad"}

    assert (rows[deposit.number].type, rows[deposit.number].frame[1]) == ("386", "1")
    assert (rows[final.number].net, rows[final.number].frame[1]) == (final.net, "4")
    assert (rows[deposit.number].preceding, rows[final.number].preceding) == ("", deposit.number)


def test_a_replaced_invoice_is_told_no_more():
    replaced = sell(**person())
    corrective = billing.draft_corrective(replaced, reason="Prix", actor=a_user())
    (line,) = corrective.lines
    billing.change_line(line, quantity=line.quantity, unit_price=Decimal("5"))
    issue(corrective)

    assert corrective.net != replaced.net
    assert sold_to_persons() == (corrective.net, corrective.vat)


def test_a_period_with_too_many_papers_is_refused_not_cut(monkeypatch):
    monkeypatch.setattr(ereporting, "MOST", 1)
    sell(**person())
    assert told().rows
    sell(**person("M. Essai"))

    with pytest.raises(PeriodIsTooLong, match="plus courte"):
        told()
