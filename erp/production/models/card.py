"""What hangs on a card: its steps and what was said of them, the first piece, what went wrong."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record, Versioned
from erp.core.money import PRICE
from erp.equipment.models import Machine, OperationType
from erp.people.models import Student, User
from erp.production.models.log import TabletPhoto, TimeEntry
from erp.production.models.work import Operation
from erp.production.states import (
    CorrectionState,
    CorrectionWish,
    DayRole,
    IncidentKind,
    KeptReason,
    NonConformityCause,
    StepKind,
)
from erp.sales.models import Claim
from erp.timetable.models import ClassSession


class Step(Record):
    """One thing to do, in order. `low` and `high` bound a measure; `choices` is one per line."""

    __tablename__ = "step"

    id: Mapped[int] = mapped_column(primary_key=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), index=True)
    position: Mapped[int]
    kind: Mapped[StepKind]
    text: Mapped[str]
    nominal: Mapped[Decimal | None] = mapped_column(PRICE)
    low: Mapped[Decimal | None] = mapped_column(PRICE)
    high: Mapped[Decimal | None] = mapped_column(PRICE)
    unit: Mapped[str] = mapped_column(default="mm")
    choices: Mapped[str] = mapped_column(default="")
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("tablet_photo.id"))

    operation: Mapped[Operation] = relationship()
    photo: Mapped[TabletPhoto | None] = relationship()
    said: Mapped[list["StepResult"]] = relationship(
        back_populates="step", order_by="StepResult.id", cascade="all, delete-orphan"
    )
    results: Mapped[list["StepResult"]] = relationship(  # but what was taken back
        primaryjoin="and_(StepResult.step_id == Step.id, StepResult.taken_back_at.is_(None))",
        order_by="StepResult.id",
        viewonly=True,
    )

    def __str__(self) -> str:
        return self.text

    @property
    def words(self) -> list[str]:
        return [line.strip() for line in self.choices.splitlines() if line.strip()]

    @property
    def is_bound(self) -> bool:
        return self.low is not None or self.high is not None

    def holds(self, value: Decimal) -> bool:
        """Whether a measure is within its bounds, the ends included; one bound alone is one."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


class StepResult(Record):
    """Said by a student from a tablet, or by an instructor; rows are added, never erased."""

    __tablename__ = "step_result"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), index=True)
    student_id: Mapped[int | None] = mapped_column(ForeignKey("student.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("tablet_event.id"))
    value: Mapped[Decimal | None] = mapped_column(PRICE)
    word: Mapped[str] = mapped_column(default="")
    said_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]

    step: Mapped[Step] = relationship(back_populates="said")
    student: Mapped[Student | None] = relationship()


class FirstPiece(Record):
    """An instructor's word on the first piece of an operation; a bad one is made again."""

    __tablename__ = "first_piece"

    id: Mapped[int] = mapped_column(primary_key=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), index=True)
    checked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    checked_at: Mapped[datetime]
    is_good: Mapped[bool]

    checked_by: Mapped[User] = relationship()


class Autonomy(Record):
    """How far a student works alone on a kind of operation, 1 to 4, as an instructor sees it."""

    __tablename__ = "autonomy"
    __table_args__ = (UniqueConstraint("student_id", "operation_type_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"))
    operation_type_id: Mapped[int] = mapped_column(ForeignKey("operation_type.id"))
    level: Mapped[int]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    set_at: Mapped[datetime]

    operation_type: Mapped[OperationType] = relationship()


class Breakdown(Record):
    """A machine that stopped a student: open until somebody has repaired it."""

    __tablename__ = "breakdown"

    id: Mapped[int] = mapped_column(primary_key=True)
    machine_id: Mapped[int] = mapped_column(ForeignKey("machine.id"), index=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"))
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("tablet_event.id"))
    reported_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    note: Mapped[str] = mapped_column(default="")

    machine: Mapped[Machine] = relationship()
    student: Mapped[Student] = relationship()
    operation: Mapped[Operation] = relationship()


class Incident(Record):
    """An accident or a near miss, told in two taps; somebody of the staff answers."""

    __tablename__ = "incident"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[IncidentKind]
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"))
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("tablet_event.id"))
    happened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    note: Mapped[str] = mapped_column(default="")

    student: Mapped[Student] = relationship()
    operation: Mapped[Operation] = relationship()


class NonConformity(Record):
    """A piece that is not what it should be, and what it teaches. Found by a student, or told by
    the buyer in a claim."""

    __tablename__ = "non_conformity"

    id: Mapped[int] = mapped_column(primary_key=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), index=True)
    student_id: Mapped[int | None] = mapped_column(ForeignKey("student.id"))
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("claim.id"), unique=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("tablet_event.id"))
    cause: Mapped[NonConformityCause]
    said_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    note: Mapped[str] = mapped_column(default="")

    student: Mapped[Student | None] = relationship()
    claim: Mapped[Claim | None] = relationship()
    operation: Mapped[Operation] = relationship()


class CorrectionRequest(Versioned, Record):
    """A student says that a time is wrong; an instructor corrects it, or says no with a reason.

    Once for each entry: a corrected time is another entry, of which more may be said.
    """

    __tablename__ = "correction_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("time_entry.id"), unique=True)
    wish: Mapped[CorrectionWish]
    state: Mapped[CorrectionState] = mapped_column(default=CorrectionState.ASKED)
    reason: Mapped[KeptReason | None]
    asked_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    entry: Mapped[TimeEntry] = relationship()

    def __str__(self) -> str:
        return self.wish.label


class RoleOfDay(Record):
    """Who has which role at a session."""

    __tablename__ = "role_of_day"
    __table_args__ = (UniqueConstraint("class_session_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    class_session_id: Mapped[int] = mapped_column(ForeignKey("class_session.id"))
    role: Mapped[DayRole]
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)

    student: Mapped[Student] = relationship()
    class_session: Mapped[ClassSession] = relationship()
