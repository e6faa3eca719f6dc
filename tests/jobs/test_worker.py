"""What the outbox holds leaves once, whatever dies on the way: with a real mail server."""

import subprocess
import sys
from datetime import time, timedelta

import pytest
import time_machine

from erp.core import clock, mail, outbox
from erp.core.db import db, one_transaction
from erp.core.outbox import OutboxMessage, OutboxState
from erp.worker import Jobs, senders_of
from tests.builders import messages
from tests.builders_safety import DAY, Lathe


def leave_a_letter() -> int:
    with one_transaction():
        return mail.post("acheteuse@example.org", "Votre devis est prêt", "Bonjour,\n\nÀ bientôt.")


def work(jobs: Jobs) -> None:
    """Do what the queue holds, as the worker does."""
    while (task := jobs.queue.dequeue()) is not None:
        jobs.queue.execute(task)


def message(message_id: int) -> OutboxMessage:
    db.session.rollback()  # see what others have written
    return db.session.get_one(OutboxMessage, message_id)


def test_a_letter_leaves_after_the_commit_and_once(jobs, server, mailbox):
    server.start()

    letter = leave_a_letter()
    work(jobs)
    jobs.tell(letter)
    jobs._sweep()
    work(jobs)

    assert [one["Subject"] for one in mailbox.letters] == ["Votre devis est prêt"]
    assert mailbox.letters[0]["To"] == "acheteuse@example.org"
    assert "À bientôt." in mailbox.letters[0].get_body(("plain",)).get_content()
    assert message(letter).state is OutboxState.SENT


def test_a_letter_is_also_a_page_whose_links_can_be_tapped(jobs, server, mailbox):
    server.start()
    with one_transaction():
        mail.post("a@example.org", "Prêt", "Bonjour <Hélène>,\n\nLisez :\nhttps://e.test/?a=1&b=2")
    work(jobs)

    letter = mailbox.letters[0]
    assert letter.get_content_type() == "multipart/alternative"
    page = letter.get_body(("html",)).get_content()
    assert 'href="https://e.test/?a=1&amp;b=2"' in page
    assert "&lt;Hélène&gt;" in page
    assert "<img" not in page
    assert "https://e.test/?a=1&b=2" in letter.get_body(("plain",)).get_content()


def test_what_is_rolled_back_is_never_sent(jobs, server, mailbox):
    server.start()

    with pytest.raises(ZeroDivisionError), one_transaction():
        mail.post("acheteuse@example.org", "Trop tôt", "…")
        raise ZeroDivisionError
    work(jobs)
    jobs._sweep()

    assert mailbox.letters == []
    assert db.session.query(OutboxMessage).count() == 0


def test_a_server_that_is_down_gets_the_letter_later(jobs, server, mailbox):
    letter = leave_a_letter()
    work(jobs)
    assert message(letter).state is OutboxState.WAITING
    assert "ConnectionRefusedError" in message(letter).last_error

    server.start()
    jobs._sweep()
    assert mailbox.letters == []  # its minute of waiting is not over

    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        jobs._sweep()
        assert message(letter).state is OutboxState.SENT
    assert len(mailbox.letters) == 1


def test_a_server_that_never_answers_is_given_up_in_the_end(jobs):
    letter = leave_a_letter()
    moment = clock.now()
    for wait in [timedelta(0), *outbox.WAITS]:
        moment += wait + timedelta(seconds=1)
        with time_machine.travel(moment, tick=False):
            jobs._sweep()

    assert message(letter).state is OutboxState.GIVEN_UP


def test_a_worker_killed_in_the_middle_is_replaced_when_its_lease_ends(
    jobs, server, mailbox, database_url
):
    server.start()
    letter = leave_a_letter()
    dying = (
        "import os; from erp import create_app; from erp.core import outbox\n"
        f"app = create_app({{'SECRET_KEY': 'x', 'LEDGER_KEY': 'x', 'SQLALCHEMY_DATABASE_URI': {database_url!r}}})\n"
        "with app.app_context():\n"
        f"    outbox.deliver({letter}, {{'mail': lambda payload: os._exit(9)}})\n"
    )
    died = subprocess.run([sys.executable, "-c", dying], check=False)
    assert died.returncode == 9
    assert message(letter).state is OutboxState.WAITING

    work(jobs)
    jobs._sweep()
    assert mailbox.letters == []  # it might still be alive

    with time_machine.travel(clock.now() + outbox.LEASE + timedelta(seconds=1)):
        jobs._sweep()
    assert len(mailbox.letters) == 1


def test_a_queue_that_fails_loses_nothing(jobs, server, mailbox, monkeypatch):
    server.start()

    def full(_message_id):
        raise OSError("no space left on device")

    monkeypatch.setattr(jobs, "deliver", full)
    leave_a_letter()
    jobs._sweep()

    assert len(mailbox.letters) == 1


def test_a_demo_without_a_mail_server_writes_letters_to_read(app, jobs, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "SMTP_URL", "")
    monkeypatch.setitem(app.config, "ENV_NAME", "demo")

    senders_of(app)["mail"]({"to": "../client@example.org", "subject": "Prêt", "text": "Voilà."})

    (letter,) = (tmp_path / "mails").iterdir()
    assert letter.suffix == ".eml"
    assert "Voilà." in letter.read_text()


def test_a_school_without_a_mail_server_keeps_its_letters(app, jobs, monkeypatch):
    monkeypatch.setitem(app.config, "SMTP_URL", "")
    monkeypatch.setitem(app.config, "ENV_NAME", "production")
    letter = leave_a_letter()

    outbox.deliver(letter, senders_of(app))

    assert message(letter).state is OutboxState.WAITING
    assert "no mail server" in message(letter).last_error


def test_each_morning_who_keeps_the_papers_is_told_once_what_ends(jobs):
    with time_machine.travel(clock.at(DAY, time(5)), tick=True):
        director = Lathe(papers=False).director.email
        jobs._morning()
        jobs._morning()

    db.session.rollback()  # see what others have written
    letters = [one.payload for one in messages()]
    mine = [one for one in letters if one["to"] == director]
    assert len(mine) == 1 and "/bureau/securite" in mine[0]["text"]
