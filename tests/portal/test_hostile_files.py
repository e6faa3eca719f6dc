"""Files made to do harm: refused with a sentence, or kept as a download that no browser runs."""

import gzip
import json
import zipfile
from io import BytesIO
from zlib import compress

import pytest

from erp.core.db import db
from erp.core.files import StoredFile
from erp.people.states import Role
from erp.sales.models import PendingRequest, Request
from erp.web.shared.papers import files_folder
from tests.builders import a_contact, a_school, a_user
from tests.portal.test_portal_requests import PDF, wish
from tests.portal.test_public_requests import stranger
from tests.portal.test_resumable_uploads import Sender
from tests.portal.test_several_parts import EICAR, SVG
from tests.portal.test_thumbnails import png

SCRIPT = b"<html><script>alert(document.cookie)</script></html>"


def zip_bomb() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("plan.pdf", b"\0" * 50_000_000)
    return packed.getvalue()


def polyglot_zip() -> bytes:
    packed = BytesIO(PDF)
    packed.seek(0, 2)
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("evil.html", SCRIPT)
    return packed.getvalue()


PDF_BOMB = (
    b"%PDF-1.4\n1 0 obj<</Length 9/Filter/FlateDecode>>stream\n"
    + compress(b" " * 30_000_000, 9)
    + b"\nendstream endobj\ntrailer<<>>\n%%EOF"
)
REFUSED = {
    "EICAR": (EICAR, "eicar.com"),
    "EICAR named as a drawing": (EICAR, "plan.pdf"),
    "SVG with a script": (SVG, "plan.svg"),
    "SVG named as a picture": (SVG, "plan.png"),
    "a page named as a drawing": (SCRIPT, "plan.pdf"),
    "a zip bomb": (zip_bomb(), "plans.zip"),
    "a zip bomb named as a drawing": (zip_bomb(), "plan.step"),
    "a gzip bomb": (gzip.compress(b"\0" * 30_000_000), "plan.stl"),
    "a program": (b"MZ" + b"\0" * 300, "plan.dxf"),
    "a program of Linux": (b"\x7fELF" + b"\0" * 300, "plan.jpg"),
    "a picture with a page before it": (SCRIPT + png(), "axe.png"),
    "GIF and script": (b"GIF89a/*" + b"\0" * 50 + b"*/=1;alert(1)", "axe.gif"),
    "nothing": (b"", "vide.pdf"),
    "spaces": (b" " * 500, "vide.dxf"),
}
HARMLESS = {
    "PDF and page": (PDF + SCRIPT, "plan.pdf.html", "plan.pdf.html.pdf"),
    "PDF and zip": (polyglot_zip(), "plan.zip", "plan.zip.pdf"),
    "PNG and page": (png() + SCRIPT, "axe.png.php", "axe.png.php.png"),
    "a PDF that unpacks to much": (PDF_BOMB, "plan.pdf", "plan.pdf"),
    "a way out": (PDF, "../../../etc/cron.d/x.pdf", "x.pdf"),
    "a way out of Windows": (PDF, "..\\..\\autoexec.bat", "autoexec.bat.pdf"),
    "a header": (PDF, 'a"; filename="b.exe', 'a"; filename="b.exe.pdf'),
    "a formula": (PDF, "=cmd|'/c calc'!A1.pdf", "c calc'!A1.pdf"),
    "a page as a name": (PDF, "<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
}  # fmt: skip


def nothing_is_kept() -> bool:
    return not any(db.session.query(kind).count() for kind in (StoredFile, Request, PendingRequest))


@pytest.mark.parametrize("kind", list(REFUSED))
@pytest.mark.parametrize("way", ["form", "pieces", "stranger"])
def test_what_is_no_drawing_is_refused_by_its_content(browse, kind, way):
    a_school()
    content, name = REFUSED[kind]
    if way == "pieces":
        sender = Sender(browse())
        begun = sender.begin(content, name)
        answer = sender.piece(begun.json["url"], 0, content) if content else begun
        assert answer.status_code == 409
        sentence = answer.json["message"]
    else:
        sent = {"files": (BytesIO(content), name)}
        asker = browse() if way == "stranger" else browse(a_contact().user)
        url, told = (
            ("/demander", stranger) if way == "stranger" else ("/client/demandes/nouvelle", wish)
        )
        page = asker.send(url, told(**sent))
        assert page.status_code == 422
        sentence = page.text.replace("&#39;", "'")
    assert ("est vide" if not content else "D'après son contenu") in sentence
    assert nothing_is_kept()


@pytest.mark.parametrize("kind", list(HARMLESS))
def test_what_is_two_things_is_a_download_that_nothing_runs(browse, kind):
    a_school()
    contact, (content, name, kept_as) = a_contact(), HARMLESS[kind]
    asker = browse(contact.user)
    named = Sender(asker).whole(content, name=name)
    assert asker.send("/client/demandes/nouvelle", wish(files=named)).status_code == 200

    request = db.session.query(Request).one()
    kept = request.files[0]
    assert kept.stored_file.name == kept_as
    assert (
        (files_folder() / kept.stored_file.path).resolve().is_relative_to(files_folder().resolve())
    )
    for user, face in ((contact.user, "client"), (a_user(Role.SECRETARY), "bureau")):
        url = f"/{face}/demandes/{request.id}"
        page = browse(user).get(url)
        assert (page.status_code, "<img src=x" in page.text) == (200, False)
        answer = browse(user).get(f"{url}/fichiers/{kept.id}")
        assert answer.data == content
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
        assert answer.mimetype in ("application/pdf", "image/png")
        assert browse(user).get(f"{url}/fichiers/{kept.id}/apercu").status_code == 200


@pytest.mark.parametrize(
    "said", ["text/html", "image/svg+xml", "application/x-msdownload", "a/b;" * 99]
)
def test_what_the_sender_says_of_a_file_counts_for_nothing(browse, said):
    a_school()
    file = (BytesIO(PDF), "plan.pdf", said)
    browse(a_contact().user).send("/client/demandes/nouvelle", wish(files=file))
    assert db.session.query(StoredFile).one().media_type == "application/pdf"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", json.dumps(wish()).encode()),
        ("application/json", b"[1, 2]"),
        ("application/json", b'{"label": {"a": []}, "quantity": [1], "files": [{}]}'),
        ("application/json", b"null"),
        ("application/json", b"{"),
        ("text/plain", b"label=axe"),
        ("application/xml", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\r\n"),
        ("multipart/form-data; boundary=x", b"--x" * 5000),
        ("application/x-www-form-urlencoded", b"%ff%00=&&&=%"),
        ("", b"\xff" * 100),
    ],
)
def test_a_body_of_another_kind_is_no_form(browse, kind, body):
    a_school()
    asker = browse(a_contact().user)
    headers = {"X-CSRFToken": asker.token()}
    for url in ("/client/demandes/nouvelle", "/demander"):
        answer = asker.post(url, data=body, content_type=kind, headers=headers)
        assert answer.status_code in (400, 422), url
    assert nothing_is_kept()


AMOUNTS = {
    "25": "25", " 1 234 ": "1234", "1\u202f234": "1234", "1\u00a0234": "1234", "25,0": "25",
    "1.234,50": None, "1,234.50": None, "1’234": None, "1e3": None, "0x19": None, "٢٥": None,
    "½": None, "25 pièces": None, "--1": None, "+25": None, "25;": None, "nan": None, "∞": None,
    "1_000": None, "12,5": None, "": None,
}  # fmt: skip


@pytest.mark.parametrize("typed", list(AMOUNTS))
def test_a_quantity_is_understood_or_asked_again(browse, typed):
    a_school()
    page = browse(a_contact().user).send("/client/demandes/nouvelle", wish(quantity=typed))
    kept = [str(int(one.quantity)) for one in db.session.query(Request)]
    assert kept == ([AMOUNTS[typed]] if AMOUNTS[typed] else [])
    assert page.status_code == (200 if kept else 422)
