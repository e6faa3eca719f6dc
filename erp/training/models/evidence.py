"""What students have shown: which operation shows which competence, and each dated observation."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record
from erp.core.files import StoredFile
from erp.core.frozen import Frozen
from erp.curriculum.models import Competence
from erp.equipment.models import OperationType
from erp.people.models import Student, User
from erp.production.models import Operation
from erp.production.states import Feeling
from erp.training.states import Autonomy


class OperationCompetence(Record):
    """Doing this operation shows that competence; confirmed once by an instructor."""

    __tablename__ = "operation_competence"
    __table_args__ = (UniqueConstraint("operation_type_id", "competence_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    operation_type_id: Mapped[int] = mapped_column(ForeignKey("operation_type.id"))
    competence_id: Mapped[int] = mapped_column(ForeignKey("competence.id"), index=True)

    operation_type: Mapped[OperationType] = relationship()
    competence: Mapped[Competence] = relationship()


class Observation(Frozen, Record):
    """One judgement of one student on one day. A correction is a new row; the old one stays.

    `rank` is a level of the framework's own scale; `feeling` what the student said of the work:
    beside, never averaged. Without an operation it comes from an exercise or an exam.
    """

    __tablename__ = "observation"
    __table_args__ = (
        Index(None, "student_id", "competence_id"),
        Index(None, "operation_id"),
        Index(None, "competence_id"),
    )
    thaws = frozenset({"replaced_at"})

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"))
    competence_id: Mapped[int] = mapped_column(ForeignKey("competence.id"))
    operation_id: Mapped[int | None] = mapped_column(ForeignKey("operation.id"))
    rank: Mapped[int]
    autonomy: Mapped[Autonomy]
    feeling: Mapped[Feeling | None]
    note: Mapped[str] = mapped_column(default="")
    observed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    observed_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]

    student: Mapped[Student] = relationship()
    competence: Mapped[Competence] = relationship()
    operation: Mapped[Operation | None] = relationship()
    observed_by: Mapped[User] = relationship()

    @property
    def job(self) -> int:
        """What tells two jobs apart; each exercise is one of its own."""
        return self.operation.work_order_id if self.operation else -self.id


class OperationPhoto(Record):
    """A picture of the part, kept with the operation that made it."""

    __tablename__ = "operation_photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), index=True)
    stored_file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    taken_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    taken_at: Mapped[datetime]

    operation: Mapped[Operation] = relationship()
    stored_file: Mapped[StoredFile] = relationship(lazy="joined")
