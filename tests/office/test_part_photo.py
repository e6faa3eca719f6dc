"""What the part looks like: put by an instructor, seen on the cards of its students."""

from io import BytesIO

from PIL import Image

from erp.people.states import Role
from tests.builders import a_user
from tests.builders_work import Bench


def a_picture(kind: str) -> bytes:
    kept = BytesIO()
    Image.new("RGB", (640, 480), "#7b8794").save(kept, kind)
    return kept.getvalue()


def put(browser, bench: Bench, name: str, content: bytes):
    page = f"/bureau/fabrication/{bench.work.id}/photo"
    return browser.send(page, {"files": (BytesIO(content), name)}, page=page)


def test_the_photo_an_instructor_puts_is_on_the_card_and_kept_by_the_tablet(browse):
    bench = Bench()
    office, tablet = browse(bench.instructor), bench.enter(browse)
    work, card = f"/bureau/fabrication/{bench.work.id}", f"/atelier/taches/{bench.assignment.id}"
    assert "Mettre une photo" in office.get(work).text
    assert "task-photo" not in tablet.get(card).text

    put(office, bench, "piece.jpg", a_picture("JPEG"))

    assert "Changer la photo" in office.get(work).text
    assert office.get(f"{work}/photo.png").status_code == 200
    first = tablet.get("/atelier/jour.json").json["tasks"][0]["photo"]
    assert Image.open(BytesIO(tablet.get(first).data)).format == "PNG"
    assert first in tablet.get(card).text

    put(office, bench, "autre.png", a_picture("PNG"))
    assert tablet.get("/atelier/jour.json").json["tasks"][0]["photo"] != first

    office.send(f"{work}/photo", page=f"{work}/photo")
    assert tablet.get("/atelier/jour.json").json["tasks"][0]["photo"] is None


def test_what_is_no_photo_is_refused_and_the_one_before_stays(browse):
    bench = Bench()
    office = browse(bench.instructor)
    put(office, bench, "piece.jpg", a_picture("JPEG"))

    refused = put(office, bench, "plan.pdf", b"%PDF-1.4\n%%EOF\n")

    assert refused.status_code == 422
    assert "JPEG ou PNG" in refused.text
    assert bench.work.photo.media_type == "image/jpeg"


def test_only_who_reviews_work_changes_it(browse):
    bench = Bench()
    page = f"/bureau/fabrication/{bench.work.id}/photo"
    assert browse(a_user(Role.TEACHER)).get(page).status_code == 403
