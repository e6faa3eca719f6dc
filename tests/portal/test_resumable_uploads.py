"""Files arrive piece by piece: a cut costs one piece, and what nobody takes is forgotten."""

import re
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest

from erp.core import arriving, clock, files
from erp.core.arriving import ArrivingFile
from erp.core.db import db, one_transaction
from erp.core.files import StoredFile
from erp.sales.models import PendingRequest, Request
from erp.web.shared import arrivals
from erp.web.shared.papers import files_folder
from tests.builders import a_contact, a_school
from tests.portal.test_portal_requests import PDF, wish
from tests.portal.test_public_requests import stranger
from tests.portal.test_several_parts import EICAR

BIG = PDF + b"\n%" + b"x" * 5000
HALF = len(BIG) // 2


class Sender:
    """What upload.js does, one call at a time."""

    def __init__(self, browser) -> None:
        self.browser = browser
        self.headers = {"X-CSRFToken": browser.token(), "Accept": "application/json"}

    def begin(self, content=BIG, name="axe.pdf", **told):
        told = {"name": name, "size": len(content), "sha256": sha256(content).hexdigest(), **told}
        return self.browser.post("/envois", data=told, headers=self.headers)

    def piece(self, url: str, start: object, piece: bytes):
        kind = "application/octet-stream"
        url = f"{url}?start={start}"
        return self.browser.post(url, data=piece, headers=self.headers, content_type=kind)

    def whole(self, content=BIG, **told) -> str:
        """How the form names a file that has arrived."""
        begun = self.begin(content, **told).json
        assert self.piece(begun["url"], 0, content).status_code == 200
        return f"envoi:{begun['token']}"


@pytest.fixture
def sender(browse):
    a_school()
    return Sender(browse())


def waiting() -> list[bytes]:
    return [one.read_bytes() for one in (files_folder() / arriving.FOLDER).glob("*")]


@pytest.fixture(autouse=True)
def nothing_waits(app):
    for one in (files_folder() / arriving.FOLDER).glob("*"):
        one.unlink()


def test_a_file_in_pieces_is_one_whole_file_of_the_request(sender):
    begun = sender.begin().json
    assert sender.piece(begun["url"], 0, BIG[:HALF]).json == {"received": HALF, "size": len(BIG)}
    assert sender.browser.get(begun["url"]).json["received"] == HALF
    assert sender.piece(begun["url"], HALF, BIG[HALF:]).json["received"] == len(BIG)

    sender.browser.send("/demander", stranger(files=f"envoi:{begun['token']}"))

    kept = db.session.query(StoredFile).one()
    assert (kept.name, kept.size, kept.sha256) == (
        "axe.pdf", len(BIG), sha256(BIG).hexdigest(),
    )  # fmt: skip
    assert files.read(kept, folder=files_folder()) == BIG
    assert [one.stored_file for one in db.session.query(PendingRequest).one().files] == [kept]
    assert (waiting(), db.session.query(ArrivingFile).count()) == ([], 0)


def test_a_piece_sent_again_or_out_of_turn_changes_nothing(sender):
    url = sender.begin().json["url"]
    assert sender.piece(url, 10, b"too early").status_code == 409
    assert sender.piece(url, 0, BIG[:HALF]).status_code == 200
    assert sender.piece(url, 0, BIG[:HALF]).status_code == 200  # its answer was lost
    assert sender.piece(url, 0, BIG[:10]).json == {"received": HALF, "size": len(BIG)}
    assert sender.piece(url, HALF, BIG[HALF:] + b"more").status_code == 409
    assert waiting() == [BIG[:HALF]]


def test_what_arrived_stays_chosen_when_the_form_comes_back(sender):
    named = sender.whole()
    page = sender.browser.send("/demander", stranger(company="", files=named))
    assert page.status_code == 422
    assert re.search(
        rf'type="checkbox" id="{named}" name="files" value="{named}" checked', page.text
    )
    assert waiting() == [BIG]

    sender.browser.send("/demander", stranger(files=named))
    assert db.session.query(StoredFile).one().sha256 == sha256(BIG).hexdigest()


def test_a_file_is_handed_in_once(sender):
    named = sender.whole()
    assert sender.browser.send("/demander", stranger(files=[named, named])).status_code == 200
    again = sender.browser.send("/demander", stranger(label="Autre", files=named))
    assert again.status_code == 422
    assert "plus là" in again.text
    assert db.session.query(StoredFile).count() == 1


