"""Work orders, their operations and the teams."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record, Versioned
from erp.core.files import StoredFile
from erp.core.money import PRICE
from erp.core.search import Searchable
from erp.equipment.models import Machine, OperationType
from erp.equipment.states import MachineMode
from erp.people.models import Student, User
from erp.production.states import OperationState, WorkOrderState
from erp.sales.models import OrderLine
from erp.timetable.models import ClassSession

if TYPE_CHECKING:
    from erp.production.models.log import HelpCall, PieceCount, Review, TimeEntry


class WorkOrder(Searchable, Versioned, Record):
    """One per order line. `quantity` pieces are to be made by `due_on`; `photo`: what one looks like."""

    __tablename__ = "work_order"
    __table_args__ = (Index(None, "state", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_line.id"), unique=True)
    label: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(PRICE)
    state: Mapped[WorkOrderState] = mapped_column(default=WorkOrderState.OPEN)
    due_on: Mapped[date | None]
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))

    order_line: Mapped[OrderLine] = relationship()
    photo: Mapped[StoredFile | None] = relationship()
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
    assignments: Mapped[list["Assignment"]] = relationship(
        back_populates="operation", order_by="Assignment.id"
    )
    counts: Mapped[list["PieceCount"]] = relationship(
        back_populates="operation", order_by="PieceCount.id"
    )
    time_entries: Mapped[list["TimeEntry"]] = relationship(
        back_populates="operation", order_by="TimeEntry.id"
    )
    help_calls: Mapped[list["HelpCall"]] = relationship(
        back_populates="operation", order_by="HelpCall.id"
    )
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
    rank: Mapped[int] = mapped_column(default=0)  # the order of work within the session

    operation: Mapped[Operation] = relationship(back_populates="assignments")
    class_session: Mapped[ClassSession] = relationship()
    instructor: Mapped[User] = relationship()
    machine: Mapped[Machine | None] = relationship()
    members: Mapped[list["TeamMember"]] = relationship(
        back_populates="assignment", cascade="all, delete-orphan", order_by="TeamMember.id"
    )


class TeamMember(Record):
    __tablename__ = "team_member"
    __table_args__ = (UniqueConstraint("assignment_id", "student_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)

    assignment: Mapped[Assignment] = relationship(back_populates="members")
    student: Mapped[Student] = relationship()
