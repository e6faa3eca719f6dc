"""An archive is read with nothing of ours, and betrays whoever touches it."""

import csv
import hashlib
import io
import json
import subprocess
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest

from erp.closings import archives
from erp.closings.refusals import NotAnArchive, NothingToArchive
from erp.core import clock, ledger
from erp.core.db import db
from erp.core.ledger import TechnicalEvent, TechnicalKind
from erp.flow import proof
from tests.builders import a_user
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice, pay


@pytest.fixture
def invoice():
    invoice = an_invoice(issued=True)
    pay(invoice, "10.00")
    return invoice


@pytest.fixture
def archive(invoice, tmp_path) -> Path:
    today = clock.today()
    target, count = proof.archive_period(tmp_path, today, today, actor=a_user(), now=clock.now())
    db.session.commit()
    assert count == 3
    return target


def test_the_pdfs_are_those_that_were_issued(invoice, archive):
    with zipfile.ZipFile(archive) as file:
        assert file.read(f"papiers/{invoice.number}.pdf") == invoice.paper.content


def test_a_spreadsheet_reads_amounts_in_euros(invoice, archive):
    with zipfile.ZipFile(archive) as file:
        told = file.read("donnees/invoice.csv").decode("utf-8-sig")
        lines = file.read("donnees/invoice_line.csv").decode("utf-8-sig")
        stored = json.loads(file.read("donnees/invoice.json"))

    (row,) = csv.DictReader(io.StringIO(told), delimiter=";")
    assert row["number"] == invoice.number
    assert row["gross"] == f"{invoice.gross}".replace(".", ",")
    assert row["issued_on"] == clock.today().isoformat()
    (line,) = csv.DictReader(io.StringIO(lines), delimiter=";")
    assert line["label"] == invoice.lines[0].label
    assert stored[0]["gross"] == int(invoice.gross * 100)


def test_no_cell_is_a_formula():
    assert archives.cell(None, "=1+1") == "'=1+1"


def test_the_hashes_are_checked_without_the_program(archive, tmp_path):
    with zipfile.ZipFile(archive) as file:
        file.extractall(tmp_path / "open")
        told = file.read("README.txt").decode()

    subprocess.run(
        ["sha256sum", "--check", "--quiet", "empreintes.sha256"],
        cwd=tmp_path / "open",
        check=True,
    )
    assert "se lit sans le logiciel" in told
    assert "%" not in told


def test_an_archive_left_alone_is_good(archive):
    assert archives.check_archive(archive) == 13


@pytest.mark.parametrize(
    ("name", "content"),
    [("donnees/invoice.csv", b"x"), ("autre.txt", b"x"), ("empreintes.sha256", b"")],
)
def test_an_archive_that_was_touched_is_refused(archive, tmp_path, name, content):
    other = tmp_path / "autre.zip"
    with zipfile.ZipFile(archive) as file, zipfile.ZipFile(other, "w") as copy:
        kept = {one: file.read(one) for one in file.namelist()}
        for one, told in {**kept, name: content}.items():
            copy.writestr(one, told)

    with pytest.raises(NotAnArchive):
        archives.check_archive(other)


def test_an_archive_with_its_hashes_made_again_is_not_signed_by_us(archive, tmp_path):
    other = tmp_path / "autre.zip"
    with zipfile.ZipFile(archive) as file, zipfile.ZipFile(other, "w") as copy:
        kept = {one: file.read(one) for one in file.namelist()} | {"donnees/invoice.csv": b"x"}
        listed = [name for name in kept if name not in (archives.HASHES, archives.SIGNATURE)]
        told = "".join(f"{hashlib.sha256(kept[n]).hexdigest()}  {n}\n" for n in listed)
        kept[archives.HASHES] = told.encode()
        for one, content in kept.items():
            copy.writestr(one, content)

    with pytest.raises(NotAnArchive, match="n'est pas de cette installation"):
        archives.check_archive(other)


def test_what_is_no_archive_is_told_in_words(tmp_path):
    (tmp_path / "x.zip").write_bytes(b"PK nothing")

    with pytest.raises(NotAnArchive, match="abîmé"):
        archives.check_archive(tmp_path / "x.zip")


def test_only_the_period_is_inside(invoice, tmp_path):
    order = a_finished_order()
    with clock.living_at(clock.now() + timedelta(days=400)):
        later = an_invoice(a_signed_slip(order), issued=True)
    year = clock.today().year

    path = proof.archive_year(tmp_path, year, None, clock.now())

    with zipfile.ZipFile(path) as file:
        assert f"papiers/{invoice.number}.pdf" in file.namelist()
        assert f"papiers/{later.number}.pdf" not in file.namelist()


def test_an_empty_period_is_refused_and_leaves_no_file(tmp_path):
    with pytest.raises(NothingToArchive, match="choisissez une autre période"):
        proof.archive_period(
            tmp_path, date(2001, 1, 1), date(2001, 12, 31), actor=None, now=clock.now()
        )

    assert not list(tmp_path.iterdir())


def test_an_archive_is_written_down(archive):
    event = db.session.query(TechnicalEvent).one()

    assert event.kind is TechnicalKind.ARCHIVE
    assert archive.name in event.sentence
    assert ledger.verify().is_sound


def test_who_paid_and_who_noted_it_are_names_not_numbers_alone(invoice, archive):
    with zipfile.ZipFile(archive) as file:

        def rows(name):
            told = file.read(f"donnees/{name}.csv").decode("utf-8-sig")
            return list(csv.DictReader(io.StringIO(told), delimiter=";"))

        (payment,), customers, people = rows("payment"), rows("customer"), rows("user")
        readme = file.read("README.txt").decode()

    names = {row["id"]: row["name"] for row in customers}
    assert names == {payment["customer_id"]: invoice.customer.name}
    assert customers[0]["siret"] == invoice.customer.siret
    assert payment["recorded_by_id"] in {row["id"] for row in people}
    assert "folded" not in payment
    for name in (
        "customer",
        "user",
        "share",
        "deduction",
        "invoice_status",
        "invoice_status_amount",
    ):
        assert f"\n                    {name} " in readme
