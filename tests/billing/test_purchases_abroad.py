"""Purchases abroad, told by the buyer (CGI 290 I-3°): from the files of suppliers, or typed."""

import csv
import re
from datetime import timedelta
from decimal import Decimal
from html import unescape
from io import BytesIO, StringIO

import pytest
from sqlalchemy.exc import IntegrityError

from erp.billing.actions import incoming
from erp.billing.incoming import checks
from erp.billing.incoming.facts import TypedInvoice
from erp.billing.incoming.refusals import (
    GoodsPassCustoms,
    InvoiceIsNoPicture,
    NothingBought,
    SupplierHasNoVatNumber,
    SupplierInvoiceIsKnown,
    SupplierIsAtHome,
)
from erp.billing.incoming.states import Format
from erp.billing.models import SupplierInvoice
from erp.billing.platform import ereporting
from erp.billing.platform.refusals import PeriodIsTooLong
from erp.billing.platform.states import Reason
from erp.billing.refusals import DayIsToCome
from erp.core import clock
from erp.core.db import db
from erp.core.files import Upload
from erp.core.identifiers import VatNumberIsWrong
from erp.web.shared import words
from tests.billing.test_supplier_invoices import file
from tests.builders import a_school, a_user
from tests.suppliers import DAY, a_pdf, a_ubl, an_xml

SCAN = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
GERMAN = {
    "supplier": "Werkzeug Nord GmbH", "country": "DE", "vat_number": "DE900000014",
    "number": "R 2026-77", "issued_on": DAY, "goods": Decimal("480.00"),
    "services": Decimal("0.00"), "preceding": "",
}  # fmt: skip
AMERICAN = {
    "supplier": "Simulation Software Inc", "country": "US", "vat_number": "",
    "goods": Decimal(0), "services": Decimal("90.00"), "number": "INV-9",
}  # fmt: skip


def note(content=SCAN, name="facture.pdf", **facts):
    invoice = incoming.note_purchase_abroad(
        TypedInvoice(**{**GERMAN, **facts}),
        Upload(name, content),
        school=a_school(),
        actor=a_user(),
        now=clock.now(),
    )
    db.session.commit()
    return invoice


def told(since=DAY, until=DAY):
    return ereporting.report(since, until, a_school())


def bought():
    return [
        (one.number, one.type, one.frame, one.seller_id, one.category, one.net, one.preceding)
        for one in told().rows
        if one.report == "purchases_abroad"
    ]


def test_what_is_bought_in_france_is_not_told_here():
    file(a_pdf())
    assert (told().rows, told().unclear) == ([], [])


def test_a_purchase_is_told_one_by_one_by_its_day_as_its_buyer_tells_it():
    note(services=Decimal("60.00"))

    assert bought() == [
        ("R 2026-77", "380", "M1", "DE900000014", "AE", 60, ""),
        ("R 2026-77", "380", "M1", "DE900000014", "K", 480, ""),
    ]
    row = told().rows[0]
    assert (row.seller, row.country, row.rate, row.vat, row.buyer) == (
        "Werkzeug Nord GmbH", "DE", 0, 0, "",
    )  # fmt: skip
    later = DAY + timedelta(days=1)
    assert told(later, later).rows == []


def test_out_of_the_union_services_are_told_with_the_country_and_the_name():
    note(**AMERICAN)
    assert bought() == [("INV-9", "380", "S1", "USSimulation Softw", "AE", 90, "")]


def test_a_credit_note_of_a_supplier_counts_below_zero_and_names_its_invoice():
    note(number="G1", preceding="R 2026-77")
    assert bought() == [("G1", "381", "B1", "DE900000014", "K", -480, "R 2026-77")]


def abroad(content: bytes, category=b"K") -> bytes:
    """The same file from Germany, where the buyer owes the tax."""
    content = content.replace(b"<ram:CountryID>FR<", b"<ram:CountryID>DE<", 1)
    content = content.replace(b"FR22800000002", b"DE900000014")
    content = content.replace(b"<ram:CategoryCode>S<", b"<ram:CategoryCode>%s<" % category)
    return re.sub(
        rb"(RateApplicablePercent|CalculatedAmount|TaxTotalAmount)([^>]*)>[0-9.]+<",
        rb"\1\2>0.00<",
        content,
    )


