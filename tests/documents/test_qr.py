"""A QR code on paper has the dots of the code, the right way up."""

import shutil
import subprocess
from io import BytesIO

import pypdfium2
import pytest
import segno
from reportlab.pdfgen.canvas import Canvas

from erp.documents import epc, invoice
from erp.documents.qr import QUIET, QrCode, strokes
from tests.documents import parts, samples

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


def test_accents_are_written_as_the_code_of_a_transfer_says_in_utf_8():
    """Segno takes bytes as they are, and prefers Latin-1 for words that fit in it."""
    code = segno.make("École".encode(), error="m", micro=False, boost_error=False, mask=4)
    rows = [[False] * len(code.matrix) for _ in code.matrix]

    for row, column, length in strokes("École", 4)[1]:
        rows[row][column : column + length] = [True] * length

    assert rows == [[bool(dot) for dot in row] for row in code.matrix]


@pytest.mark.long
@pytest.mark.parametrize("name", ["École de production", "Ateliers Sœur Œuvre & Çà – Sillonné"])
def test_another_program_reads_the_transfer_on_the_printed_page(tmp_path, name):
    assert shutil.which("zbarimg"), "Il faut zbarimg pour ce test : apt install zbar-tools"
    paper = samples.an_invoice(school=parts.a_school(name=name))
    picture = tmp_path / "page.png"
    with pypdfium2.PdfDocument(invoice.draw(paper)) as pdf:
        pdf[0].render(scale=150 / 72).to_pil().save(picture)

    command = ["zbarimg", "--quiet", "--raw", "--nodbus", "-Sbinary", picture]
    read = subprocess.run(command, capture_output=True, check=True)

    assert read.stdout.decode() == epc.transfer(paper)
