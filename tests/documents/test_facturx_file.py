"""The file that is issued: one PDF/A-3b with its XML inside, the same whenever it is made."""

import hashlib
import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from pikepdf import Name, Pdf, pdfa

from erp.documents import facturx, invoice
from erp.documents.facturx.archive import profile
from tests.documents import invoices, parts, samples
from tests.documents.invoices import a_paper

ROOT = Path(__file__).parents[2]
FX = "{urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#}"
EXTENSION = "{http://www.aiim.org/pdfa/ns/extension/}schemas"
ROW = ("final", "rates", invoices.NATURES[2], 1)
PLAIN_XMP = re.compile(
    rb'  <rdf:Description rdf:about="" xmlns:(?:fx|pdfaExtension)=.*?</rdf:Description>\n', re.S
)
PAPERS = {
    "one line": lambda: a_paper(),
    "sixty lines": lambda: samples.an_invoice(60),
    "credit note": lambda: samples.a_credit_note(12),
    "by lot": lambda: invoices.drawn_by_lot(*ROW),
    "logo with transparency": lambda: a_paper(school=parts.a_school(logo_png=parts.a_drawing())),
    "strange signs": lambda: a_paper(subject='漢字 \u202f → <b> "', notes="a\x00\x0bb\ud800"),
}


@pytest.fixture(params=PAPERS)
def data(request) -> bytes:
    return facturx.draw(PAPERS[request.param]())


def xmp_of(pdf: Pdf) -> etree._Element:
    return etree.fromstring(pdf.Root.Metadata.read_bytes())


def test_the_container_is_a_pdf_a_3b(data):
    """pikepdf's checker knows no attachment: the file is shown to it without that part."""
    with pikepdf.open(BytesIO(data)) as pdf:
        for key in ("/AF", "/Names", "/PageMode"):
            del pdf.Root[key]
        packet = pdf.Root.Metadata.read_bytes()
        assert len(PLAIN_XMP.findall(packet)) == 2
        pdf.Root.Metadata.write(PLAIN_XMP.sub(b"", packet))

        assert list(pdfa.check(pdf, "3b").findings) == []


def test_the_bytes_are_those_pdf_a_asks_for(data):
    """ISO 19005-3, 6.1: what a reader repairs in silence and a validator refuses."""
    assert re.match(rb"%PDF-1\.7\n%[\x80-\xff]{4}", data)
    assert data.endswith(b"%%EOF\n")
    assert data.count(b"endstream") == data.count(b"\nendstream") > 5
    assert re.search(rb"/ID \[<([0-9a-f]{32})><([0-9a-f]{32})>\]", data.replace(b"> <", b"><"))


