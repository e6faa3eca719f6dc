"""The journal: balanced entries, numbers without holes, the same sums as the papers."""

import csv
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from xml.etree import ElementTree

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from erp.billing import actions, queries
from erp.billing.books import feed, files
from erp.billing.books.accounts import DEFAULTS, Account
from erp.billing.refusals import (
    AccountIsWrong,
    JournalIsWrong,
    JournalSpansYears,
    MonthIsWrong,
)
from erp.billing.states import InvoiceKind, PaymentMethod
from erp.core import clock
from erp.core.db import db
from tests.billing.test_money_is_exact import (
    LINES,
    SHARES,
    give_back_shares,
    issued,
    quick,
    world,  # noqa: F401
)
from tests.billing.test_payments import bill
from tests.builders import a_contact, a_customer, a_school, a_user
from tests.builders_work import (
    a_finished_order,
    a_receipt,
    a_signed_slip,
    an_invoice,
    credit,
    pay,
    pay_back,
    receive,
)

EVER = (date(2000, 1, 1), date(2099, 12, 31))


def entries():
    return list(feed.entries_between(*EVER))


def sums() -> dict[str, Decimal]:
    """Debit less credit, by account."""
    told = feed.sums_between(*EVER).by_account
    return {one.number: debit - credit for one, (debit, credit) in told.items()}


def written(form: str) -> bytes:
    target = BytesIO()
    files.write(feed.entries_between(*EVER), target, form)
    return target.getvalue()


