"""Who did what to which record, and when. Rows are added, never changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Index, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from erp.core import clock
from erp.core.db import Record, db
from erp.core.direct import Direct
from erp.core.frozen import Frozen


class Actor(Protocol):
    @property
    def id(self) -> int: ...

    @property
    def name(self) -> str: ...


class Subject(Protocol):
    """Of which a record is not held, only what was read of it."""

    @property
    def __tablename__(self) -> str: ...

    @property
    def id(self) -> int: ...


class JournalEntry(Frozen, Record):
    """`subject_kind` is the table's name; `actor_name` stays when the person is forgotten."""

    __tablename__ = "journal_entry"
    __table_args__ = (Index(None, "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    actor_name: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    verb: Mapped[str]
    sentence: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    note: Mapped[str]


TABLE: Any = JournalEntry.__table__
ADDING = Direct(insert(TABLE))


def write(
    record: Record | Subject,
    verb: str,
    sentence: str,
    *,
    actor: Actor | None,
    before: str = "",
    after: str = "",
    note: str = "",
) -> None:
    """Add a line about a record; `actor` None means the software itself did it.

    A plain row: nobody holds it afterwards, and each click of the school writes one.
    """
    told = {"before": before, "after": after, "note": note}
    ADDING.tell(db.session.connection(), _line(record, verb, sentence, actor, told))


def write_each(records: Sequence[Record], verb: str, sentence: str, *, actor: Actor | None) -> None:
    """The same about several records."""
    told = {"before": "", "after": "", "note": ""}
    for one in records:
        ADDING.tell(db.session.connection(), _line(one, verb, sentence, actor, told))


def _line(
    record: Record | Subject,
    verb: str,
    sentence: str,
    actor: Actor | None,
    told: dict[str, str],
) -> dict[str, object]:
    return {
        "at": clock.now(),
        "actor_id": actor.id if actor else None,
        "actor_name": actor.name if actor else "Établi",
        "subject_kind": record.__tablename__,
        "subject_id": _id_of(record),
        "verb": verb,
        "sentence": sentence,
        **told,
    }


def _id_of(record: Record | Subject) -> int:
    """A new record needs its id to be written about, and those made with it their defaults."""
    known: Any = record
    if db.session.new:
        db.session.flush()
    return int(known.id)


def entries_of(record: Record) -> Sequence[JournalEntry]:
    """The record's story, newest first."""
    about = select(JournalEntry).filter_by(
        subject_kind=record.__tablename__,
        subject_id=record.id,  # type: ignore[attr-defined]  # see _id_of()
    )
    return db.session.scalars(about.order_by(JournalEntry.id.desc())).all()