def test_the_file_of_a_supplier_abroad_is_told_without_typing_anything():
    invoice = file(abroad(an_xml()), "facture.xml")

    assert invoice.supplier_country == "DE" and checks.NO_SIREN not in invoice.findings
    assert [(one[0], one[2], one[4]) for one in bought()] == [("AL-2026-118", "B1", "K")]
    assert sum(one.net for one in told().rows) == invoice.net


@pytest.mark.parametrize(("category", "is_unclear"), [(b"G", False), (b"Z", True), (b"E", True)])
def test_imports_are_left_to_the_customs_and_what_bears_a_tax_is_shown_aside(category, is_unclear):
    invoice = file(abroad(an_xml(), category), "facture.xml")
    assert told().rows == []
    assert told().unclear == ([invoice] if is_unclear else [])


def test_a_supplier_that_names_no_country_is_known_by_its_vat_number_or_shown_aside():
    content = a_ubl().encode() if isinstance(a_ubl(), str) else a_ubl()
    unknown = content.replace(b'<cbc:CompanyID schemeID="0002">800000002</cbc:CompanyID>', b"")
    invoice = file(unknown, "facture.xml")
    assert (invoice.supplier_country, told().unclear) == ("", [invoice])


def test_a_supplier_of_the_union_without_its_vat_number_is_shown_aside():
    nameless = re.sub(rb"<ram:ID schemeID=\"VA\">DE900000014</ram:ID>", b"", abroad(an_xml()))
    invoice = file(nameless, "facture.xml")
    assert (invoice.supplier_country, invoice.facts["seller"]["vat_number"]) == ("DE", "")
    assert (told().rows, told().unclear) == ([], [invoice])


def test_goods_of_the_union_sold_from_elsewhere_are_shown_aside():
    swiss = abroad(an_xml()).replace(b"<ram:CountryID>DE<", b"<ram:CountryID>CH<", 1)
    invoice = file(swiss, "facture.xml")
    assert (told().rows, told().unclear) == ([], [invoice])


def test_another_money_than_the_euro_is_shown_aside():
    other = abroad(an_xml()).replace(
        b"<ram:InvoiceCurrencyCode>EUR<", b"<ram:InvoiceCurrencyCode>CHF<"
    )
    invoice = file(other, "facture.xml")
    assert (told().rows, told().unclear) == ([], [invoice])


def refuse(invoice):
    facts = {"school": a_school(), "actor": a_user(), "now": clock.now()}
    incoming.refuse_supplier_invoice(invoice, Reason.SUM, words="", **facts)
    db.session.commit()


def test_a_refused_invoice_is_no_purchase_but_stays_in_sight_where_it_was_told(browse):
    invoice = note()
    page = f"/bureau/e-reporting?since={DAY}&until={DAY}"
    assert "refusée le" not in browse(a_user()).get(page).text

    refuse(invoice)

    assert (told().rows, told().unclear, told().refused) == ([], [], [invoice])
    shown = unescape(browse(a_user()).get(page).text)
    assert f"{invoice}</a>, refusée le {words.day(clock.now())}" in shown


def test_the_most_of_a_period_counts_invoices_not_rows(monkeypatch):
    monkeypatch.setattr(ereporting, "MOST", 1)
    note(services=Decimal("60.00"))
    assert len(told().rows) == 2

    file(abroad(an_xml(), b"G"), "facture.xml")  # in no row, but read
    with pytest.raises(PeriodIsTooLong):
        told()


def test_what_was_mistyped_is_refused_and_typed_again_as_often_as_needed():
    for goods in ("4800.00", "48.00"):
        refuse(note(goods=Decimal(goods)))
    note()

    assert [row.net for row in told().rows] == [480]
    with pytest.raises(SupplierInvoiceIsKnown):
        note()


def test_the_refused_file_of_a_supplier_is_not_taken_again():
    refuse(file(abroad(an_xml()), "facture.xml"))
    with pytest.raises(SupplierInvoiceIsKnown):
        file(abroad(an_xml()), "facture.xml")


def test_the_database_keeps_one_of_a_number_too(monkeypatch):
    note()
    monkeypatch.setattr(incoming.queries, "known", lambda *_: None)
    with pytest.raises(IntegrityError):
        note()
    db.session.rollback()


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"goods": Decimal(0)}, NothingBought),
        ({"country": "FR", "vat_number": ""}, SupplierIsAtHome),
        ({"country": "MC", "vat_number": ""}, SupplierIsAtHome),
        ({"vat_number": ""}, SupplierHasNoVatNumber),
        ({"vat_number": "DE1"}, VatNumberIsWrong),
        ({"vat_number": "BE0900000048"}, SupplierHasNoVatNumber),
        ({"country": "CH", "vat_number": ""}, GoodsPassCustoms),
        ({"issued_on": clock.today() + timedelta(days=400)}, DayIsToCome),
        ({"content": b"<a/>"}, InvoiceIsNoPicture),
    ],
)
def test_what_cannot_be_told_is_refused_with_a_sentence(facts, refusal):
    with pytest.raises(refusal):
        note(**facts)
    db.session.rollback()
    assert db.session.query(SupplierInvoice).count() == 0


