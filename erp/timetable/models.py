"""The calendar, the week that repeats, the dated sessions and who came."""

from datetime import date, datetime, time

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.clock import day_of, now
from erp.core.db import Record, Versioned
from erp.core.files import StoredFile
from erp.core.frozen import Frozen
from erp.core.search import Searchable
from erp.people.models import Cohort, Student, Tablet, User
from erp.school.models import Place
from erp.timetable.states import AbsenceReason, EventKind, Nature, Presence, Side


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


class Recess(Record):
    """A pause of every school day, by the clock on the wall; its bell stops the work."""

    __tablename__ = "recess"

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    starts_at: Mapped[time]
    ends_at: Mapped[time]

    def __str__(self) -> str:
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
        Index(None, "place_id", "starts_at"),  # each tap asks who is in its workshop today
        Index(None, "leader_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    nature: Mapped[Nature]
    subject: Mapped[str] = mapped_column(default="")
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    leader_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    rolled_at: Mapped[datetime | None]  # when the roll was called

    cohort: Mapped[Cohort] = relationship()
    place: Mapped[Place] = relationship()
    leader: Mapped[User] = relationship()
    attendances: Mapped[list["Attendance"]] = relationship(
        back_populates="class_session", order_by="Attendance.id"
    )

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def day(self) -> date:
        return day_of(self.starts_at)


LIVE = text("replaced_at IS NULL")


class Attendance(Frozen, Record):
    """One word about a student at a session; `minutes` is the time present.

    A correction is a new row: the old one only gets its `replaced_at`. Of two sides that differ
    both rows stay, and the office's is the live one.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        Index(None, "class_session_id", "replaced_at", "student_id", "minutes"),
        Index(
            "uq_attendance_one_live_word", "class_session_id", "student_id", unique=True,
            sqlite_where=LIVE, postgresql_where=LIVE,
        ),
    )  # fmt: skip
    thaws = frozenset({"replaced_at"})

    id: Mapped[int] = mapped_column(primary_key=True)
    class_session_id: Mapped[int] = mapped_column(ForeignKey("class_session.id"))
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)
    presence: Mapped[Presence]
    minutes: Mapped[int]
    note: Mapped[str] = mapped_column(default="")
    side: Mapped[Side] = mapped_column(default=Side.LEADER)
    said_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    said_at: Mapped[datetime] = mapped_column(default=now)
    replaced_at: Mapped[datetime | None]

    class_session: Mapped[ClassSession] = relationship(back_populates="attendances")
    student: Mapped[Student] = relationship()
    said_by: Mapped[User | None] = relationship()


class AttendanceSignOff(Frozen, Record):
    """A student's own word for a session: their code, given on this tablet at this moment."""

    __tablename__ = "attendance_sign_off"
    __table_args__ = (UniqueConstraint("class_session_id", "student_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    class_session_id: Mapped[int] = mapped_column(ForeignKey("class_session.id"))
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)
    tablet_id: Mapped[int] = mapped_column(ForeignKey("tablet.id"))
    signed_at: Mapped[datetime]

    tablet: Mapped[Tablet] = relationship()


class Justification(Record):
    """Why a student was away on some days, both included, with the paper when there is one."""

    __tablename__ = "justification"

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    reason: Mapped[AbsenceReason]
    note: Mapped[str] = mapped_column(default="")
    stored_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    noted_at: Mapped[datetime]

    student: Mapped[Student] = relationship()
    stored_file: Mapped[StoredFile | None] = relationship()
    noted_by: Mapped[User] = relationship()

    def __str__(self) -> str:
        return f"{self.reason.label} {self.starts_on:%d/%m/%Y}"
