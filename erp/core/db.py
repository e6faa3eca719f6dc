"""The database session, its settings on SQLite, and the one place that commits."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from sqlite3 import SQLITE_BUSY, OperationalError
from sqlite3 import Connection as SQLiteConnection
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Enum, MetaData, TypeDecorator, event
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, registry
from sqlalchemy.orm.exc import StaleDataError

from erp.core.refusal import SomebodyElseChangedIt

# A word is stored as written ("sent"), with room for the longer words of tomorrow.
WORD = Enum(StrEnum, native_enum=False, length=30, values_callable=lambda words: list(words))

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
PATIENCE_S = 30
PATIENT = f"busy_timeout={1000 * PATIENCE_S}"
EAGER = "PRAGMA busy_timeout=18"  # its sleeps of 1, 2, 5 and 10 ms
_AFTER = "after_commit"
_writing: ContextVar[bool] = ContextVar("writing", default=False)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; a naive one is a mistake of ours."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError(f"{value} has no time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Reads what SQLite wrote in one step: a week of the board has a thousand of them."""
        return _from_text if dialect.name == "sqlite" else _in_utc


@lru_cache(maxsize=4096)  # a week begins at twenty moments, and they are read a thousand times
def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


def _in_utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


class Record(DeclarativeBase):
    """What every table of the school inherits from."""

    metadata = MetaData(naming_convention=NAMES)
    registry = registry(type_annotation_map={StrEnum: WORD, datetime: Moment()})


# A failing statement is told without its values: they would be a student's name in the log.
db = SQLAlchemy(model_class=Record, engine_options={"hide_parameters": True})


@event.listens_for(Engine, "connect")
def _settle_sqlite(connection: Any, _record: object) -> None:
    """WAL survives readers; FULL survives a power cut (NORMAL lost acknowledged papers)."""
    if not isinstance(connection, SQLiteConnection):
        return
    connection.isolation_level = None  # we say BEGIN ourselves, below
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", PATIENT):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """A writer takes the lock at once: a deferred BEGIN lost updates and gave HTTP 500."""
    if connection.dialect.name != "sqlite":
        return
    if not _writing.get():
        connection.exec_driver_sql("BEGIN")
    elif not _took_turn(connection.connection.driver_connection):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _took_turn(connection: Any) -> bool:
    """Begin to write, as soon as whoever writes has ended.

    Left alone SQLite sleeps longer after each try, up to a tenth of a second, so that newcomers
    pass first: with four clients one in twenty waited a second. After 18 ms it begins anew.
    """
    connection.execute(EAGER)
    try:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except OperationalError as problem:
                if problem.sqlite_errorcode & 0xFF != SQLITE_BUSY:
                    raise
            else:
                return True
        return False
    finally:
        connection.execute(f"PRAGMA {PATIENT}")


@contextmanager
def one_transaction(*just_read: Record) -> Iterator[None]:
    """All or nothing: commit once at the end, then run what waits for the commit.

    What was read before is forgotten first, so that the writer sees the world as it is; save
    `just_read`, who was let in by the question before: the first word would read them again.
    """
    for record in just_read:
        db.session.expunge(record)
    db.session.rollback()
    db.session.add_all(just_read)
    db.session.info[_AFTER] = []
    token = _writing.set(True)
    try:
        yield
        db.session.commit()
    except StaleDataError as somebody_was_faster:
        db.session.rollback()
        raise SomebodyElseChangedIt from somebody_was_faster
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _writing.reset(token)
    for job in db.session.info.pop(_AFTER, []):
        job()


@contextmanager
def only_reading() -> Iterator[None]:
    """Whatever was done by mistake is undone; what was read may be read again."""
    try:
        yield
    finally:
        db.session.rollback()


@contextmanager
def only_showing() -> Iterator[None]:
    """A page that reads: GET never writes, and once it is written its records are let go.

    Marking thousands of them as old one by one, as a rollback does, costs a tenth of a large page.
    """
    try:
        yield
    finally:
        db.session.close()


def hold(record: Record) -> None:
    """Other writers of this record wait for us from here on; it is read again, as it is now.

    On SQLite all writers wait since we began, and what we read since then is as it is now.
    """
    if _writing.get() and db.engine.dialect.name == "sqlite":
        return
    db.session.flush()
    db.session.expire(record)
    db.session.refresh(record, with_for_update={"of": type(record)})


def after_commit(job: Callable[[], None]) -> None:
    """Keep a mail, a print, a call to the outside until the data is safe."""
    db.session.info.setdefault(_AFTER, []).append(job)


class Versioned:
    """Two writers of one record: the second is told that somebody was faster."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy hands the class
        return {"version_id_col": cls.version}