def test_it_is_filed_once_as_it_came():
    invoice = note()
    assert (invoice.format, invoice.paper.content) == (Format.TYPED, SCAN)
    assert (invoice.net, invoice.vat, invoice.to_pay) == (480, 0, 480)
    with pytest.raises(SupplierInvoiceIsKnown):
        note()


def test_it_is_typed_on_its_page_and_told_on_that_of_the_report(browse):
    a_school()
    browser, new = browse(a_user()), "/bureau/factures-recues/etranger"
    db.session.commit()
    fields = {
        "supplier": "Werkzeug Nord GmbH", "country": "DE", "vat_number": "de 900000014",
        "number": "R77", "issued_on": DAY.isoformat(), "goods": "480", "services": "",
        "preceding": "",
    }  # fmt: skip

    without = browser.send(new, {**fields, "goods": "", "invoice": (BytesIO(SCAN), "f.pdf")})
    page = browser.send(new, {**fields, "invoice": (BytesIO(SCAN), "f.pdf")})

    assert without.status_code == 422 and "des biens, des services" in unescape(without.text)
    assert "Werkzeug Nord GmbH" in page.text and "À approuver" in page.text
    one = db.session.query(SupplierInvoice).one()
    assert browser.get(f"/bureau/factures-recues/{one.id}/fichier").data == SCAN

    period = f"since={DAY}&until={DAY}"
    report = unescape(browser.get(f"/bureau/e-reporting?{period}").text)
    assert "Achats à l'étranger" in report and "R77" in report
    text = browser.get(f"/bureau/e-reporting/donnees.csv?{period}").data.decode("utf-8-sig")
    (row,) = csv.DictReader(StringIO(text), delimiter=";")
    assert (row["report"], row["seller"], row["net"]) == (
        "purchases_abroad", "Werkzeug Nord GmbH", "480,00",
    )  # fmt: skip


def test_what_is_told_aside_is_named_on_the_page_with_a_link(browse):
    charged = an_xml().replace(b"<ram:CountryID>FR<", b"<ram:CountryID>DE<", 1)
    invoice = file(charged, "facture.xml")
    page = unescape(browse(a_user()).get(f"/bureau/e-reporting?since={DAY}&until={DAY}").text)
    assert f"/bureau/factures-recues/{invoice.id}" in page
    assert "Cette facture n'est pas dans les lignes" in page and "la recevoir" in page

    file(charged.replace(b"AL-2026-118", b"AL-2026-119"), "facture.xml")
    page = unescape(browse(a_user()).get(f"/bureau/e-reporting?since={DAY}&until={DAY}").text)
    assert "Ces factures ne sont pas dans les lignes" in page and "les recevoir" in page


@pytest.mark.parametrize("has_siren", [True, False])
def test_only_a_supplier_with_a_siren_is_said_to_be_told(browse, has_siren):
    invoice = file(a_pdf()) if has_siren else note()
    facts = {"school": a_school(), "actor": a_user(), "now": clock.now()}
    incoming.approve_supplier_invoice(invoice, **facts)
    db.session.commit()

    page = unescape(browse(a_user()).get(f"/bureau/factures-recues/{invoice.id}").text)

    assert "Le virement est parti ?" in page
    assert ("Le fournisseur en sera prévenu" in page) is has_siren
    assert ("Dit au fournisseur" in page) is has_siren


def test_what_was_typed_can_be_proof_read_on_its_page(browse):
    invoice = note(services=Decimal("60.00"), preceding="R 2026-70")
    page = unescape(browse(a_user()).get(f"/bureau/factures-recues/{invoice.id}").text)
    needed = ("Allemagne", "R 2026-70", "Biens venus de l'Union (K)", "480,00", "(AE)", "60,00")
    assert [one for one in (*needed, "Une erreur de saisie") if one not in page] == []

    refuse(invoice)
    page = browse(a_user()).get(f"/bureau/factures-recues/{invoice.id}").text
    assert "Une erreur de saisie" not in page
