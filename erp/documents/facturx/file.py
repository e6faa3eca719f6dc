"""The file of an invoice: its pages, and its XML when it is issued."""

from erp.documents import invoice
from erp.documents.facturx.archive import About, archived
from erp.documents.facturx.cii import xml
from erp.documents.fonts import printable
from erp.documents.invoice_paper import InvoicePaper


def draw(paper: InvoicePaper) -> bytes:
    """The file that is issued, stored and sent. Drafts, proformas and copies are pages alone."""
    pages = invoice.draw(paper)
    if paper.issued_on is None or not paper.is_issued or paper.duplicate:
        return pages
    sheet = invoice.sheet_of(paper)
    about = About(
        title=printable(sheet.name),
        author=printable(sheet.school.name),
        subject=sheet.kind,
        dated=paper.issued_on,
    )
    return archived(pages, xml(paper), about)
