"""`erp billing …` and `erp papers …`: what somebody outside uses to check the books."""

import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile

import pytest

from erp.config import from_environment, made_once


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """The demo school, loaded once: a folder to copy."""
    folder = tmp_path_factory.mktemp("demo")
    env = {"PATH": os.environ["PATH"], "ERP_ENV": "demo", "ERP_DATA_DIR": str(folder)}
    for words in (["db", "upgrade"], ["demo", "load", "--today", "2026-11-20"]):
        subprocess.run([sys.executable, "-m", "erp.cli", *words], env=env, check=True)
    return folder


@pytest.fixture
def school(erp, loaded, tmp_path):
    """The demo school, with its issued papers."""
    shutil.copytree(loaded, tmp_path / "instance")
    return erp


@pytest.fixture
def database(tmp_path):
    return tmp_path / "instance/demo.db"


def tamper(database, command: str) -> None:
    with sqlite3.connect(database) as raw:
        for (name,) in raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute(command)
    raw.close()


def test_the_books_of_the_demo_are_sound_then_broken(school, database):
    sound = school("billing", "verify")
    assert (sound.exit_code, "rien n'a changé" in sound.output) == (0, True)

    tamper(database, "UPDATE invoice SET gross = gross + 1 WHERE number = 'F2026-00002'")
    broken = school("billing", "verify")

    assert broken.exit_code == 1
    assert "ROMPU  Document F2026-00002 : « gross » a changé" in broken.output


def test_another_key_is_told_as_such(school, monkeypatch):
    monkeypatch.setenv("ERP_LEDGER_KEY", "une autre")

    told = school("billing", "verify")

    assert told.exit_code == 1
    assert "la clé n'est pas celle qui a signé" in told.output
    assert "la clé des factures n'est pas" in school("doctor").output.lower()


def test_the_books_are_anchored_and_compared(school, database, tmp_path, monkeypatch):
    monkeypatch.setenv("ERP_ANCHOR_DIR", str(tmp_path / "disque"))
    assert school("billing", "anchor").exit_code == 0
    assert "1 ancrages comparés" in school("billing", "verify").output

    tamper(database, "DELETE FROM seal_tail WHERE chain = 'payments'")
    tamper(database, "DELETE FROM seal WHERE chain = 'payments'")
    tamper(database, "DELETE FROM payment")
    told = school("billing", "verify")

    assert told.exit_code == 1
    assert "l'ancrage ancrage-" in told.output


def test_closing_twice_closes_once(school):
    again = school("billing", "close")
    early = school("billing", "close", "--until", "2999-01-01")

    assert again.exit_code in (0, 1)
    assert school("billing", "close").exit_code == 1
    assert "Rien à clôturer" in school("billing", "close").output
    assert "n'est pas fini" in early.output
    assert early.exit_code == 1


def test_a_year_is_archived_and_checked(school, tmp_path):
    told = school("billing", "archive", "--year", "2026", "--out", str(tmp_path / "out"))
    (path,) = (tmp_path / "out").iterdir()
    assert told.exit_code == 0

    assert "la signature est bonne" in school("billing", "archive", "--check", str(path)).output
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("autre.txt", "x")
    bad = school("billing", "archive", "--check", str(path))

    assert bad.exit_code == 1
    assert "ajouté ou retiré" in bad.output
    empty = school("billing", "archive", "--year", "2001", "--out", str(tmp_path / "out"))
    assert (empty.exit_code, "choisissez une autre" in empty.output) == (1, True)
    half = school("billing", "archive", "--from", "2026-01-01", "--out", str(tmp_path))
    assert "ensemble" in half.output


@pytest.mark.parametrize("kind", ["invoice", "credit-note", "quote", "delivery-slip"])
def test_papers_come_out_as_they_were_issued(school, tmp_path, kind):
    told = school("papers", "export", "--kind", kind, "--out", str(tmp_path / kind))

    files = list((tmp_path / kind).iterdir())
    assert told.exit_code == 0
    assert f"{len(files)} PDF" in told.output
    assert files
    assert all(file.read_bytes().startswith(b"%PDF-") for file in files)


def test_one_paper_comes_out_by_its_number(school, tmp_path):
    one = school(
        "papers",
        "export",
        "--kind",
        "invoice",
        "--number",
        "F2026-00001",
        "--out",
        str(tmp_path / "one"),
    )
    none = school(
        "papers", "export", "--kind", "quote", "--number", "D1", "--out", str(tmp_path / "one")
    )

    assert one.exit_code == 0
    assert [file.name for file in (tmp_path / "one").iterdir()] == ["F2026-00001.pdf"]
    assert none.exit_code == 1
    assert "Aucun papier émis de ce genre au numéro D1." in none.output


def test_a_production_asks_for_its_ledger_key(erp, monkeypatch):
    monkeypatch.setenv("ERP_ENV", "production")
    monkeypatch.setenv("ERP_SECRET_KEY", "x")

    told = erp("db", "upgrade")

    assert told.exit_code == 1
    assert "Il manque ERP_LEDGER_KEY" in told.output


def test_a_production_may_keep_its_key_in_a_file(erp, monkeypatch, tmp_path):
    monkeypatch.setenv("ERP_ENV", "production")
    monkeypatch.setenv("ERP_SECRET_KEY", "x")
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance/ledger.key").write_text("gardée ailleurs aussi\n")

    assert from_environment()["LEDGER_KEY"] == "gardée ailleurs aussi"


def test_a_demo_makes_its_ledger_key_once(erp, tmp_path):
    first = from_environment()["LEDGER_KEY"]

    assert from_environment()["LEDGER_KEY"] == first
    assert (tmp_path / "instance/ledger.key").stat().st_mode & 0o777 == 0o600


def test_a_secret_made_by_two_at_once_is_one(tmp_path, monkeypatch):
    """Both find nothing; the second to finish takes what the first has laid."""
    kept = tmp_path / "k"
    first = made_once(kept)
    monkeypatch.setattr(type(kept), "exists", lambda _self: False)

    assert made_once(kept) == first
    assert [one.name for one in tmp_path.iterdir()] == ["k"]
