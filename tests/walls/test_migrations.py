"""The migrations reach exactly the models, and freeze what is issued behind the program's back."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from erp.core import archive, journal
from erp.core.db import Record, db
from tests.builders import a_user


def test_the_migrations_reach_exactly_the_models(app):
    with db.engine.connect() as connection:
        options = {"compare_type": False, "include_object": is_ours}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Record.metadata) == []


def is_ours(thing, name, kind, _reflected, _compared) -> bool:
    """The job queue keeps its own tables in a PostgreSQL database; they are not ours to migrate."""
    table = name if kind == "table" else getattr(thing, "table", thing).name
    return table in Record.metadata.tables


def test_no_migration_imports_the_program():
    for path in Path("migrations/versions").glob("*.py"):
        assert "import erp" not in path.read_text()
        assert "from erp" not in path.read_text()


@pytest.mark.parametrize(
    "verb", ["UPDATE stored_paper SET sha256 = 'x'", "DELETE FROM stored_paper"]
)
def test_an_issued_paper_is_frozen_behind_the_program_too(verb):
    archive.keep("devis.pdf", b"%PDF-1.7")
    db.session.commit()

    with pytest.raises(DatabaseError, match="never change"):
        db.session.execute(text(verb))


def test_the_journal_is_never_rewritten():
    user = a_user()
    journal.write(user, "add", "Compte créé", actor=user)
    db.session.commit()

    with pytest.raises(DatabaseError, match="never change"):
        db.session.execute(text("UPDATE journal_entry SET note = 'autre'"))
