"""What the school knows of a student beside hours and evidence, and the papers it issued."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.archive import StoredPaper
from erp.core.db import Record
from erp.core.files import StoredFile
from erp.core.frozen import Frozen
from erp.core.money import PERCENT
from erp.curriculum.models import ExamUnit
from erp.customers.models import Customer
from erp.people.models import Student, User
from erp.training.states import ExamResult, FollowUpKind, NeedKind, PaperKind, Situation


class FollowUp(Record):
    """A dated word about a student. Only remarks go into the booklet; the others are restricted."""

    __tablename__ = "follow_up"
    __table_args__ = (Index(None, "student_id", "held_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"))
    kind: Mapped[FollowUpKind]
    held_on: Mapped[date]
    text: Mapped[str]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    written_at: Mapped[datetime]

    student: Mapped[Student] = relationship()
    written_by: Mapped[User] = relationship()

    def __str__(self) -> str:
        return f"{self.kind.label} {self.held_on:%d/%m/%Y}"


class Need(Record):
    """What helps a student: never a diagnosis. `kind` stays with the direction and the office."""

    __tablename__ = "need"

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)
    kind: Mapped[NeedKind]
    adjustments: Mapped[str]
    until: Mapped[date | None]

    student: Mapped[Student] = relationship()

    def __str__(self) -> str:
        return self.kind.label


class Internship(Record):
    """A period in a company, under an agreement; its hours are noted week by week."""

    __tablename__ = "internship"

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    company: Mapped[str]
    tutor: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    visited_on: Mapped[date | None]
    visit_note: Mapped[str] = mapped_column(default="")
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))

    student: Mapped[Student] = relationship()
    customer: Mapped[Customer | None] = relationship()
    agreement: Mapped[StoredFile | None] = relationship()

    def __str__(self) -> str:
        return self.company


class ExamEntry(Record):
    """A student registered for a part of the exam, and what came of it."""

    __tablename__ = "exam_entry"
    __table_args__ = (Index(None, "student_id", "exam_unit_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"))
    exam_unit_id: Mapped[int] = mapped_column(ForeignKey("exam_unit.id"), index=True)
    session: Mapped[int]  # the year of the exam session
    mark: Mapped[Decimal | None] = mapped_column(PERCENT)
    result: Mapped[ExamResult]

    student: Mapped[Student] = relationship()
    exam_unit: Mapped[ExamUnit] = relationship()

    def __str__(self) -> str:
        return f"{self.exam_unit.code} {self.session}"


class Outcome(Record):
    """Where a former student stands, 6, 12 or 24 months after leaving."""

    __tablename__ = "outcome"
    __table_args__ = (Index(None, "student_id", "months", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"))
    months: Mapped[int]
    situation: Mapped[Situation]
    details: Mapped[str] = mapped_column(default="")
    asked_on: Mapped[date]

    student: Mapped[Student] = relationship()

    def __str__(self) -> str:
        return f"{self.months} mois : {self.situation.label}"


class StudentPaper(Frozen, Record):
    """A booklet, report or list of works as it was issued; anybody with its link may verify it."""

    __tablename__ = "student_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)
    kind: Mapped[PaperKind]
    stored_paper_id: Mapped[int] = mapped_column(ForeignKey("stored_paper.id"), unique=True)
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    issued_at: Mapped[datetime]

    student: Mapped[Student] = relationship()
    paper: Mapped[StoredPaper] = relationship()
    issued_by: Mapped[User] = relationship()
