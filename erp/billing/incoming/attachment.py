"""A PDF → the XML of the invoice that is attached to it."""

import zlib
from io import BytesIO

from pikepdf import Name, Object, PasswordError, Pdf, PdfError

from erp.billing.incoming.refusals import FileIsTooHeavy, PdfHasNoXml, PdfIsNotReadable
from erp.core.xml import LARGEST_XML

NAMES = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml")


def xml_of(content: bytes) -> bytes:
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
