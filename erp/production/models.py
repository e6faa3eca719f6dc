"""Work orders, their operations, the teams, and all that the tablets said."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record, Versioned
from erp.core.frozen import Frozen
from erp.core.money import PRICE
from erp.core.search import Searchable
from erp.equipment.models import Machine, OperationType
from erp.equipment.states import MachineMode
from erp.people.models import Student, Tablet, User
from erp.production.states import (
    EventAnswer,
    EventKind,
    OperationState,
    PauseReason,
    ReviewVerdict,
    ScrapReason,
    WorkOrderState,
)
from erp.sales.models import OrderLine
from erp.timetable.models import ClassSession


class WorkOrder(Searchable, Versioned, Record):
    """One per order line. `quantity` pieces are to be made by `due_on`."""

    __tablename__ = "work_order"
    __table_args__ = (Index(None, "state", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_line.id"), unique=True)
    label: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(PRICE)
    state: Mapped[WorkOrderState] = mapped_column(default=WorkOrderState.OPEN)
    due_on: Mapped[date | None]

    order_line: Mapped[OrderLine] = relationship()
    operations: Mapped[list["Operation"]] = relationship(
        back_populates="work_order", order_by="Operation.position"
    )

    def __str__(self) -> str:
        return self.number

    @property
    def search_text(self) -> str:
        return f"{self.number} {self.label} {self.order_line.order.number}"


class Operation(Versioned, Record):
    """Copied from the quote: seconds of set-up and per piece at the student's pace."""

    __tablename__ = "operation"
    __table_args__ = (Index(None, "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    work_order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    position: Mapped[int]
    operation_type_id: Mapped[int] = mapped_column(ForeignKey("operation_type.id"))
    label: Mapped[str]
    sold_seconds: Mapped[int]  # for all pieces, at market pace
    student_seconds: Mapped[int]  # for all pieces, at the student's pace
    state: Mapped[OperationState] = mapped_column(default=OperationState.TO_DO)

    work_order: Mapped[WorkOrder] = relationship(back_populates="operations")
    operation_type: Mapped[OperationType] = relationship()
    assignments: Mapped[list["Assignment"]] = relationship(back_populates="operation")
    counts: Mapped[list["PieceCount"]] = relationship(
        back_populates="operation", order_by="PieceCount.id"
    )
    time_entries: Mapped[list["TimeEntry"]] = relationship(
        back_populates="operation", order_by="TimeEntry.id"
    )
    help_calls: Mapped[list["HelpCall"]] = relationship(back_populates="operation")
    reviews: Mapped[list["Review"]] = relationship(back_populates="operation", order_by="Review.id")

    def __str__(self) -> str:
        return f"{self.position} {self.label}"

    @property
    def good(self) -> Decimal:
        return sum(
            (count.good for count in self.counts if count.replaced_by_id is None), Decimal(0)
        )

    @property
    def scrapped(self) -> Decimal:
        live = (count for count in self.counts if count.replaced_by_id is None)
        return sum((count.scrapped for count in live), Decimal(0))


class Assignment(Versioned, Record):
    """A team does an operation during a class session, under an instructor."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("operation_id", "class_session_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"))
    class_session_id: Mapped[int] = mapped_column(ForeignKey("class_session.id"), index=True)
    instructor_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    machine_id: Mapped[int | None] = mapped_column(ForeignKey("machine.id"))
    mode: Mapped[MachineMode] = mapped_column(default=MachineMode.PRODUCTION)
    is_pinned: Mapped[bool] = mapped_column(default=False)  # planning does not move it

    operation: Mapped[Operation] = relationship(back_populates="assignments")
    class_session: Mapped[ClassSession] = relationship()
    instructor: Mapped[User] = relationship()
    machine: Mapped[Machine | None] = relationship()
    members: Mapped[list["TeamMember"]] = relationship(
        back_populates="assignment", cascade="all, delete-orphan"
    )


class TeamMember(Record):
    __tablename__ = "team_member"
    __table_args__ = (UniqueConstraint("assignment_id", "student_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)

    assignment: Mapped[Assignment] = relationship(back_populates="members")
    student: Mapped[Student] = relationship()


class TabletEvent(Frozen, Record):
    """What a tablet sent, word for word; `uuid` was made there, so it is received once.

    `happened_at` is the tablet's clock put right by its measured offset. An event that cannot be
    understood is kept in `payload` and answered « à revoir ».
    """

    __tablename__ = "tablet_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True)
    tablet_id: Mapped[int] = mapped_column(ForeignKey("tablet.id"), index=True)
    operation_id: Mapped[int | None] = mapped_column(ForeignKey("operation.id"), index=True)
    kind: Mapped[EventKind | None]
    happened_at: Mapped[datetime | None]
    received_at: Mapped[datetime]
    payload: Mapped[dict[str, object]] = mapped_column(JSON)
    answer: Mapped[EventAnswer]
    reason: Mapped[str] = mapped_column(default="")  # why it is to be reviewed

    tablet: Mapped[Tablet] = relationship()
    operation: Mapped[Operation | None] = relationship()


class EventReview(Record):
    """An instructor has looked at an event « à revoir » and said what became of it."""

    __tablename__ = "event_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("tablet_event.id"), unique=True)
    reviewed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    reviewed_at: Mapped[datetime]
    note: Mapped[str]

    event: Mapped[TabletEvent] = relationship()
    reviewed_by: Mapped[User] = relationship()


class TimeEntry(Record):
    """One student on one operation, from a start to a pause or end; `ended_at` None: still on.

    A correction makes a new entry; the old one keeps its times and points to it.
    """

    __tablename__ = "time_entry"
    __table_args__ = (Index(None, "student_id", "started_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), index=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    pause_reason: Mapped[PauseReason | None]
    start_event_id: Mapped[int | None] = mapped_column(ForeignKey("tablet_event.id"))
    end_event_id: Mapped[int | None] = mapped_column(ForeignKey("tablet_event.id"))
    corrected_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    correction_note: Mapped[str] = mapped_column(default="")
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("time_entry.id"))

    operation: Mapped[Operation] = relationship(back_populates="time_entries")
    student: Mapped[Student] = relationship()
    corrected_by: Mapped[User | None] = relationship()


class PieceCount(Record):
    """Pieces declared at once. A correction is a new count; the old one points to it."""

    __tablename__ = "piece_count"

    id: Mapped[int] = mapped_column(primary_key=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("tablet_event.id"))
    good: Mapped[Decimal] = mapped_column(PRICE)
    scrapped: Mapped[Decimal] = mapped_column(PRICE, default=Decimal(0))
    scrap_reason: Mapped[ScrapReason | None]
    declared_at: Mapped[datetime]
    corrected_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    correction_note: Mapped[str] = mapped_column(default="")
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("piece_count.id"))

    operation: Mapped[Operation] = relationship(back_populates="counts")
    corrected_by: Mapped[User | None] = relationship()


class HelpCall(Record):
    __tablename__ = "help_call"
    __table_args__ = (Index(None, "closed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), index=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("tablet_event.id"))
    called_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    operation: Mapped[Operation] = relationship(back_populates="help_calls")
    student: Mapped[Student] = relationship()


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
