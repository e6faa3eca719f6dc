"""The paper floor: a bare reportlab page with a table, the library's embedding and its XSD check."""

from collections.abc import Callable
from io import BytesIO

from facturx import generate_from_binary
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

ROWS = 5


def paper_floor(xml: bytes) -> Callable[[], bytes]:
    """Draws one page of five lines, and puts this XML in it."""
    styles = getSampleStyleSheet()

    def page() -> bytes:
        target = BytesIO()
        titles = ["Désignation", "Qté", "PU HT", "TVA", "Total HT"]
        rows = [
            [Paragraph(f"Pièce tournée n° {n}", styles["Normal"]), n, "30,00", "20 %", "60,00"]
            for n in range(1, ROWS + 1)
        ]
        story = [
            Paragraph("Facture F2026-00001", styles["Title"]),
            Paragraph("École<br/>12 quai des Forges<br/>38000 Pont-les-Rivières", styles["Normal"]),
            Spacer(1, 12),
            Table([titles, *rows], repeatRows=1),
            Paragraph("Total TTC : 450,00 €", styles["Normal"]),
        ]
        SimpleDocTemplate(target, pagesize=A4).build(story)
        return target.getvalue()

    return lambda: generate_from_binary(page(), xml, check_xsd=True, check_schematron=False)
