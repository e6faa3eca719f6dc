"""The `erp` command, as typed on a machine: each with its own settings and database."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import pytest

from erp.config import from_environment, with_driver

PASSWORD = "quatre rivières calmes"


def add_director(erp, password: str = PASSWORD):
    person = ["--email", "Direction@Example.org", "--first-name", "Ada", "--last-name", "Vidal"]
    return erp("user", "add", *person, "--role", "director", "--password", password)


def test_a_production_without_a_secret_stops_with_a_sentence(erp, monkeypatch):
    monkeypatch.delenv("ERP_ENV")

    told = erp("db", "upgrade")

    assert told.exit_code == 1
    assert "Il manque ERP_SECRET_KEY" in told.output
    assert "Traceback" not in told.output


def test_an_unknown_kind_of_installation_is_refused(erp, monkeypatch):
    monkeypatch.setenv("ERP_ENV", "prod")

    assert "choisissez production, demo ou test" in erp("doctor").output


def test_a_demo_makes_its_secret_once_and_keeps_it_to_itself(erp, tmp_path):
    first = from_environment()["SECRET_KEY"]

    assert from_environment()["SECRET_KEY"] == first
    assert len(first) == 64
    assert (tmp_path / "instance/secret").stat().st_mode & 0o777 == 0o600


def test_addresses_of_postgresql_are_read_by_psycopg():
    assert with_driver("postgres://h/e") == "postgresql+psycopg://h/e"
    assert with_driver("postgresql://h/e") == "postgresql+psycopg://h/e"
    assert with_driver("sqlite:///e.db") == "sqlite:///e.db"


def test_a_director_is_added_and_can_enter(installed):
    told = add_director(installed)

    assert told.exit_code == 0
    assert "Ada Vidal peut entrer avec direction@example.org." in told.output


def test_a_weak_password_and_a_taken_address_are_told_in_words(installed):
    weak = add_director(installed, password="azerty")
    add_director(installed)
    again = add_director(installed)

    assert weak.exit_code == again.exit_code == 1
    assert "12" in weak.output
    assert "direction@example.org" in again.output
    assert "Traceback" not in weak.output + again.output


def test_the_doctor_asks_for_what_is_missing(erp):
    assert "lancez « erp db upgrade »" in erp("doctor").output

    erp("db", "upgrade")
    told = erp("doctor")

    assert told.exit_code == 0
    assert "Pas encore d'école" in told.output and "Le code est" in told.output


def test_a_base_of_an_older_trial_is_told_before_any_page_breaks(installed, tmp_path):
    with sqlite3.connect(tmp_path / "instance" / "demo.db") as base:
        base.execute("ALTER TABLE quote_line DROP COLUMN details")

    again, told = installed("db", "upgrade"), installed("doctor")

    assert again.exit_code == 1
    for one in (again, told):
        assert "version d'essai plus ancienne (il lui manque quote_line.details)" in one.output
        assert "mv instance instance-ancienne" in one.output


def test_the_doctor_sees_a_wrong_address_and_a_silent_mail_server(installed, monkeypatch):
    monkeypatch.setenv("ERP_PUBLIC_URL", "erp.ecole")
    monkeypatch.setenv("ERP_SMTP_URL", "smtp://127.0.0.1:1")

    told = installed("doctor")

    assert "ERP_PUBLIC_URL n'est pas une adresse" in told.output
    assert "Le serveur de courrier 127.0.0.1 ne répond pas" in told.output


def test_the_doctor_survives_a_database_that_does_not_answer(erp, monkeypatch):
    monkeypatch.setenv("ERP_DATABASE_URL", "sqlite:////nowhere/at/all.db")

    assert "La base ne répond pas" in erp("doctor").output


def test_the_demo_is_loaded_once(installed):
    first = installed("demo", "load", "--today", "2026-11-21")
    again = installed("demo", "load")
    quiet = installed("demo", "load", "--if-empty")

    assert first.exit_code == 0
    assert "client@example.org" in first.output
    assert again.exit_code == 1
    assert "base vide" in again.output
    assert (quiet.exit_code, quiet.output) == (0, "")


def test_a_demo_before_its_tables_says_what_to_do(erp):
    told = erp("demo", "load")

    assert told.exit_code == 1
    assert "erp db upgrade" in told.output


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="counts processes as Linux tells them")
def test_the_server_opens_works_and_closes_cleanly(installed):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "erp.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        page = wait_for(f"http://127.0.0.1:{port}/entrer")
        children = wait_for_children(server.pid, 3)
    finally:
        server.send_signal(signal.SIGINT)
        told, _ = server.communicate(timeout=30)

    assert "Bienvenue dans Établi" in page
    assert f"http://127.0.0.1:{port}" in told
    assert re.search(r"le code est [0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}", told)
    assert len(children) == 3  # two web workers, one job worker
    assert not any(is_alive(child) for child in children)


def test_a_port_that_is_taken_is_told_in_words(installed):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        told = installed("serve", "--port", str(other.getsockname()[1]))
    assert told.exit_code == 1
    assert "est déjà pris" in told.output


def wait_for_children(pid: int, count: int) -> list[int]:
    """The worker starts when the web is ready, maybe a moment after its first page."""
    for _ in range(100):
        if len(children_of(pid)) == count:
            break
        time.sleep(0.1)
    return children_of(pid)


def wait_for(url: str) -> str:
    for _ in range(300):  # a busy machine takes its time to start
        try:
            with urlopen(url, timeout=5) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{url} never answered")


def children_of(pid: int) -> list[int]:
    """Read where Linux tells it; a slim machine has no `ps`."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = status.read_text().rpartition(")")[2].split()[1]
            found += [int(status.parent.name)] if int(parent) == pid else []
    return found


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_journal_is_written_whole_or_not_at_all(installed, tmp_path):
    period = ("--from", "2026-01-01", "--until", "2026-12-31")
    out = tmp_path / "journal.txt"

    told = installed("billing", "journal", *period, "--out", str(out))

    assert told.exit_code == 0 and "0 écritures" in told.output
    assert out.read_bytes().startswith(b"JournalCode\tJournalLib")
    backwards = ("--from", "2026-12-31", "--until", "2026-01-01")
    told = installed("billing", "journal", *backwards, "--out", str(tmp_path / "x"))
    assert told.exit_code == 1 and "avant de commencer" in told.output
    nowhere = str(tmp_path / "nowhere" / "x")
    told = installed("billing", "journal", *period, "--out", nowhere, "--format", "xlsx")
    assert told.exit_code == 1 and "ne s'écrit pas" in told.output
    assert installed("billing", "journal", *period, "--out", "x", "--format", "pdf").exit_code == 2


def test_the_hours_of_everybody_are_written_for_a_funder(installed, tmp_path):
    out = tmp_path / "heures.csv"
    span = ("training", "hours", "--from", "2026-09-01", "--until")

    told = installed(*span, "2026-11-20", "--out", str(out))
    assert told.exit_code == 0 and "0 lignes écrites" in told.output
    assert out.read_bytes().startswith("\ufeffÉlève;".encode())

    told = installed(*span, "2026-08-01", "--out", str(out))
    assert told.exit_code == 1 and "La fin est avant le début" in told.output
    told = installed(*span, "2026-11-20", "--out", str(tmp_path / "nowhere" / "x.csv"))
    assert told.exit_code == 1 and "ne s'écrit pas" in told.output
