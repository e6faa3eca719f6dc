"""A QR code on paper has the dots of the code, the right way up."""

from io import BytesIO

import pypdfium2
import segno
from reportlab.pdfgen.canvas import Canvas

from erp.documents.qr import QUIET, QrCode

ADDRESS = "https://etabli.example.org/atelier/tache/1234"
DOT = 8


def test_the_printed_dots_are_those_of_the_code():
    code = segno.make(ADDRESS, error="m", micro=False, boost_error=False)
    matrix = [[bool(dot) for dot in row] for row in code.matrix]
    side = (len(matrix) + 2 * QUIET) * DOT
    target = BytesIO()
    canvas = Canvas(target, pagesize=(side, side), initialFontName="Vera")
    QrCode(ADDRESS, side).drawOn(canvas, 0, 0)
    canvas.save()

    with pypdfium2.PdfDocument(target.getvalue()) as pdf:
        picture = pdf[0].render(scale=1, grayscale=True).to_pil()

    def dark(row: int, column: int) -> bool:
        middle = (int((place + QUIET + 0.5) * DOT) for place in (column, row))
        return picture.getpixel(tuple(middle)) < 128

    size = range(len(matrix))
    assert [[dark(row, column) for column in size] for row in size] == matrix
