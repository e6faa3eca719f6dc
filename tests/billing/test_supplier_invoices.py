"""Suppliers' invoices: read safely, checked, filed as they came, answered once."""

import zlib
from io import BytesIO

import pikepdf
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from erp.billing.actions import exchanges, incoming
from erp.billing.incoming import checks, cii, container
from erp.billing.incoming.refusals import (
    FileIsNoInvoice,
    FileIsTooHeavy,
    InvoiceSaysTooLittle,
    PdfHasNoXml,
    PdfIsNotReadable,
    RefusalNeedsReason,
    SupplierInvoiceIsKnown,
)
from erp.billing.incoming.states import Format, SupplierInvoiceState
from erp.billing.models import PlatformExchange, SupplierInvoice
from erp.billing.platform import cdar
from erp.billing.platform import queries as platform
from erp.billing.platform.states import Reason
from erp.core import clock
from erp.core.db import db
from erp.core.files import Upload
from erp.core.refusal import MoveRefused
from erp.core.xml import XmlRefused
from erp.documents import facturx
from erp.flow import platform_post
from tests.builders import a_school, a_user
from tests.documents import samples
from tests.suppliers import a_pdf, a_ubl, an_xml


def file(content: bytes, name: str = "facture.pdf") -> SupplierInvoice:
    invoice = incoming.file_supplier_invoice(
        Upload(name, content), school=a_school(), actor=a_user(), now=clock.now()
    )
    db.session.commit()
    return invoice


def test_a_factur_x_is_read_checked_and_kept_as_it_came():
    content = a_pdf()

    invoice = file(content)

    assert (invoice.format, invoice.state) == (Format.FACTUR_X, SupplierInvoiceState.RECEIVED)
    assert (invoice.supplier, invoice.number) == ("Aciers du Lac", "AL-2026-118")
    assert invoice.net + invoice.vat == invoice.gross == invoice.to_pay
    assert invoice.paper.content == content
    assert invoice.findings == []


def test_the_same_facts_are_read_of_cii_and_of_ubl():
    one, other = file(an_xml()), file(a_ubl(number="AL-2026-119"))

    assert (one.format, other.format) == (Format.CII, Format.UBL)
    for name in ("supplier", "supplier_siren", "net", "vat", "gross", "due_on", "issued_on"):
        assert getattr(one, name) == getattr(other, name), name
    assert other.findings == [checks.NO_SCHEMA]


def test_an_invoice_is_filed_once_and_the_first_is_named():
    first = file(a_pdf())

    with pytest.raises(SupplierInvoiceIsKnown, match="AL-2026-118") as told:
        file(an_xml())
    assert told.value.facts["invoice_id"] == first.id


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", FileIsNoInvoice),
        (b"\x00\x01\x02", FileIsNoInvoice),
        (b"<html><body>Bonjour</body></html>", FileIsNoInvoice),
        (b"<Invoice", XmlRefused),
        (b"%PDF-1.7 coupe", PdfIsNotReadable),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', XmlRefused),
        ("<!DOCTYPE a []><a/>".encode("utf-16"), XmlRefused),
        (b"<a>" * 20_000, XmlRefused),
        (b"<a>" + b" " * 5_000_001, XmlRefused),
    ],
)
def test_what_is_no_invoice_is_refused_with_a_sentence(content, refusal):
    with pytest.raises(refusal):
        file(content)


