"""The migrations build the school that the models describe, and stand alone."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import upgrade
from sqlalchemy import create_engine, inspect, text

from erp import create_app
from erp.core.db import Record, db


@pytest.fixture
def new_database(database_url, tmp_path):
    """The address of a database with nothing in it."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path}/new.db"
        return
    server = create_engine(database_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS new_school WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE new_school"))
    yield server.url.set(database="new_school").render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE new_school WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def migrated(new_database):
    app = create_app({"SQLALCHEMY_DATABASE_URI": new_database, "SECRET_KEY": "test"})
    with app.app_context():
        upgrade()
        yield
        db.session.remove()
        db.engine.dispose()


def test_migrations_reach_exactly_the_models(migrated):
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Record.metadata) == []


def test_every_table_of_the_models_is_there(migrated):
    built = set(inspect(db.engine).get_table_names())

    assert built == set(Record.metadata.tables) | {"alembic_version"}


def test_upgrading_twice_changes_nothing(migrated):
    upgrade()

    with db.engine.connect() as connection:
        assert len(connection.execute(text("SELECT version_num FROM alembic_version")).all()) == 1


@pytest.mark.parametrize("path", sorted(Path("migrations").rglob("*.py")), ids=str)
def test_a_migration_never_imports_the_school(path):
    assert "import erp" not in path.read_text()
    assert "from erp" not in path.read_text()
