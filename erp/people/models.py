"""People as they are stored, with the hashes of what they know."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record, Versioned
from erp.core.search import Searchable
from erp.curriculum.models import Diploma, Framework
from erp.people.states import Role, TabletMode, TextFont, TextSize, TextSpacing
from erp.school.models import Place

MOST_PIN_FAILURES = 5


class User(Searchable, Versioned, Record):
    """Somebody with an e-mail address and a password; disabled, never deleted."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)  # lower case
    first_name: Mapped[str]
    last_name: Mapped[str]
    role: Mapped[Role]
    password_hash: Mapped[str] = mapped_column(default="")  # "": has not chosen one yet
    disabled_at: Mapped[datetime | None]

    is_authenticated = True
    is_anonymous = False

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None

    @property
    def search_text(self) -> str:
        return f"{self.name} {self.email}"


class UserSession(Record):
    """A signed-in browser; only the hash of its secret is here."""

    __tablename__ = "user_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    device: Mapped[str] = mapped_column(default="")  # what the browser says it is
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class SecondFactor(Record):
    """A telephone that shows codes (TOTP). What it shares with us is derived from `salt` and the
    installation's secret: who reads the database cannot make a code."""

    __tablename__ = "second_factor"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), unique=True)
    salt: Mapped[str]
    last_step: Mapped[int] = mapped_column(default=0)  # of the last code taken: none serves twice
    confirmed_at: Mapped[datetime | None]  # None: never asked for yet

    user: Mapped[User] = relationship()
    recovery: Mapped[list["RecoveryCode"]] = relationship(
        order_by="RecoveryCode.id", cascade="all, delete-orphan"
    )

    @property
    def codes_left(self) -> int:
        return sum(one.used_at is None for one in self.recovery)


class RecoveryCode(Record):
    """Written on paper for the day the telephone is lost; only its hash is here."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    second_factor_id: Mapped[int] = mapped_column(ForeignKey("second_factor.id"), index=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    used_at: Mapped[datetime | None]


class Cohort(Searchable, Record):
    """A group by entry year and diploma; `year_of_study` sets the student factor."""

    __tablename__ = "cohort"
    __table_args__ = (UniqueConstraint("name", "school_year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    diploma_id: Mapped[int] = mapped_column(ForeignKey("diploma.id"), index=True)
    year_of_study: Mapped[int]
    school_year: Mapped[int]  # 2026 for 2026-2027
    framework_id: Mapped[int | None] = mapped_column(ForeignKey("framework.id"), index=True)
    exam_on: Mapped[date | None]  # the first day of its exam session

    diploma: Mapped[Diploma] = relationship()
    own_framework: Mapped[Framework | None] = relationship()
    students: Mapped[list["Student"]] = relationship(
        back_populates="cohort", order_by="Student.first_name"
    )

    def __str__(self) -> str:
        return self.name

    @property
    def framework(self) -> Framework:
        """The version of its exam session: the newest until a newer one is made."""
        return self.own_framework or self.diploma.framework

    @property
    def years(self) -> str:
        return f"{self.school_year}-{self.school_year + 1}"

    @property
    def search_text(self) -> str:
        return f"{self.name} {self.years}"


class Student(Searchable, Versioned, Record):
    """A pupil. `user` only when they have a password of their own for « mes heures »."""

    __tablename__ = "student"

    id: Mapped[int] = mapped_column(primary_key=True)
    first_name: Mapped[str]
    last_name: Mapped[str]
    birth_date: Mapped[date]
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), unique=True)
    pin_hash: Mapped[str] = mapped_column(default="")
    pin_failures: Mapped[int] = mapped_column(default=0)
    text_size: Mapped[TextSize] = mapped_column(default=TextSize.USUAL)
    text_spacing: Mapped[TextSpacing] = mapped_column(default=TextSpacing.USUAL)
    text_font: Mapped[TextFont] = mapped_column(default=TextFont.USUAL)
    joined_on: Mapped[date]
    left_on: Mapped[date | None]
    cohort_since: Mapped[date | None]  # None: since `joined_on`

    cohort: Mapped[Cohort] = relationship(back_populates="students")
    past_stays: Mapped[list["PastStay"]] = relationship(
        back_populates="student", order_by="PastStay.starts_on"
    )
    user: Mapped[User | None] = relationship()

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def here_since(self) -> date:
        """The first day in the cohort of today."""
        return self.cohort_since or self.joined_on

    def is_adult(self, day: date) -> bool:
        """From the day of the eighteenth birthday on; 29 February comes of age on 1 March."""
        born = self.birth_date
        years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        return years >= 18

    @property
    def is_locked(self) -> bool:
        """Whether too many wrong codes were tried: an instructor unlocks."""
        return self.pin_failures >= MOST_PIN_FAILURES

    @property
    def initials(self) -> str:
        return (self.first_name[:1] + self.last_name[:1]).upper()

    @property
    def search_text(self) -> str:
        return self.name


class Guardian(Record):
    """A parent or legal representative; told of absences until the student is of age."""

    __tablename__ = "guardian"

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)
    name: Mapped[str]
    relation: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    is_notified: Mapped[bool] = mapped_column(default=True)

    student: Mapped[Student] = relationship()

    def __str__(self) -> str:
        return self.name


class PastStay(Record):
    """Days in a cohort that are over; `until` is the first day elsewhere, or out of the school."""

    __tablename__ = "past_stay"
    __table_args__ = (Index(None, "cohort_id", "starts_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    starts_on: Mapped[date]
    until: Mapped[date]

    student: Mapped[Student] = relationship(back_populates="past_stays")
    cohort: Mapped[Cohort] = relationship()


class Tablet(Searchable, Record):
    """An enrolled shared device: its token is in a cookie there, its hash here."""

    __tablename__ = "tablet"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    mode: Mapped[TabletMode] = mapped_column(default=TabletMode.SEVERAL)
    sha256: Mapped[str | None] = mapped_column(unique=True)  # None: not enrolled yet
    enrolled_at: Mapped[datetime | None]
    enrolled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    seen_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    place: Mapped[Place] = relationship()

    def __str__(self) -> str:
        return self.name

    @property
    def search_text(self) -> str:
        return self.name


class TabletDay(Record):
    """A tablet opened by an instructor with a real password, until the evening at the latest."""

    __tablename__ = "tablet_day"
    __table_args__ = (Index(None, "tablet_id", "closed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tablet_id: Mapped[int] = mapped_column(ForeignKey("tablet.id"))
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]  # midnight
    closed_at: Mapped[datetime | None]


class TabletVisit(Record):
    """A student at a tablet, between the PIN and « Fini pour moi » (or a long silence)."""

    __tablename__ = "tablet_visit"
    __table_args__ = (Index(None, "tablet_id", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tablet_id: Mapped[int] = mapped_column(ForeignKey("tablet.id"))
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    student: Mapped[Student] = relationship()
    tablet: Mapped[Tablet] = relationship()