def keys_of(thing: object) -> set[str]:
    """Every key in an object, without following references: each object is visited once."""
    if isinstance(thing, pikepdf.Array):
        inside = list(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        inside = [value for _, value in thing.items()]
    else:
        return set()
    direct = [each for each in inside if not getattr(each, "is_indirect", False)]
    own = set() if isinstance(thing, pikepdf.Array) else set(thing.keys())
    return own.union(*map(keys_of, direct))


def test_nothing_in_it_can_act(data):
    with pikepdf.open(BytesIO(data)) as pdf:
        assert not pdf.is_encrypted
        keys = set().union(*map(keys_of, pdf.objects))
        assert (
            keys & {"/JavaScript", "/JS", "/OpenAction", "/AA", "/A", "/Annots", "/Trans"} == set()
        )
        assert {"/AF", "/FontFile2", "/OutputIntents"} <= keys


def test_the_pages_alone_would_be_refused():
    """The checker of the other tests does refuse: these bytes say nothing of their colours."""
    with pikepdf.open(BytesIO(invoice.draw(a_paper()))) as pdf:
        assert "pikepdf:output-intent" in {each.rule for each in pdfa.check(pdf, "3b").findings}


def test_every_font_is_a_subset_inside_the_file(data):
    with pikepdf.open(BytesIO(data)) as pdf:
        fonts = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        fonts = [each for each in fonts if each.get("/Type") == Name.Font]
        assert fonts
        assert all(re.match(r"/[A-Z]{6}\+", str(each.BaseFont)) for each in fonts)
        assert all("/FontFile2" in each.FontDescriptor for each in fonts)


def test_colours_have_a_meaning(data):
    with pikepdf.open(BytesIO(data)) as pdf:
        [intent] = pdf.Root.OutputIntents
        assert intent.S == Name.GTS_PDFA1
        assert intent.DestOutputProfile.N == 3
        assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"


def test_the_xml_is_attached_as_the_same_invoice(data):
    with pikepdf.open(BytesIO(data)) as pdf:
        [spec] = pdf.Root.AF
        name, listed = pdf.Root.Names.EmbeddedFiles.Names
        assert (str(name), listed.objgen) == ("factur-x.xml", spec.objgen)
        assert (str(spec.F), str(spec.UF)) == ("factur-x.xml", "factur-x.xml")
        assert spec.AFRelationship == Name.Alternative
        inside = spec.EF.F
        assert inside.Subtype == Name("/text/xml")
        xml = inside.read_bytes()
        assert inside.Params.Size == len(xml)
        assert bytes(inside.Params.CheckSum) == hashlib.md5(xml).digest()
        assert str(inside.Params.ModDate) == "D:20261121000000Z"


def test_the_attached_xml_is_the_one_the_rules_were_run_on():
    paper = a_paper()

    with pikepdf.open(BytesIO(facturx.draw(paper))) as pdf:
        assert pdf.Root.AF[0].EF.F.read_bytes() == facturx.xml(paper)


def test_the_file_says_what_it_is(data):
    with pikepdf.open(BytesIO(data)) as pdf:
        packet = xmp_of(pdf)
        said = {each.tag.removeprefix(FX): each.text for each in packet.iter(f"{FX}*")}
        assert said == {
            "DocumentType": "INVOICE",
            "DocumentFileName": "factur-x.xml",
            "Version": "1.0",
            "ConformanceLevel": "EN 16931",
        }
        assert len(list(packet.iter(EXTENSION))) == 1
        assert [each.text for each in packet.iter("{*}part", "{*}conformance")] == ["3", "B"]
        [moment] = (each.text for each in packet.iter("{*}CreateDate"))
        assert (moment[:10], str(pdf.docinfo["/CreationDate"])[2:10]) == ("2026-11-21", "20261121")
        assert str(pdf.Root.Lang) == "fr-FR"


def test_the_packet_says_what_the_information_dictionary_says():
    with pikepdf.open(BytesIO(facturx.draw(a_paper()))) as pdf, pdf.open_metadata() as packet:
        info = pdf.docinfo
        assert packet["dc:title"] == str(info["/Title"]) == "Facture F2026-00042"
        assert packet["dc:creator"] == [str(info["/Author"])]
        assert packet["pdf:Producer"] == str(info["/Producer"])
        assert packet["xmp:CreatorTool"] == str(info["/Creator"]) == "Établi"


def test_the_pages_stay_those_of_the_paper():
    paper = samples.an_invoice(12)

    assert parts.words_of(facturx.draw(paper)) == parts.words_of(invoice.draw(paper))


def test_the_same_paper_is_the_same_file():
    paper = invoices.drawn_by_lot(*ROW)

    assert facturx.draw(paper) == facturx.draw(invoices.drawn_by_lot(*ROW))


def test_another_process_at_another_moment_makes_the_same_file():
    asked = (
        "import hashlib; import time_machine; from tests.documents import invoices;"
        "from erp.documents import facturx;"
        "time_machine.travel('2031-02-03 04:05', tick=False).start();"
        f"print(hashlib.sha256(facturx.draw(invoices.drawn_by_lot(*{ROW}))).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}

    said = subprocess.check_output(
        [sys.executable, "-c", asked], env=environment, cwd=ROOT, text=True
    )

    drawn = facturx.draw(invoices.drawn_by_lot(*ROW))
    assert said.strip() == hashlib.sha256(drawn).hexdigest()


def test_the_colour_profile_forgets_when_it_was_made():
    assert profile()[24:36].hex() == "07d000010001000000000000"


@pytest.mark.parametrize(
    "changes",
    [{"draft": True}, {"kind": "proforma"}, {"duplicate": True}, {"number": ""}],
)
def test_drafts_proformas_and_copies_carry_no_xml(changes):
    with pikepdf.open(BytesIO(facturx.draw(a_paper(**changes)))) as pdf:
        assert "/AF" not in pdf.Root
