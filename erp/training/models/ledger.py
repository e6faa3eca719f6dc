"""What the ledger takes beside sessions and presence: direct entries, lessons on an order."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record
from erp.core.frozen import Frozen
from erp.people.models import Cohort, Student, User
from erp.production.models import WorkOrder
from erp.timetable.models import ClassSession
from erp.timetable.states import Nature


class HoursEntry(Frozen, Record):
    """Minutes that no session tells: of an internship, forgotten, or too many (then negative)."""

    __tablename__ = "hours_entry"
    __table_args__ = (Index(None, "cohort_id", "day"), Index(None, "student_id", "day"))

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    day: Mapped[date]
    nature: Mapped[Nature]
    subject: Mapped[str] = mapped_column(default="")
    minutes: Mapped[int]
    reason: Mapped[str]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    noted_at: Mapped[datetime]

    student: Mapped[Student] = relationship()
    cohort: Mapped[Cohort] = relationship()
    noted_by: Mapped[User] = relationship()


class OrderLesson(Frozen, Record):
    """A lesson held on a real part, during a session: its minutes are theory, not practice."""

    __tablename__ = "order_lesson"

    id: Mapped[int] = mapped_column(primary_key=True)
    class_session_id: Mapped[int] = mapped_column(ForeignKey("class_session.id"), index=True)
    work_order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    subject: Mapped[str]
    label: Mapped[str]
    minutes: Mapped[int]
    given_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    noted_at: Mapped[datetime]

    class_session: Mapped[ClassSession] = relationship()
    work_order: Mapped[WorkOrder] = relationship()
    given_by: Mapped[User] = relationship()
