"""What the books do by themselves: a closing and an anchor a day, whatever the hour or the faults."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import time_machine

from erp.closings.models import Closing
from erp.core import clock, ledger
from erp.core.db import db, one_transaction
from erp.core.ledger import NotAnAnchor, TechnicalEvent, TechnicalKind
from erp.flow import night, running
from erp.worker import Jobs
from tests.builders import messages
from tests.builders_ledger import behind, first_break, verdict
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice

TODAY = date(2029, 10, 5)


def at(day: date, hour: int = 10) -> datetime:
    return clock.at(day, time(hour))


@pytest.fixture
def jobs(app, tmp_path, monkeypatch):
    settings = {"SMTP_URL": "", "MAIL_FROM": "a@example.org", "ENV_NAME": "test"}
    settings |= {"DATA_DIR": str(tmp_path), "ANCHOR_DIR": str(tmp_path / "ancrages")}
    for name, value in {**settings, "ANCHOR_MAIL": "comptable@example.org"}.items():
        monkeypatch.setitem(app.config, name, value)
    jobs = Jobs(app)
    yield jobs
    jobs.queue.storage.close()


@pytest.fixture
def invoice():
    order = a_finished_order(quantity="2")
    with clock.living_at(at(TODAY)):
        return an_invoice(a_signed_slip(order, quantity="1"), issued=True)


def tend(jobs: Jobs, moment: datetime) -> None:
    with time_machine.travel(moment, tick=False):
        jobs._tend()
    db.session.rollback()


def events(kind: TechnicalKind) -> list[TechnicalEvent]:
    return db.session.query(TechnicalEvent).filter_by(kind=kind).order_by(TechnicalEvent.id).all()


def letters() -> list[str]:
    """What the accountant gets."""
    sent = [one.payload for one in messages()]
    return [one["text"] for one in sent if one["to"] == "comptable@example.org"]


def test_the_day_is_closed_in_the_night_and_once(jobs, invoice):
    tend(jobs, at(TODAY, 23))
    assert db.session.query(Closing).count() == 0

    for hour in (1, 2, 3):
        tend(jobs, at(TODAY + timedelta(days=1), hour))

    assert [one.name for one in db.session.query(Closing)] == ["05/10/2029"]


def test_the_books_are_anchored_once_a_day_in_a_file_and_a_letter(jobs, invoice, tmp_path):
    for day in (TODAY, TODAY + timedelta(days=1)):
        tend(jobs, at(day, 3))
        tend(jobs, at(day, 4))

    files = sorted((tmp_path / "ancrages").iterdir())
    assert [file.name[:18] for file in files] == ["ancrage-2029-10-05", "ancrage-2029-10-06"]
    assert len(letters()) == 2
    assert len(events(TechnicalKind.ANCHOR)) == 2


def test_the_file_and_the_letter_both_prove_what_was_there(jobs, invoice, tmp_path):
    tend(jobs, at(TODAY, 23))
    (from_file,) = ledger.anchors_in(tmp_path / "ancrages")
    from_letter = ledger.read_anchor(letters()[0], "la lettre")
    assert from_letter.text == from_file.text
    assert verdict(anchors=[from_file, from_letter]).is_sound

    with behind() as sql:
        sql("DELETE FROM seal WHERE chain = 'papers'")
        sql("DELETE FROM seal_tail WHERE chain = 'papers'")
        sql("DELETE FROM invoice_line")
        sql("DELETE FROM invoice")

    assert verdict().is_sound  # everything is gone: nothing inside remembers
    assert "y a vu 1 maillons" in first_break(anchors=[from_letter])


def test_a_disk_that_is_full_is_tried_again_an_hour_later(jobs, invoice, tmp_path):
    (tmp_path / "ancrages").write_text("not a folder")
    tend(jobs, at(TODAY, 3))
    assert events(TechnicalKind.ANCHOR) == []

    (tmp_path / "ancrages").unlink()
    tend(jobs, at(TODAY, 4))
    assert len(events(TechnicalKind.ANCHOR)) == 1


def test_two_anchors_of_a_day_do_not_write_over_each_other(tmp_path):
    for second in (1, 2):
        made = ledger.anchor_of(at(TODAY) + timedelta(seconds=second))
        ledger.write_anchor(made, tmp_path)

    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("text", ["", "bonjour", '{"ends"', '{"ends": 3}\nx', "\x00"])
def test_what_is_no_anchor_is_told_in_words(tmp_path, text):
    path = Path(tmp_path / "ancrage.txt")
    path.write_text(text)

    with pytest.raises(NotAnAnchor, match="n'est pas un ancrage"):
        list(ledger.anchors_in(path))


def test_an_anchor_says_nothing_of_what_was_sold(invoice):
    told = json.loads(ledger.anchor_of(clock.now()).text.splitlines()[0])

    assert set(told["ends"]["papers"]) == {"count", "total", "signature"}


def test_a_clock_that_went_back_is_written_down(jobs, invoice):
    tend(jobs, at(TODAY + timedelta(days=9)))
    tend(jobs, at(TODAY + timedelta(days=2)))

    (event,) = events(TechnicalKind.CLOCK)
    assert "L'horloge dit 07/10/2029" in event.sentence


def start(version: str = "1.0", **facts: str) -> None:
    with one_transaction():
        running.note_start(version, **facts)


@pytest.fixture
def lend(app):
    """lend(key) for the time of a test: the key belongs to the database, which all tests share."""
    yield ledger.lend
    ledger.lend(app.config["LEDGER_KEY"])


def test_another_key_is_told_by_its_fingerprint(lend):
    start()
    first = ledger.fingerprint()
    lend("une autre clé")
    start()
    start()

    told = [one.sentence for one in events(TechnicalKind.KEY)]
    assert told == [
        f"Clé de signature {first} en service",
        f"La clé de signature devient {ledger.fingerprint()} ; avant : {first}",
    ]
    assert len({first, ledger.fingerprint()}) == 2


def test_an_older_copy_put_back_is_told_once_at_the_start(tmp_path):
    start(anchors=str(tmp_path))
    with one_transaction():
        night.drop_anchor(now=clock.now(), folder=str(tmp_path), email="")
    start(anchors=str(tmp_path))
    assert events(TechnicalKind.RESTORE) == []

    with behind() as sql:  # as they were before that anchor
        sql("DELETE FROM seal")
        sql("DELETE FROM seal_tail")
        sql("DELETE FROM technical_event")
    (tmp_path / "ancrage-9999.txt").write_text("illisible")
    start(anchors=str(tmp_path))
    start(anchors=str(tmp_path))

    (event,) = events(TechnicalKind.RESTORE)
    assert event.sentence.startswith("Les données sont une copie d'avant ancrage-2")
    assert verdict().is_sound


def test_starts_stops_and_new_versions_are_written_down():
    for version, clean in (("1.0", True), ("1.0", False), ("1.1", True)):
        start(version)
        if clean:
            with one_transaction():
                running.note_stop(version)

    told = [
        (one.kind.value, one.sentence)
        for one in db.session.query(TechnicalEvent).order_by(TechnicalEvent.id)
    ]
    assert told == [
        ("key", f"Clé de signature {ledger.fingerprint()} en service"),
        ("start", "Établi 1.0 démarre"),
        ("stop", "Établi 1.0 s'arrête"),
        ("start", "Établi 1.0 démarre"),
        ("stop", "L'arrêt précédent n'a pas été noté : coupure ?"),
        ("version", "La version devient 1.1 ; avant : Établi 1.0 démarre"),
        ("start", "Établi 1.1 démarre"),
        ("stop", "Établi 1.1 s'arrête"),
    ]
    assert verdict().is_sound
