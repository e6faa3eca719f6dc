"""A DXF is drawn for those who have no drawing program; a hostile one is left undrawn, in time."""

from io import BytesIO, StringIO

import ezdxf
import pytest
from PIL import Image

from erp.core import files
from erp.core.db import db
from erp.core.files import Upload
from erp.production.models import Assignment
from erp.reporting import drawings, pictures
from erp.sales.models import RequestFile
from erp.web.shared.papers import files_folder
from tests.builders import a_contact, saved
from tests.builders_sales import a_request, an_order
from tests.builders_work import Bench
from tests.portal.test_portal_requests import PDF

POOR = b"  0\nSECTION\n  2\nENTITIES\n"


def dxf(draw) -> bytes:
    document = ezdxf.new()
    draw(document)
    text = StringIO()
    document.write(text)
    return text.getvalue().encode()


def plate(document) -> None:
    model = document.modelspace()
    model.add_lwpolyline([(0, 0), (120, 0), (120, 60), (0, 60)], close=True)
    model.add_circle((60, 30), 20)
    model.add_text("Tôle 2 mm", height=5).set_placement((10, 65))


def blocks_in_blocks(document) -> None:
    """Five levels of a hundred copies each: ten thousand million lines."""
    inner = document.blocks.new("b0")
    inner.add_line((0, 0), (1, 1))
    for n in range(1, 6):
        outer = document.blocks.new(f"b{n}")
        for x in range(100):
            outer.add_blockref(f"b{n - 1}", (x, 0))
    document.modelspace().add_blockref("b5", (0, 0))


def block_in_itself(document) -> None:
    document.blocks.new("b").add_blockref("b", (1, 1))
    document.modelspace().add_blockref("b", (0, 0))


def line(*numbers: object) -> bytes:
    codes = (10, 20, 11, 21)
    told = "".join(f" {code}\n{n}\n" for code, n in zip(codes, numbers, strict=True))
    return f"  0\nLINE\n  8\n0\n{told}".encode()


END = b"  0\nENDSEC\n  0\nEOF\n"
HOSTILE = {
    "no entity": POOR + END,
    "cut": dxf(plate)[:5000],
    "not a number": POOR + line("nan", "inf", "-inf", 1e308) + END,
    "words": POOR + line("a", "b", "c", "d") + END,
    "a block in itself": dxf(block_in_itself),
    "blocks in blocks": dxf(blocks_in_blocks),
    "a million lines": POOR + line(0, 0, 1, 1) * 250_000 + END,
    "binary": b"AutoCAD Binary DXF\r\n\x1a\x00" + b"\xff" * 500,
    "one line": POOR + b"1" * 200_000,
}


def kept(content: bytes, name="tole.dxf"):
    return saved(files.keep(Upload(name, content), folder=files_folder()))


def test_a_dxf_is_drawn_as_a_sheet_to_look_at(app):
    stored = kept(dxf(plate))
    picture = Image.open(drawings.picture_of(stored, folder=files_folder()))
    assert picture.width == 2400
    assert picture.width / picture.height == pytest.approx(120 / 72, rel=0.1)
    assert 0.001 < picture.convert("L").histogram()[0] / picture.width / picture.height < 0.2
    middle, edge = picture.getpixel((1200, 700)), picture.getpixel((30, 30))
    assert (middle, edge) == (255, 255)  # inside the circle, and the margin
    small = Image.open(BytesIO(drawings.thumbnail_of(stored, folder=files_folder())))
    assert max(small.size) == drawings.THUMB
    assert small.convert("L").getextrema()[0] < 120  # lines one sees


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_hostile_drawing_is_left_undrawn_and_asked_once(app, browse, monkeypatch, name):
    stored = kept(HOSTILE[name])
    monkeypatch.setattr(pictures, "DXF_PROCESSOR_SECONDS", 2)
    request = a_request(a_contact())
    told = saved(RequestFile(request=request, stored_file=stored))

    url = f"/client/demandes/{request.id}/fichiers/{told.id}/apercu"
    answer = browse(request.contact.user).get(url)

    assert answer.status_code == 200
    assert max(Image.open(BytesIO(answer.data)).size) <= drawings.THUMB
    if not (files_folder() / f"{stored.path}.png").exists():
        monkeypatch.setattr(pictures, "draw", lambda *_: pytest.fail("it was tried again"))
        assert drawings.picture_of(stored, folder=files_folder()) is None


@pytest.mark.parametrize("name", ["no entity", "cut", "blocks in blocks", "a million lines"])
def test_these_take_neither_time_nor_memory_of_ours(app, monkeypatch, name):
    monkeypatch.setattr(pictures, "DXF_PROCESSOR_SECONDS", 2)
    assert drawings.pages_of(kept(HOSTILE[name]), folder=files_folder()) == 0


def test_an_endless_drawing_is_stopped_by_the_clock(app, monkeypatch, tmp_path):
    endless = tmp_path / "endless.py"
    endless.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(pictures, "DXF_PROGRAM", endless)
    monkeypatch.setattr(pictures, "DXF_SECONDS", 0.5)
    assert drawings.picture_of(kept(dxf(plate)), folder=files_folder()) is None


def a_task(browse, *contents: bytes):
    """A student's task whose order came with these files, and its address."""
    contact = a_contact()
    request = a_request(contact)
    bench = Bench(an_order(contact, request=request))
    for content in contents:
        db.session.add(RequestFile(request=request, stored_file=kept(content)))
    db.session.commit()
    return bench.enter(browse), f"/atelier/taches/{bench.assignment.id}"


def test_the_tablet_shows_it_with_its_keys(browse):
    tablet, url = a_task(browse, dxf(plate))
    page = tablet.get(f"{url}/plan").text
    assert f"{url}/plan.png" in page
    assert "data-zoom" in page
    assert Image.open(BytesIO(tablet.get(f"{url}/plan.png").data)).width == 2400


def test_a_pdf_with_its_sizes_comes_before_the_outline(browse):
    a_task(browse, dxf(plate), PDF)
    operation = db.session.query(Assignment).one().operation
    assert drawings.drawing_of(operation).media_type == "application/pdf"


@pytest.mark.parametrize("content", [HOSTILE["cut"], PDF])
def test_what_cannot_be_drawn_is_said_to_the_student(browse, content):
    tablet, url = a_task(browse, content)
    page = tablet.get(f"{url}/plan")
    assert page.status_code == 200
    assert "Demande-le à ton maître" in page.text.replace("&#39;", "'")
    assert tablet.get(f"{url}/plan.png").status_code == 404
