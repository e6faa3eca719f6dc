"""A drawing is known at a glance; what cannot be drawn is a name, never a fault of ours."""

from io import BytesIO
from struct import pack
from zlib import compressobj, crc32

import pytest
from PIL import Image

from erp.core import files
from erp.core.files import Upload
from erp.people.states import Role
from erp.reporting import drawings
from erp.sales.models import RequestFile
from erp.web.shared.papers import files_folder
from tests.builders import a_contact, a_user, saved
from tests.builders_sales import a_request
from tests.portal.test_portal_requests import PDF
from tests.portal.test_several_parts import STEP


def png(side: int = 900) -> bytes:
    kept = BytesIO()
    Image.new("RGB", (side, side), "navy").save(kept, "PNG")
    return kept.getvalue()


def joined(content: bytes, name: str) -> RequestFile:
    stored = files.keep(Upload(name, content), folder=files_folder())
    return saved(RequestFile(request=a_request(a_contact()), stored_file=stored))


def test_a_picture_is_shown_small_to_both_sides(app, browse):
    kept = joined(png(), "axe.png")
    url = f"/demandes/{kept.request_id}/fichiers/{kept.id}/apercu"
    for who, face in ((kept.request.contact.user, "client"), (a_user(Role.SECRETARY), "bureau")):
        answer = browse(who).get(f"/{face}{url}")
        picture = Image.open(BytesIO(answer.data))
        assert (answer.mimetype, max(picture.size)) == ("image/png", drawings.THUMB)
        page = browse(who).get(f"/{face}/demandes/{kept.request_id}").text
        assert "apercu" in page
    assert browse(a_contact().user).get(f"/client{url}").status_code == 404


@pytest.mark.parametrize(("content", "name"), [(PDF, "axe.pdf"), (STEP, "axe.step")])
def test_what_cannot_be_drawn_has_an_empty_picture(app, browse, content, name):
    kept = joined(content, name)
    url = f"/client/demandes/{kept.request_id}/fichiers/{kept.id}/apercu"
    answer = browse(kept.request.contact.user).get(url)
    assert answer.status_code == 200
    assert max(Image.open(BytesIO(answer.data)).size) <= drawings.THUMB


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that unpacks to `width` times `height` pixels."""

    def part(kind: bytes, body: bytes) -> bytes:
        return pack(">I", len(body)) + kind + body + pack(">I", crc32(kind + body))

    rows = compressobj(9)
    packed = b"".join(rows.compress(b"\0" * (width // 8 + 1) * 100) for _ in range(height // 100))
    head = part(b"IHDR", pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    body = part(b"IDAT", packed + rows.flush())
    return b"\x89PNG\r\n\x1a\n" + head + body + part(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (bomb(9_100, 9_100), "large.png"),
        (bomb(30_000, 30_000), "huge.png"),
        (png()[:300], "cut.png"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 99, "empty.jpg"),
        (PDF[:12], "cut.pdf"),
    ],
)
def test_a_picture_that_would_fill_the_memory_or_was_cut_is_a_name(app, content, name):
    kept = joined(content, name).stored_file
    assert kept.size < 200_000
    assert drawings.pages_of(kept, folder=files_folder()) == 0
    assert drawings.thumbnail_of(kept, folder=files_folder()) is None
