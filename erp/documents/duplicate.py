"""A copy of an issued paper, marked DUPLICATA on every page.

Made of the very pages that were sent, whatever the records say today; its XML is taken away, so
that nobody enters the same invoice twice.
"""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from erp.documents.layout import DUPLICATE, watermark
from erp.documents.styles import HEIGHT, WIDTH

E_INVOICE = ("/AF", "/Names", "/Metadata", "/OutputIntents", "/PageMode")


def copy_of(issued: bytes) -> bytes:
    from pikepdf import Pdf  # heavy, and only asked for now and then

    target = BytesIO()
    with Pdf.open(BytesIO(issued)) as pdf, Pdf.open(BytesIO(mark())) as stamp:
        for name in E_INVOICE:
            if name in pdf.Root:
                del pdf.Root[name]
        for page in pdf.pages:
            page.add_underlay(stamp.pages[0], None)
        pdf.save(target)
    return target.getvalue()


def mark() -> bytes:
    kept = BytesIO()
    canvas = Canvas(kept, pagesize=(WIDTH, HEIGHT), invariant=1)
    watermark(canvas, DUPLICATE)
    canvas.showPage()
    canvas.save()
    return kept.getvalue()
