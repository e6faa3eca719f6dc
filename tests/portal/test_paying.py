"""The account of a company: what it owes, its papers in one file, and to whom invoices are sent."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from erp.core import clock
from erp.core.db import db
from erp.flow import issued_invoice
from tests.builders import a_contact, a_customer, a_school, a_user, messages, saved
from tests.builders_sales import a_quote, a_request, an_order
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice, pay


def an_issued_invoice(contact=None):
    return an_invoice(a_signed_slip(a_finished_order(contact)), issued=True)


def test_the_statement_tells_what_remains(browse):
    contact = a_contact()
    invoice = an_issued_invoice(contact)
    pay(invoice, "13.50")

    page = browse(contact.user).get("/client/compte").text.replace("\u00a0", " ")

    assert "300,00 €" in page
    assert invoice.number in page
    assert browse(contact.user).get("/client/compte/pdf").data.startswith(b"%PDF")


def test_all_papers_come_in_one_file_and_only_theirs(browse):
    contact, stranger = a_contact(), a_contact(a_customer("B", siret="20000001600010"))
    ours, theirs = an_issued_invoice(contact), an_issued_invoice(stranger)

    answer = browse(contact.user).get("/client/compte/papiers")

    names = ZipFile(BytesIO(answer.data)).namelist()
    assert names == [ours.paper.filename]
    assert theirs.paper.filename not in names
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "asked", ["since=hier", "since=2030-01-01&until=2020-01-01", "until=9999-99-99"]
)
def test_dates_that_mean_nothing_break_nothing(browse, asked):
    contact = a_contact()
    a_school()
    for page in ("", "/pdf", "/papiers"):
        assert browse(contact.user).get(f"/client/compte{page}?{asked}").status_code == 200


def test_an_invoice_goes_to_the_buyer_and_to_the_accounts(browse):
    order = a_finished_order()
    accounts, other = a_contact(order.customer), a_contact(order.customer)
    accounts.may_accept, other.sees_invoices = False, False
    saved(accounts)
    invoice = an_invoice(a_signed_slip(order))
    issued_invoice.issue_invoice(
        invoice, school=a_school(), link="http://school.test/x", actor=a_user(), now=clock.now()
    )
    db.session.commit()

    rows = messages()
    told = {one.payload["to"] for one in rows if "Votre facture" in str(one.payload.get("subject"))}
    assert told == {order.contact.email, accounts.email}


def test_one_box_finds_all_that_is_theirs_and_nothing_else(browse):
    contact, stranger = a_contact(), a_contact(a_customer("B", siret=""))
    request, quote, order = a_request(contact), a_quote(contact, sent=True), an_order(contact)
    invoice = an_issued_invoice(contact)
    foreign = an_order(stranger)

    page = browse(contact.user).get("/client/recherche?q=axe").text
    for told in (f"demande {request.id}", quote.number, order.number):
        assert told in page
    assert foreign.number not in page
    assert invoice.number in browse(contact.user).get(f"/client/recherche?q={invoice.number}").text
    assert "Rien ne répond" in browse(contact.user).get("/client/recherche?q=introuvable").text


@pytest.mark.parametrize("kind", ["demandes", "devis", "commandes", "factures"])
def test_each_list_is_searched(browse, kind):
    contact = a_contact()
    a_request(contact)
    an_issued_invoice(contact)
    browser = browse(contact.user)
    word = "F20" if kind == "factures" else "axe"
    assert "Axe" in browser.get(f"/client/{kind}?q={word}").text
    assert "Rien ne répond à ces mots" in browser.get(f"/client/{kind}?q=zzzz").text
    for strange in ("%00", "%25_", "'", "x" * 300):
        assert browser.get(f"/client/{kind}?q={strange}").status_code == 200


def test_who_may_not_see_invoices_gets_no_account_either(browse):
    contact = a_contact()
    contact.sees_invoices = False
    db.session.commit()
    for page in ("", "/pdf", "/papiers"):
        assert browse(contact.user).get(f"/client/compte{page}").status_code == 403
