"""What people typed is shown as they typed it, whatever signs are in it: on every page."""

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

from sqlalchemy import String, Table, Text, text
from sqlalchemy.exc import SQLAlchemyError

from erp.core.db import Record, db
from erp.web.office.student_papers import XLSX
from tests.walls.test_reading_changes_nothing import Readers, reading_rules

HOSTILE = "=<i>100 %(x)s %d %"  # a tag, places to fill, and a formula for a spreadsheet
KEPT = {
    "alembic_version", "journal_entry", "ledger_link", "stored_paper", "stored_file", "user_session",
    "link_token", "sent_form", "plan_run", "outbox_message", "technical_event",
}  # fmt: skip  # what our own code writes
OURS = (
    "number", "email", "hash", "sha256", "secret", "path", "code", "uuid", "folded", "state", "kind",
    "key", "color", "shape", "icon", "picto", "siret", "siren", "iban", "bic", "zone", "media_type",
    "country", "url", "address",
)  # fmt: skip


def typed_columns(table: Table) -> list[str]:
    """Texts of people: neither a closed list, nor a number of ours, nor a secret."""
    return [
        column.name
        for column in table.columns
        if type(column.type) in (String, Text)
        and not column.foreign_keys
        and not column.primary_key
        and not any(word in column.name for word in OURS)
    ]


def spoil(table: Table) -> list[str]:
    done = []
    for name in typed_columns(table):
        try:
            with db.session.begin_nested():
                db.session.execute(
                    text(f'UPDATE "{table.name}" SET "{name}" = :words'), {"words": HOSTILE}
                )
            done.append(f"{table.name}.{name}")
        except SQLAlchemyError:
            continue
    return done


def spoil_all() -> list[str]:
    tables = [table for table in Record.metadata.sorted_tables if table.name not in KEPT]
    spoiled = [name for table in tables for name in spoil(table)]
    db.session.commit()
    db.session.expire_all()
    return spoiled


def formulas_of(answer) -> list[str]:
    """The cells that a spreadsheet would compute."""
    if answer.mimetype == "text/csv":
        rows = csv.reader(StringIO(answer.data.decode("utf-8-sig")), delimiter=";")
        return [cell for row in rows for cell in row if cell.startswith("=")]
    if answer.mimetype == XLSX:
        with ZipFile(BytesIO(answer.data)) as book:
            sheets = [name for name in book.namelist() if "worksheets/sheet" in name]
            return [name for name in sheets if b"<f>" in book.read(name)]
    return []


def test_whatever_people_type_is_shown_as_they_typed_it(browse, demo):
    readers, spoiled = Readers(browse, demo), spoil_all()

    for rule in reading_rules():
        for url in readers.addresses(rule)[:1]:
            answer = readers.browser(rule).get(url)
            assert answer.status_code < 500, url
            assert answer.mimetype != "text/html" or "<i>100" not in answer.text, url
            assert formulas_of(answer) == [], url

    assert len(spoiled) > 60
