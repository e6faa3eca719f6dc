"""The office hands the journal to the accountant, and sees how the coefficient is made."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
import time_machine

from erp.billing import actions
from erp.billing.books import coefficient, feed
from erp.billing.models import AccountSetting
from erp.billing.states import Counts, RevenueTag
from erp.core import clock
from erp.core.db import db
from erp.people.states import Role
from tests.billing.test_payments import bill
from tests.builders import a_contact, a_school, a_user
from tests.builders_work import credit, pay, receive


@pytest.fixture
def director(browse):
    a_school()
    return browse(a_user(Role.DIRECTOR))


def this_month() -> str:
    today = clock.today()
    return f"since={today - timedelta(days=40)}&until={today}"


def test_a_period_is_seen_then_downloaded_in_three_formats(director):
    invoice = bill(a_contact())
    pay(invoice, "313.50")

    page = director.get(f"/bureau/comptabilite?{this_month()}").text
    assert "411000 Clients" in page and "627,00" in page.replace("\u00a0", " ")
    for form, start in (("fec", b"JournalCode\t"), ("csv", b"\xef\xbb\xbfJ"), ("xlsx", b"PK")):
        url = f"/bureau/comptabilite/fichier?format={form}&{this_month()}"
        answer = director.get(url)
        assert answer.data.startswith(start)
        assert "attachment" in answer.headers["Content-Disposition"]
        assert "fec" not in answer.headers["Content-Disposition"].lower()
    assert director.get("/bureau/comptabilite/fichier?format=exe").status_code == 404


def test_the_last_whole_month_comes_first_and_a_period_backwards_is_refused(director):
    assert "Aucune écriture" in director.get("/bureau/comptabilite").text
    answer = director.get("/bureau/comptabilite?since=2026-02-01&until=2026-01-01")
    assert answer.status_code == 409
    assert director.get("/bureau/comptabilite?since=hier").status_code == 200


def test_a_file_over_two_years_of_accounts_is_refused_and_the_page_shows_both(director):
    for day in ("2024-12-31", "2025-01-01"):
        with time_machine.travel(f"{day}T10:00:00+01:00", tick=False):
            receive(a_contact().customer, "1.00")
    period = "since=2024-12-01&until=2025-01-31"

    assert "512000" in director.get(f"/bureau/comptabilite?{period}").text
    answer = director.get(f"/bureau/comptabilite/fichier?format=fec&{period}")

    assert answer.status_code == 409
    assert "un fichier par exercice" in answer.text


def test_the_chart_is_typed_and_a_wrong_number_comes_back(director):
    url = "/bureau/comptabilite/comptes"
    page = director.get(url).text
    assert 'value="445711"' in page and "Export" in page

    wrong = director.send(url, {"number-customer": "41A"}, page=url)
    assert wrong.status_code == 422
    assert 'value="41A"' in wrong.text
    director.send(url, {"number-customer": "411100", "label-customer": "Clients France"}, page=url)

    assert [one.number for one in db.session.query(AccountSetting)] == ["411100"]
    assert feed.chart()["customer"].label == "Clients France"
    director.send(url, {}, page=url)
    assert db.session.query(AccountSetting).count() == 0


def test_the_coefficient_is_what_deducts_over_all_that_counts_rounded_up(director):
    invoice = bill(a_contact())  # 261.25 without VAT
    credit(invoice, "5")  # 52.25 back
    year = coefficient.current_year(clock.today())
    facts = {"account": "740000", "label": "Subvention", "amount": "418", "counts": "below"}
    new = f"/bureau/comptabilite/chiffres/nouveau?year={year}"
    director.send(new, {"year": str(year), **facts}, page=new)

    told = coefficient.coefficient(year)
    assert (told.above, told.below) == (Decimal("209.00"), Decimal("627.00"))
    assert told.value == Decimal("0.34")  # 1/3, rounded up
    assert told.of(RevenueTag.TAXED) == Decimal("209.00")
    page = f"/bureau/comptabilite/coefficient?year={year}"
    assert "0,34" in director.get(page).text
    lines = director.get(f"/bureau/comptabilite/coefficient.csv?year={year}").data
    assert "Coefficient de taxation;;0,34" in lines.decode("utf-8-sig")

    url = f"/bureau/comptabilite/coefficient/compte?year={year}"
    director.send(url, {"number": "701000", "tag": "taxed", "counts": "neither"}, page=page)
    assert coefficient.coefficient(year).above == 0
    assert director.send(url, {"number": "701000", "counts": "x"}, page=page).status_code == 404


def test_a_year_without_revenue_has_no_coefficient(director):
    assert coefficient.coefficient(2024).value is None
    assert "Aucune recette" in director.get("/bureau/comptabilite/coefficient?year=2024").text
    assert director.get("/bureau/comptabilite/coefficient?year=abc").status_code == 200


def test_deposits_are_no_revenue_and_the_year_begins_when_the_school_says():
    assert coefficient.year_of_accounts(2026, 9) == (date(2026, 9, 1), date(2027, 8, 31))
    assert coefficient.year_of_accounts(2027, 1) == (date(2027, 1, 1), date(2027, 12, 31))
    figure = actions.set_figure(
        None, year=2026, account="754000", label="Don", amount=Decimal(10), counts=Counts.NEITHER
    )
    db.session.commit()
    assert str(figure) == "754000 Don"
    told = coefficient.coefficient(2026)
    assert (told.above, told.below) == (0, 0)


def test_the_file_is_the_one_of_the_command(director, app, tmp_path, monkeypatch):
    pay(bill(a_contact()), "100.00")
    url = f"/bureau/comptabilite/fichier?format=fec&{this_month()}"
    text = director.get(url).data.decode("iso8859-15")
    rows = list(csv.DictReader(StringIO(text), delimiter="\t"))
    assert {row["JournalCode"] for row in rows} == {"VT", "BQ"}
    debit, credit_ = (
        sum(Decimal(row[side].replace(",", ".")) for row in rows) for side in ("Debit", "Credit")
    )
    assert debit == credit_ == Decimal("413.50")