def rows() -> list[dict[str, str]]:
    text = written("fec").decode("iso8859-15")
    return list(csv.DictReader(StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture
def buyer():
    return a_contact()


def test_an_invoice_its_credit_note_and_its_payment_are_three_entries(buyer):
    invoice = bill(buyer)
    note = credit(invoice, "10")
    pay(invoice, "188.10")

    sale, back, money = entries()

    about = [(one.journal.number, one.number, one.piece) for one in (sale, back, money)]
    assert about == [("VT", 1, invoice.number), ("VT", 2, note.number), ("BQ", 1, money.piece)]
    told = {line.account.number: (line.debit, line.credit) for line in sale.lines}
    assert told == {
        "411000": (Decimal("313.50"), 0),
        "701000": (0, Decimal("261.25")),
        "445711": (0, Decimal("52.25")),
    }
    told = {line.account.number: (line.debit, line.credit) for line in back.lines}
    assert told["411000"] == (0, Decimal("125.40"))
    assert sums()["411000"] == 0
    letters = {line.code for one in (sale, back, money) for line in one.lines if line.aux}
    assert letters == {"A"}


def test_a_refund_and_a_correction_stand_the_other_way_round(buyer):
    payment = receive(buyer.customer, "50.00")
    pay_back(buyer.customer, "20.00")
    opposite = actions.correct_payment(
        receive(buyer.customer, "5.00"), reason="x", actor=a_user(), now=clock.now()
    )
    db.session.commit()
    told = [(one.lines[0].debit, one.lines[0].credit) for one in entries()]
    assert told == [(50, 0), (0, 20), (5, 0), (0, 5)]
    assert sums() == {"411000": -30, "512000": 30}
    assert opposite.amount == -5 and payment.amount == 50


def test_each_way_to_pay_has_its_account_and_its_journal(buyer):
    who = {"actor": a_user(), "now": clock.now(), "keep_rest": True}
    for method in PaymentMethod:
        actions.record_payment(buyer.customer, a_receipt("1.00", method=method), {}, **who)
    db.session.commit()
    told = [(one.journal.number, one.number, one.lines[0].account.number) for one in entries()]
    assert told == [
        ("BQ", 1, "512000"),
        ("BQ", 2, "511200"),
        ("BQ", 3, "511500"),
        ("CA", 1, "530000"),
        ("OD", 1, "658000"),
    ]
    words = [one.text.split()[0] for one in entries()]
    assert words == ["Règlement"] * 4 + ["Écart"], "no money came for what is given up"


def test_a_payment_noted_late_takes_the_next_number_and_moves_no_other(buyer):
    today = clock.today()
    for _ in range(2):
        receive(buyer.customer, "1.00")
    before = [(one.piece, one.number) for one in entries()]
    who = {"actor": a_user(), "now": clock.now(), "keep_rest": True}
    actions.record_payment(buyer.customer, a_receipt("1.00", today - timedelta(days=5)), {}, **who)
    db.session.commit()
    assert [(one.piece, one.number) for one in entries()][:2] == before
    assert entries()[-1].number == 3


def test_numbers_start_again_with_the_year_of_accounts(buyer):
    actions.set_accounts(
        {"year.first_month": Account("9", "Premier mois de l'exercice")}, actor=None
    )
    told = []
    for day in ("2026-08-30", "2026-08-31", "2026-09-01", "2027-01-01"):
        with time_machine.travel(f"{day}T10:00:00+02:00", tick=False):
            receive(buyer.customer, "1.00")
    told = [(one.day.isoformat(), one.number) for one in entries()]
    assert told == [("2026-08-30", 1), ("2026-08-31", 2), ("2026-09-01", 1), ("2027-01-01", 2)]
    august = feed.entries_between(date(2026, 8, 31), date(2026, 8, 31))
    assert [one.number for one in august] == [2]


def test_a_file_holds_one_year_of_accounts_and_says_where_the_next_begins(buyer):
    """Two entries of one file with the same journal and number are one to who imports it."""
    for day in ("2026-12-31", "2027-01-01"):
        with time_machine.travel(f"{day}T10:00:00+01:00", tick=False):
            receive(buyer.customer, "1.00")

    with pytest.raises(JournalSpansYears, match=r"1er\sjanvier\s2027"):
        feed.entries_for_file(date(2026, 12, 1), date(2027, 1, 31))

    for since, until in ((2026, 2026), (2027, 2030)):
        found = feed.entries_for_file(date(since, 1, 1), date(until, 12, 31))
        assert [one.number for one in found] == [1]


def test_accounts_are_settings_and_a_wrong_one_is_refused(buyer):
    bill(buyer)
    actions.set_accounts(
        {"sale.goods.20": Account("701200", "Pièces"), "vat.20": DEFAULTS["vat.20"]},
        actor=None,
    )
    assert sums()["701200"] == Decimal("-261.25")
    actions.set_accounts({"sale.goods.20": DEFAULTS["sale.goods.20"]}, actor=None)
    assert "701200" not in sums()
    for key, number, refusal in (
        ("customer", "41", AccountIsWrong),
        ("customer", "411 000", AccountIsWrong),
        ("customer", "=1+1", AccountIsWrong),
        ("journal.sales", "ventes", JournalIsWrong),
        ("year.first_month", "13", MonthIsWrong),
        ("year.first_month", "²", MonthIsWrong),
    ):
        with pytest.raises(refusal):
            actions.set_accounts({key: Account(number, "x")}, actor=None)


def test_the_file_has_the_eighteen_columns_in_their_order(buyer):
    invoice = bill(buyer)
    pay(invoice, "313.50")
    content = written("fec")

    head, *lines = content.decode("iso8859-15").split("\r\n")
    assert head.split("\t") == list(files.COLUMNS) and len(files.COLUMNS) == 18
    assert lines[-1] == "" and all(line.count("\t") == 17 for line in lines[:-1])
    first = rows()[0]
    assert first["Debit"] == "313,50" and first["Credit"] == "0,00"
    assert first["EcritureDate"] == f"{invoice.issued_on:%Y%m%d}"
    assert first["CompAuxLib"] == "Mécanique du Vallon"
    assert (first["EcritureLet"], first["DateLet"]) == ("A", f"{clock.today():%Y%m%d}")
    assert first["Montantdevise"] == first["Idevise"] == ""


def test_no_name_breaks_a_line_or_runs_in_a_spreadsheet(buyer):
    wild = a_customer('=cmd|"/c calc"!A1\t\r\nΩ “été” – l’œuvre ½ 株 ', siret="")
    receive(wild, "7.00")

    row = next(one for one in rows() if one["CompteNum"] == "411000")
    assert row["CompAuxLib"] == '=cmd|"/c calc"!A1 ? "été" - l\'œuvre 1 ?'
    told = list(csv.DictReader(StringIO(written("csv").decode("utf-8-sig")), delimiter=";"))
    name = next(one for one in told if one["CompteNum"] == "411000")["CompAuxLib"]
    assert name.startswith("'=cmd") and "株" in name
    book = zipfile.ZipFile(BytesIO(written("xlsx")))
    sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert not sheet.findall(".//{*}f")
    assert len(sheet.findall(".//{*}row")) == 3


def test_a_replaced_invoice_is_taken_back_by_the_one_that_replaces_it(buyer):
    old = bill(buyer)
    new = actions.draft_corrective(old, reason="Adresse", actor=a_user())
    db.session.commit()
    actions.change_line(new.lines[0], quantity=Decimal(10))
    actions.issue_invoice(new, school=a_school(), actor=a_user(), now=clock.now())
    db.session.commit()

    assert sums()["411000"] == new.gross
    assert sums()["701000"] == -new.net
    assert len(entries()) == 2


def test_the_sums_of_the_page_are_those_of_the_file(buyer):
    invoice = bill(buyer)
    pay(invoice, "100.00")
    credit(invoice, "3")
    told = feed.sums_between(*EVER)
    assert told.debit == told.credit
    debit = sum(Decimal(row["Debit"].replace(",", ".")) for row in rows())
    assert debit == told.debit
    assert told.entries == len({(row["JournalCode"], row["EcritureNum"]) for row in rows()})


AMOUNTS = st.lists(st.decimals("0.01", "3000", places=2), max_size=4)


@quick
@given(lines=LINES, shares=SHARES, amounts=AMOUNTS)
def test_any_invoices_credits_and_payments_add_up(world, lines, shares, amounts):  # noqa: F811
    db.session.rollback()  # what an example before left behind
    invoice = issued(world, lines)
    give_back_shares(world, invoice, shares)
    who = {"actor": world[2], "now": clock.now(), "keep_rest": True}
    for amount in amounts:
        owed = queries.owed_by(invoice.customer_id)
        split = {key: min(part, amount) for key, part in owed.items()}
        actions.record_payment(invoice.customer, a_receipt(str(amount)), split, **who)
    notes = invoice.credit_notes

    told = sums()
    assert told.get("411000", 0) == invoice.gross + sum(one.gross for one in notes) - sum(amounts)
    assert told.get("512000", 0) == sum(amounts)
    vat = sum(amount for number, amount in told.items() if number.startswith("4457"))
    assert -vat == invoice.vat + sum(one.vat for one in notes)
    revenue = sum(amount for number, amount in told.items() if number.startswith("7"))
    assert -revenue == invoice.net + sum(one.net for one in notes)
    for journal in ("VT", "BQ"):
        numbers = [one.number for one in entries() if one.journal.number == journal]
        assert numbers == list(range(1, len(numbers) + 1))
    assert all(one.debit == one.credit for one in entries())
    balance = queries.statement(invoice.customer_id, since=EVER[0], until=EVER[1]).closing
    assert balance == told.get("411000", 0)
    db.session.rollback()


def test_a_deposit_is_no_revenue_until_the_final_invoice(buyer):
    order = a_finished_order(buyer)
    deposit = actions.draft_deposit(order, percent=Decimal(30), actor=a_user())
    db.session.commit()
    actions.issue_invoice(deposit, school=a_school(), actor=a_user(), now=clock.now())
    db.session.commit()
    assert deposit.kind is InvoiceKind.DEPOSIT
    assert sums() == {"411000": deposit.gross, "419100": -deposit.net, "445741": -deposit.vat}
    pay(deposit, str(deposit.gross))

    final = an_invoice(a_signed_slip(order), issued=True)

    told = sums()
    assert told["419100"] == 0
    assert told["701000"] == -final.net
    assert told["445711"] == -final.vat
    assert told["411000"] == final.gross - final.deducted
