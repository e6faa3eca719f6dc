"""The papers that prove, and the decisions made on them: added, cancelled, never deleted."""

from abc import abstractmethod
from datetime import date, datetime, timedelta

from sqlalchemy import JSON, Column, ForeignKey, LargeBinary, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record, Versioned
from erp.core.frozen import Frozen
from erp.curriculum.models import Diploma
from erp.equipment.models import Machine, MachineType
from erp.equipment.states import AuthorisationKind, MachineMode, Ppe
from erp.people.models import Student, User
from erp.safety import law
from erp.safety.states import DeadlineKind, Decision, Standing, TrainingState, Verdict
from erp.school.models import Place

SOON = timedelta(days=law.ALERTS[0])


class Proof(Frozen, Record):
    """A paper that holds from a day to another (`ends_on` is the first day it does not).

    What was written stays as it was; a mistake is cancelled with its reason, and written again.
    """

    __abstract__ = True
    thaws = frozenset({"cancelled_on", "cancelled_reason", "version"})

    id: Mapped[int] = mapped_column(primary_key=True)
    cancelled_on: Mapped[date | None]
    cancelled_reason: Mapped[str] = mapped_column(default="")

    @property
    @abstractmethod
    def begins_on(self) -> date:
        """The first day it holds."""

    @property
    def ends_on(self) -> date | None:
        return None

    def holds_on(self, day: date) -> bool:
        if self.cancelled_on is not None or day < self.begins_on:
            return False
        return self.ends_on is None or day < self.ends_on

    def standing(self, day: date) -> Standing:
        if self.cancelled_on is not None:
            return Standing.CANCELLED
        if day < self.begins_on:
            return Standing.TO_COME
        if not self.holds_on(day):
            return Standing.EXPIRED
        soon = self.ends_on is not None and self.ends_on - day <= SOON
        return Standing.SOON if soon else Standing.VALID


def _declared(name: str) -> Table:
    """Which records of a kind a declaration names."""
    return Table(
        f"declared_{name}",
        Record.metadata,
        Column("declaration_id", ForeignKey("declaration.id"), primary_key=True),
        Column(f"{name}_id", ForeignKey(f"{name}.id"), primary_key=True),
    )


class Declaration(Proof):
    """Sent to the labour inspector, with works, machines, courses and places (R4153-41)."""

    __tablename__ = "declaration"

    sent_on: Mapped[date]
    reference: Mapped[str]  # what gives the date its certainty: the number of a registered letter
    works: Mapped[list[str]] = mapped_column(JSON)
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    machines: Mapped[list[Machine]] = relationship(
        secondary=_declared("machine"), order_by=Machine.name
    )
    diplomas: Mapped[list[Diploma]] = relationship(
        secondary=_declared("diploma"), order_by=Diploma.name
    )
    places: Mapped[list[Place]] = relationship(secondary=_declared("place"), order_by=Place.name)
    noted_by: Mapped[User | None] = relationship()

    def __str__(self) -> str:
        return f"Déclaration du {self.sent_on:%d/%m/%Y}"

    @property
    def begins_on(self) -> date:
        return self.sent_on

    @property
    def ends_on(self) -> date:
        return law.years_after(self.sent_on, law.DECLARATION_YEARS)


class MedicalOpinion(Proof):
    """Whether a student may do regulated works this year, and which they may not: no more."""

    __tablename__ = "medical_opinion"

    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)
    given_on: Mapped[date]
    doctor: Mapped[str]
    verdict: Mapped[Verdict]
    restricted: Mapped[list[str]] = mapped_column(JSON, default=list)  # articles

    student: Mapped[Student] = relationship()

    def __str__(self) -> str:
        return f"Avis du {self.given_on:%d/%m/%Y}"

    @property
    def begins_on(self) -> date:
        return self.given_on

    @property
    def ends_on(self) -> date:
        return law.years_after(self.given_on, law.OPINION_YEARS)


class SafetyTraining(Versioned, Proof):
    """Given and assessed about a family of machines, then signed by both."""

    __tablename__ = "safety_training"
    drafts = frozenset({TrainingState.DRAFT.value})

    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)
    machine_type_id: Mapped[int] = mapped_column(ForeignKey("machine_type.id"), index=True)
    trainer_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    given_on: Mapped[date]
    assessed_on: Mapped[date]
    result: Mapped[str] = mapped_column(default="")  # how it was assessed, in words
    valid_until: Mapped[date | None]
    state: Mapped[TrainingState] = mapped_column(default=TrainingState.DRAFT, active_history=True)
    signed_at: Mapped[datetime | None]
    signature: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)  # the student's

    student: Mapped[Student] = relationship()
    machine_type: Mapped[MachineType] = relationship()
    trainer: Mapped[User] = relationship()

    def __str__(self) -> str:
        return f"{self.machine_type.name} · {self.student.name}"

    @property
    def begins_on(self) -> date:
        return self.assessed_on

    @property
    def ends_on(self) -> date | None:
        return self.valid_until

    def holds_on(self, day: date) -> bool:
        return self.state is TrainingState.SIGNED and super().holds_on(day)


class RiskReview(Proof):
    """The risks of a place were assessed, those of young people included (document unique)."""

    __tablename__ = "risk_review"

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    reviewed_on: Mapped[date]
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reference: Mapped[str] = mapped_column(default="")

    place: Mapped[Place] = relationship()
    reviewer: Mapped[User | None] = relationship()

    def __str__(self) -> str:
        return f"{self.place.name}, {self.reviewed_on:%d/%m/%Y}"

    @property
    def begins_on(self) -> date:
        return self.reviewed_on

    @property
    def ends_on(self) -> date:
        return law.years_after(self.reviewed_on, law.REVIEW_YEARS)


class Authorisation(Proof):
    """Electrical work, crane, forklift: given by the head to one person, by name."""

    __tablename__ = "authorisation"

    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)
    kind: Mapped[AuthorisationKind]
    given_on: Mapped[date]
    valid_until: Mapped[date | None]
    level: Mapped[str] = mapped_column(default="")  # "B1V", "R489 cat. 3"

    student: Mapped[Student] = relationship()

    def __str__(self) -> str:
        return f"{self.kind.label} · {self.student.name}"

    @property
    def begins_on(self) -> date:
        return self.given_on

    @property
    def ends_on(self) -> date | None:
        return self.valid_until


class PpeIssue(Record):
    """What protects was handed to a student."""

    __tablename__ = "ppe_issue"
    __table_args__ = (UniqueConstraint("student_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"))
    kind: Mapped[Ppe]
    given_on: Mapped[date]

    student: Mapped[Student] = relationship()


class SafetyDecision(Frozen, Record):
    """One answer, word for word. `subject` says which work; health is never in `reasons`."""

    __tablename__ = "safety_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_name: Mapped[str]
    decision: Mapped[Decision]
    subject: Mapped[str]
    students: Mapped[str]
    class_session_id: Mapped[int | None] = mapped_column(ForeignKey("class_session.id"))
    machine_name: Mapped[str] = mapped_column(default="")
    mode: Mapped[MachineMode]
    reasons: Mapped[str] = mapped_column(default="")
    motive: Mapped[str] = mapped_column(default="")
    rules: Mapped[str]


class SafetyAlert(Record):
    """Somebody was told, once, that a paper ends within so many days (0: it has ended)."""

    __tablename__ = "safety_alert"
    __table_args__ = (UniqueConstraint("kind", "record_id", "days"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DeadlineKind]
    record_id: Mapped[int]
    days: Mapped[int]
    told_on: Mapped[date]
