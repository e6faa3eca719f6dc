"""The calendar, the week that repeats, the dated sessions and who came."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.clock import day_of
from erp.core.db import Record, Versioned
from erp.core.search import Searchable
from erp.people.models import Cohort, Student, User
from erp.school.models import Place
from erp.timetable.states import AbsenceReason, EventKind, Nature, Presence


class SchoolYear(Record):
    """`id` is the year it starts in: 2026 for 2026-2027. Both days are included."""

    __tablename__ = "school_year"

    id: Mapped[int] = mapped_column(primary_key=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]

    def __str__(self) -> str:
        return f"{self.id}-{self.id + 1}"


class ClosedDays(Searchable, Record):
    """Days the school closes of its own will; both days are included."""

    __tablename__ = "closed_days"

    id: Mapped[int] = mapped_column(primary_key=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    label: Mapped[str]

    def __str__(self) -> str:
        return self.label

    @property
    def search_text(self) -> str:
        return self.label


class CalendarEvent(Record):
    """Days that are not like others, for a cohort or (None) for all; both days are included."""

    __tablename__ = "calendar_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[EventKind]
    label: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohort.id"), index=True)

    cohort: Mapped[Cohort | None] = relationship()

    def __str__(self) -> str:
        return self.label


class Absence(Record):
    """Told before it happens, of a student or of a member of staff; the roll call says the rest."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("(student_id IS NULL) <> (user_id IS NULL)", name="one_person"),
        Index(None, "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int | None] = mapped_column(ForeignKey("student.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reason: Mapped[AbsenceReason]

    student: Mapped[Student | None] = relationship()
    user: Mapped[User | None] = relationship()

    def __str__(self) -> str:
        return self.who.name

    @property
    def who(self) -> Student | User:
        who = self.student or self.user
        assert who is not None  # noqa: S101 - the table has one of the two
        return who


class TimetableSlot(Record):
    """One cell of a cohort's usual week; class sessions of the year are laid from it."""

    __tablename__ = "timetable_slot"

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    weekday: Mapped[int]  # Monday is 0
    starts_at: Mapped[time]
    ends_at: Mapped[time]
    nature: Mapped[Nature]
    subject: Mapped[str] = mapped_column(default="")
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    leader_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    cohort: Mapped[Cohort] = relationship()
    place: Mapped[Place] = relationship()
    leader: Mapped[User] = relationship()


class ClassSession(Versioned, Record):
    """A planned half-day or lesson of a cohort; `leader` is its instructor or teacher."""

    __tablename__ = "class_session"
    __table_args__ = (
        UniqueConstraint("cohort_id", "starts_at"),
        Index(None, "starts_at"),
        Index(None, "leader_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    nature: Mapped[Nature]
    subject: Mapped[str] = mapped_column(default="")
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    leader_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    rolled_at: Mapped[datetime | None]  # when the roll was called

    cohort: Mapped[Cohort] = relationship()
    place: Mapped[Place] = relationship()
    leader: Mapped[User] = relationship()
    attendances: Mapped[list["Attendance"]] = relationship(back_populates="class_session")

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def day(self) -> date:
        return day_of(self.starts_at)


class Attendance(Versioned, Record):
    """`minutes` is the time present; for a late student less than the session's."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("class_session_id", "student_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    class_session_id: Mapped[int] = mapped_column(ForeignKey("class_session.id"))
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)
    presence: Mapped[Presence]
    minutes: Mapped[int]
    note: Mapped[str] = mapped_column(default="")

    class_session: Mapped[ClassSession] = relationship(back_populates="attendances")
    student: Mapped[Student] = relationship()
