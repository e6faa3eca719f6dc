"""The file of an invoice: its pages, and its XML when it is issued.

lxml and pikepdf are imported where they are used: half a second at the first invoice, not at start.
"""

from erp.documents import invoice
from erp.documents.fonts import printable
from erp.documents.invoice_paper import InvoicePaper


class NotAnInvoice(ValueError):
    """A draft or a proforma was asked for its XML: a mistake of ours, not of the user."""


def xml(paper: InvoicePaper) -> bytes:
    """The bytes of factur-x.xml: the same paper always gives the same ones."""
    from erp.documents.facturx import cii

    if not paper.is_issued:
        raise NotAnInvoice(paper.kind)
    return cii.xml(paper)


def draw(paper: InvoicePaper) -> bytes:
    """The file that is issued, stored and sent. Drafts, proformas and copies are pages alone."""
    if paper.issued_on is None or not paper.is_issued or paper.duplicate:
        return invoice.draw(paper)
    from erp.documents.facturx.archive import About, archived

    sheet = invoice.sheet_of(paper)
    about = About(
        title=printable(sheet.name),
        author=printable(sheet.school.name),
        subject=sheet.kind,
        dated=paper.issued_on,
    )
    return archived(invoice.draw(paper, packed=False), xml(paper), about)
