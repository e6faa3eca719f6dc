"""A file as it was sent → its XML, told by content: a PDF with an attachment, or XML alone."""

from lxml import etree

from erp.billing.incoming.refusals import FileIsNoInvoice, FileIsTooHeavy
from erp.billing.incoming.states import Format
from erp.core.files import LARGEST
from erp.core.xml import read_xml

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
    root = read_xml(_attached(content) if is_pdf else content)
    found = ROOTS.get(str(root.tag))
    if found is None or (is_pdf and found is not Format.CII):
        raise FileIsNoInvoice
    return (Format.FACTUR_X if is_pdf else found), root


def _attached(content: bytes) -> bytes:
    """pikepdf is loaded at the first PDF, not at start: a tenth of a second."""
    from erp.billing.incoming.attachment import xml_of

    return xml_of(content)
