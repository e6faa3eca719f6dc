"""All that the tablets said, and what instructors made of it."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record
from erp.core.files import StoredFile
from erp.core.frozen import Frozen
from erp.core.money import PRICE
from erp.people.models import Student, Tablet, User
from erp.production.models.work import Operation
from erp.production.states import (
    EventAnswer,
    EventKind,
    EventVerdict,
    Feeling,
    Identity,
    OperationState,
    PauseReason,
    ReviewVerdict,
    ScrapReason,
)


class TabletEvent(Frozen, Record):
    """What a tablet sent, word for word; `uuid` was made there, so it is received once.

    `happened_at` is the tablet's clock put right by its measured offset. An event that cannot be
    understood is kept in `payload` and answered « à revoir ». `sequence` counts on the tablet: a
    hole in it is an event that never came. `state_before` is where an undo leads back to.
    """

    __tablename__ = "tablet_event"
    __table_args__ = (
        Index(None, "tablet_id", "sequence"),
        Index(None, "student_id", "happened_at"),
        Index(None, "answer", "identity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True)
    tablet_id: Mapped[int] = mapped_column(ForeignKey("tablet.id"))
    sequence: Mapped[int | None]
    student_id: Mapped[int | None] = mapped_column(ForeignKey("student.id"))
    identity: Mapped[Identity | None]  # how we know it was this student
    operation_id: Mapped[int | None] = mapped_column(ForeignKey("operation.id"), index=True)
    kind: Mapped[EventKind | None]
    happened_at: Mapped[datetime | None]
    state_before: Mapped[OperationState | None]
    received_at: Mapped[datetime]
    payload: Mapped[dict[str, object]] = mapped_column(JSON)
    answer: Mapped[EventAnswer]
    reason: Mapped[str] = mapped_column(default="")  # why it is to be reviewed

    tablet: Mapped[Tablet] = relationship()
    student: Mapped[Student | None] = relationship()
    operation: Mapped[Operation | None] = relationship()


class EventReview(Record):
    """What an instructor said of an event « à revoir » or without a code; said once."""

    __tablename__ = "event_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("tablet_event.id"), unique=True)
    reviewed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    reviewed_at: Mapped[datetime]
    verdict: Mapped[EventVerdict]
    note: Mapped[str]

    event: Mapped[TabletEvent] = relationship()
    reviewed_by: Mapped[User] = relationship()


class TabletPhoto(Record):
    """A picture taken on a tablet, sent after its event and under a uuid of its own."""

    __tablename__ = "tablet_photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True)
    event_uuid: Mapped[str] = mapped_column(index=True)  # its event may arrive later
    tablet_id: Mapped[int] = mapped_column(ForeignKey("tablet.id"))
    stored_file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    received_at: Mapped[datetime]

    stored_file: Mapped[StoredFile] = relationship()


class TimeEntry(Record):
    """One student on one operation, from a start to a pause or end; `ended_at` None: still on.

    `is_parallel`: beside another task (« temps masqué »): it lasts, but nobody is there twice.
    `ended_by_bell`: the timetable ended it, until an instructor confirms or somebody says better.
    A correction makes a new entry; the old one keeps its times and points to it.
    """

    __tablename__ = "time_entry"
    __table_args__ = (
        Index(None, "student_id", "started_at"),
        Index(None, "student_id", "ended_at"),
        Index(
            "ix_time_entry_to_confirm", "id",
            sqlite_where=text("ended_by_bell = 1"), postgresql_where=text("ended_by_bell"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), index=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    pause_reason: Mapped[PauseReason | None]
    is_parallel: Mapped[bool] = mapped_column(default=False)
    ended_by_bell: Mapped[bool] = mapped_column(default=False)
    start_event_id: Mapped[int | None] = mapped_column(ForeignKey("tablet_event.id"))
    end_event_id: Mapped[int | None] = mapped_column(ForeignKey("tablet_event.id"))
    corrected_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    correction_note: Mapped[str] = mapped_column(default="")
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("time_entry.id"))

    operation: Mapped[Operation] = relationship(back_populates="time_entries")
    student: Mapped[Student] = relationship()
    corrected_by: Mapped[User | None] = relationship()


class PieceCount(Record):
    """Pieces declared at once. A correction is a new count; the old one points to it.

    `state_before`: of the operation that these pieces were taken back from, where an undo leads.
    """

    __tablename__ = "piece_count"

    id: Mapped[int] = mapped_column(primary_key=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("tablet_event.id"))
    good: Mapped[Decimal] = mapped_column(PRICE)
    scrapped: Mapped[Decimal] = mapped_column(PRICE, default=Decimal(0))
    scrap_reason: Mapped[ScrapReason | None]
    reworked: Mapped[Decimal] = mapped_column(PRICE, default=Decimal(0))  # sent back, counted later
    feeling: Mapped[Feeling | None]
    declared_at: Mapped[datetime]
    state_before: Mapped[OperationState | None]
    corrected_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    correction_note: Mapped[str] = mapped_column(default="")
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("piece_count.id"))

    operation: Mapped[Operation] = relationship(back_populates="counts")
    corrected_by: Mapped[User | None] = relationship()


class HelpCall(Record):
    """`end_event_id`: the student's own word ended it, by finishing or by going elsewhere."""

    __tablename__ = "help_call"
    __table_args__ = (Index(None, "closed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), index=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("tablet_event.id"))
    called_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    seen_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    closed_at: Mapped[datetime | None]
    end_event_id: Mapped[int | None] = mapped_column(ForeignKey("tablet_event.id"))

    operation: Mapped[Operation] = relationship(back_populates="help_calls")
    student: Mapped[Student] = relationship()
    seen_by: Mapped[User | None] = relationship()


class Review(Record):
    """The instructor's word on a finished operation; rows are added, never changed."""

    __tablename__ = "review"

    id: Mapped[int] = mapped_column(primary_key=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), index=True)
    verdict: Mapped[ReviewVerdict]
    reason: Mapped[str] = mapped_column(default="")
    reviewed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    reviewed_at: Mapped[datetime]

    operation: Mapped[Operation] = relationship(back_populates="reviews")
    reviewed_by: Mapped[User] = relationship()