def test_half_a_file_is_no_file(sender):
    begun = sender.begin().json
    sender.piece(begun["url"], 0, BIG[:HALF])
    page = sender.browser.send("/demander", stranger(files=f"envoi:{begun['token']}"))
    assert (page.status_code, db.session.query(PendingRequest).count()) == (422, 0)
    assert "plus là" in page.text


def test_it_comes_beside_files_of_the_form_itself(browse):
    a_school()
    contact = a_contact()
    sender = Sender(browse(contact.user))
    both = [sender.whole(), (BytesIO(PDF), "b.pdf")]
    sender.browser.send("/client/demandes/nouvelle", wish(files=both))
    names = {one.stored_file.name for one in db.session.query(Request).one().files}
    assert names == {"axe.pdf", "b.pdf"}


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"size": 0}, "est vide"),
        ({"size": files.LARGEST + 1}, "dépasse 20 Mo"),
        ({"size": "beaucoup"}, "dépasse 20 Mo"),
        ({"size": "9" * 30}, "dépasse 20 Mo"),
    ],
)
def test_a_file_we_cannot_take_is_told_before_it_leaves(sender, told, sentence):
    answer = sender.begin(**told)
    assert answer.status_code == 409
    assert sentence in answer.json["message"]
    assert db.session.query(ArrivingFile).count() == 0


def test_it_is_believed_by_its_content(sender):
    answer = sender.piece(sender.begin(EICAR, "plan.pdf").json["url"], 0, EICAR)
    assert answer.status_code == 409
    assert "« plan.pdf » n'est pas un fichier que nous lisons" in answer.json["message"]


def test_a_file_that_changed_on_its_way_is_not_taken(sender):
    url = sender.begin().json["url"]
    answer = sender.piece(url, 0, BIG[:-1] + b"!")
    assert (answer.status_code, answer.json["message"][-30:]) == (
        409,
        "abîmé : choisissez-le à nouveau."[-30:],
    )
    assert sender.piece(url, 0, BIG).status_code == 200


@pytest.mark.parametrize("start", ["", "-1", "x", "1e3", "9" * 10])
def test_a_start_that_is_none_is_not_read(sender, start):
    assert sender.piece(sender.begin().json["url"], start, BIG).status_code == 400


def test_a_piece_is_two_megabytes_at_most(sender):
    url = sender.begin(b"x" * 3_000_000).json["url"]
    assert sender.piece(url, 0, b"x" * (arrivals.LARGEST_PIECE + 1)).status_code == 413
    assert waiting() == []


def test_one_visitor_does_not_fill_the_disk(sender, monkeypatch, browse):
    monkeypatch.setattr(arriving, "MOST_WAITING", 2 * len(BIG))
    assert [sender.begin().status_code for _ in range(3)] == [200, 200, 409]
    assert Sender(browse(a_contact().user)).begin().status_code == 200  # another place
    monkeypatch.setattr(arriving, "MOST_IN_ALL", 3 * len(BIG))
    answer = Sender(browse(a_contact().user)).begin()
    assert "attendent déjà" in answer.json["message"]


def test_one_place_begins_so_many_files_in_a_quarter_of_an_hour(sender, monkeypatch):
    monkeypatch.setattr(arrivals, "MOST", 2)
    assert [sender.begin().status_code for _ in range(3)] == [200, 200, 429]


def test_another_s_file_is_known_by_its_secret_alone(sender):
    sender.whole()
    assert sender.browser.get(f"/envois/{'x' * 43}").status_code == 404
    assert sender.piece(f"/envois/{'x' * 43}", 0, BIG).status_code == 404
    assert sender.browser.get("/envois/1").status_code == 404


def test_what_no_form_took_within_a_day_is_forgotten(sender):
    named = sender.whole()
    (files_folder() / arriving.FOLDER / "left").write_bytes(b"by a program that fell")
    late = clock.now() + arriving.LASTS + timedelta(minutes=1)

    with one_transaction():
        arriving.forget_old(now=clock.now(), folder=files_folder())
    assert len(waiting()) == 2
    with one_transaction():
        arriving.forget_old(now=late, folder=files_folder())

    assert (waiting(), db.session.query(ArrivingFile).count()) == ([], 0)
    page = sender.browser.send("/demander", stranger(files=named))
    assert page.status_code == 422