def test_laughs_are_refused_at_once():
    names = [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    laughs = f'<!DOCTYPE a [<!ENTITY l0 "ha">{"".join(names)}]><a>&l9;</a>'
    with pytest.raises(XmlRefused, match="DOCTYPE|bien formé"):
        file(laughs.encode())


def with_attachment(packed: bytes, **facts) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments["factur-x.xml"] = pikepdf.AttachedFileSpec(pdf, b"x")
    stream = pdf.attachments["factur-x.xml"].obj.EF.F
    stream.write(packed, **facts)
    kept = BytesIO()
    pdf.save(kept, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return kept.getvalue()


def test_a_small_attachment_that_unpacks_to_much_is_refused():
    bomb = zlib.compress(b" " * 200_000_000, 9)
    with pytest.raises(FileIsTooHeavy, match="5 Mo"):
        file(with_attachment(bomb, filter=pikepdf.Name.FlateDecode))


def test_a_pdf_without_its_xml_is_only_a_picture():
    pdf, kept = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    pdf.save(kept)
    with pytest.raises(PdfHasNoXml, match="image de facture"):
        file(kept.getvalue())


def test_what_must_be_known_is_asked_for():
    with pytest.raises(InvoiceSaysTooLittle, match="le numéro"):
        file(an_xml().replace(b"<ram:ID>AL-2026-118</ram:ID>", b"<ram:ID></ram:ID>"))


def test_sums_that_do_not_hold_and_a_wrong_reader_are_told():
    content = an_xml()
    wrong = content.replace(b"<ram:GrandTotalAmount>", b"<ram:GrandTotalAmount>1")
    assert {checks.GROSS, checks.TO_PAY} <= set(file(wrong).findings)

    stranger = an_xml(number="AL-2", buyer_siren="300000007")
    assert checks.NOT_FOR_US in file(stranger).findings

    broken = an_xml(number="AL-3").replace(b"ram:DuePayableAmount", b"ram:Due")
    assert checks.BAD_SCHEMA in file(broken).findings


@pytest.mark.parametrize("count", [1, 3, 12, 60])
def test_the_sums_of_our_own_invoices_hold(count):
    paper = samples.an_invoice(count)
    kind, root = container.open_file(facturx.xml(paper))
    told = checks.sum_findings(cii.read(root))
    assert (kind, told) == (Format.CII, [])


def test_it_is_approved_then_paid_and_each_step_is_told_once():
    invoice = file(a_pdf())
    facts = {"school": a_school(), "actor": a_user(), "now": clock.now()}

    with pytest.raises(MoveRefused):
        incoming.pay_supplier_invoice(invoice, **facts)
    incoming.approve_supplier_invoice(invoice, **facts)
    incoming.pay_supplier_invoice(invoice, **facts)
    db.session.commit()

    assert [one.code.value for one in invoice.statuses] == ["204", "205", "211"]
    with pytest.raises(MoveRefused):
        incoming.refuse_supplier_invoice(invoice, Reason.SUM, words="", **facts)


def test_a_refusal_needs_a_reason_and_is_told_through_the_platform_when_it_is_on(tmp_path):
    settings = platform.settings()
    exchanges.change_platform(settings, actor=a_user())
    exchanges.activate_platform(settings, has_secret=True, actor=a_user(), now=clock.now())
    invoice = file(a_pdf())
    facts = {"school": a_school(), "actor": a_user(), "now": clock.now()}

    with pytest.raises(RefusalNeedsReason):
        incoming.refuse_supplier_invoice(invoice, None, words="", **facts)
    incoming.refuse_supplier_invoice(invoice, Reason.ORDER_NUMBER, words="Commande 7", **facts)
    db.session.commit()

    left = db.session.query(PlatformExchange).order_by(PlatformExchange.id).all()
    assert [one.told.code.value for one in left] == ["204", "210"]
    flow = platform_post.flow_of(left[-1], a_school())
    told = cdar.read(flow.content, "f", clock.now())[0]
    assert (told.number, told.code, told.reason) == ("AL-2026-118", "210", "CMD_ERR")
    assert "Commande 7" in told.words


def test_a_filed_invoice_never_changes_not_even_by_sql():
    invoice = file(a_pdf())
    for change in ("UPDATE supplier_invoice SET gross = 1", "DELETE FROM supplier_invoice"):
        with pytest.raises(DatabaseError, match="issued rows never change"):
            db.session.execute(text(change))
        db.session.rollback()
    assert invoice.gross > 1


def test_a_file_is_dropped_read_in_french_and_approved_on_its_page(browse):
    a_school()
    browser, new = browse(a_user()), "/bureau/factures-recues/nouvelle"
    db.session.commit()

    def drop(content, name):
        return browser.send(new, {"invoice": (BytesIO(content), name)})

    picture = drop(b"\x89PNG\r\n\x1a\n", "photo.pdf")
    assert picture.status_code == 422 and "pas une facture" in picture.text
    page = drop(a_pdf(), "../../AL.pdf")
    for words in (
        "Aciers du Lac",
        "Barre 42CrMo4",
        "À approuver",
        "AL-2026-118",
        "Prise en charge",
    ):
        assert words in page.text
    again = drop(a_pdf(), "AL.pdf")
    assert again.status_code == 422 and "Voir la facture déjà classée" in again.text

    one = db.session.query(SupplierInvoice).one()
    url = f"/bureau/factures-recues/{one.id}"
    assert browser.get(f"{url}/fichier").data == a_pdf()
    assert browser.send(f"{url}/refuser", {"reason": ""}).status_code == 422
    assert "À payer" in browser.send(f"{url}/approuver", page=url).text
    assert "Aciers" in browser.get("/bureau/factures-recues?q=118&state=approved").text


def test_an_xml_file_is_downloaded_never_shown(browse):
    invoice = file(an_xml(), "facture.xml")
    answer = browse(a_user()).get(f"/bureau/factures-recues/{invoice.id}/fichier")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
