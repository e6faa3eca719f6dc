"""A file as it was sent → its XML, told by content: a PDF with an attachment, or XML alone."""

import zlib
from io import BytesIO

from lxml import etree
from pikepdf import Name, Object, PasswordError, Pdf, PdfError

from erp.billing.incoming.refusals import (
    FileIsNoInvoice,
    FileIsTooHeavy,
    PdfHasNoXml,
    PdfIsNotReadable,
)
from erp.billing.incoming.states import Format
from erp.core.files import LARGEST
from erp.core.xml import LARGEST_XML, read_xml

NAMES = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml")
CII = "{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}CrossIndustryInvoice"
UBL = "{urn:oasis:names:specification:ubl:schema:xsd:%s-2}%s"
ROOTS = {
    CII: Format.CII,
    UBL % ("Invoice", "Invoice"): Format.UBL,
    UBL % ("CreditNote", "CreditNote"): Format.UBL,
}


def open_file(content: bytes) -> tuple[Format, etree._Element]:
    """The format, and the root of the XML inside."""
    if len(content) > LARGEST:
        raise FileIsTooHeavy
    is_pdf = content[:1024].lstrip().startswith(b"%PDF-")
    if not is_pdf and b"<" not in content[:1024].replace(b"\x00", b""):
        raise FileIsNoInvoice
    root = read_xml(_xml_of(content) if is_pdf else content)
    found = ROOTS.get(str(root.tag))
    if found is None or (is_pdf and found is not Format.CII):
        raise FileIsNoInvoice
    return (Format.FACTUR_X if is_pdf else found), root


def _xml_of(content: bytes) -> bytes:
    try:
        with Pdf.open(BytesIO(content)) as pdf:
            for name, spec in pdf.attachments.items():
                if name.lower() in NAMES:
                    return _unpacked(spec.obj.EF.F)
    except (PdfError, PasswordError, AttributeError, KeyError, ValueError) as broken:
        raise PdfIsNotReadable from broken
    raise PdfHasNoXml


def _unpacked(stream: Object) -> bytes:
    """Never more than is allowed: a small attachment may unpack to gigabytes."""
    kinds = stream.get("/Filter")
    packed = stream.read_raw_bytes()
    if kinds is None:
        return _light(packed)
    if kinds != Name.FlateDecode and list(kinds) != [Name.FlateDecode]:
        raise PdfIsNotReadable
    unpacker = zlib.decompressobj()
    try:
        return _light(unpacker.decompress(packed, LARGEST_XML + 1))
    except zlib.error as broken:
        raise PdfIsNotReadable from broken


def _light(content: bytes) -> bytes:
    if len(content) > LARGEST_XML:
        raise FileIsTooHeavy
    return content
