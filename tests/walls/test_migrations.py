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
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        tables = [d for d in compare_metadata(context, Record.metadata) if d[0] != "remove_table"]
    assert tables == []


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
