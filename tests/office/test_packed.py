"""What is the same for everybody travels small; what is somebody's own is not compressed."""

import gzip

from tests.builders import a_user

SHEET = "/bootstrap/static/css/bootstrap.min.css"


def test_the_stylesheet_of_the_package_travels_at_a_fifth_of_its_size(browse):
    plain = browse().get(SHEET)
    packed = browse().get(SHEET, headers={"Accept-Encoding": "br, gzip"})

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) * 5 < len(plain.data)
    assert (
        "Accept-Encoding" in plain.headers["Vary"] and "Accept-Encoding" in packed.headers["Vary"]
    )
    known = {"If-None-Match": packed.headers["ETag"], "Accept-Encoding": "gzip"}
    assert browse().get(SHEET, headers=known).status_code == 304
    unwanted = browse().get(SHEET, headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in unwanted.headers


def test_pages_with_secrets_are_not_compressed(browse):
    page = browse(a_user()).get("/bureau/", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in page.headers
