"""Trades, diplomas, and the versions of their frameworks: blocks, competences, criteria, exams."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Column, ForeignKey, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record
from erp.core.money import PERCENT
from erp.core.search import Searchable
from erp.curriculum.states import AssessmentMode, SourceStatus

TWO_THIRDS = Decimal("66.67")
FIVE_POINTS = Decimal(5)
LEVELS = ("Non acquis", "En cours d'acquisition", "Acquis", "Maîtrisé")

unit_competence = Table(
    "exam_unit_competence",
    Record.metadata,
    Column("exam_unit_id", ForeignKey("exam_unit.id"), primary_key=True),
    Column("competence_id", ForeignKey("competence.id"), primary_key=True),
)


class Trade(Searchable, Record):
    __tablename__ = "trade"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)

    def __str__(self) -> str:
        return self.name

    @property
    def search_text(self) -> str:
        return self.name


class Diploma(Searchable, Record):
    """`practice_percent`: the share of practice to reach, of all hours of practice and theory.

    `practice_tolerance`: how many points away from it are still on target.
    """

    __tablename__ = "diploma"

    id: Mapped[int] = mapped_column(primary_key=True)
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"), index=True)
    name: Mapped[str] = mapped_column(unique=True)
    short_name: Mapped[str]
    years: Mapped[int] = mapped_column(default=2)
    practice_percent: Mapped[Decimal] = mapped_column(PERCENT, default=TWO_THIRDS)
    practice_tolerance: Mapped[Decimal] = mapped_column(PERCENT, default=FIVE_POINTS)

    trade: Mapped[Trade] = relationship()
    frameworks: Mapped[list["Framework"]] = relationship(
        back_populates="diploma", order_by="Framework.version", cascade="all, delete-orphan"
    )

    def __str__(self) -> str:
        return self.short_name

    @property
    def search_text(self) -> str:
        return f"{self.name} {self.short_name}"

    @property
    def framework(self) -> "Framework":
        """The newest version."""
        return self.frameworks[-1]

    @property
    def competences(self) -> list["Competence"]:
        return self.framework.competences


class Framework(Record):
    """A version of what a diploma asks. From its first observation on it never changes: copy it.

    A competence is acquired with `needed_observations` of at least `needed_rank`, on different
    jobs when `on_different_jobs`.
    """

    __tablename__ = "framework"
    __table_args__ = (UniqueConstraint("diploma_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    diploma_id: Mapped[int] = mapped_column(ForeignKey("diploma.id"))
    version: Mapped[int] = mapped_column(default=1)
    label: Mapped[str] = mapped_column(default="")  # "Arrêté du 3 janvier 2017"
    frozen_at: Mapped[datetime | None]
    needed_observations: Mapped[int] = mapped_column(default=2)
    needed_rank: Mapped[int] = mapped_column(default=3)
    on_different_jobs: Mapped[bool] = mapped_column(default=True)

    diploma: Mapped[Diploma] = relationship(back_populates="frameworks", lazy="joined")
    blocks: Mapped[list["CompetenceBlock"]] = relationship(
        order_by="CompetenceBlock.position", cascade="all, delete-orphan"
    )
    competences: Mapped[list["Competence"]] = relationship(
        back_populates="framework", order_by="Competence.code", cascade="all, delete-orphan"
    )
    exam_units: Mapped[list["ExamUnit"]] = relationship(
        back_populates="framework", order_by="ExamUnit.code", cascade="all, delete-orphan"
    )
    levels: Mapped[list["Level"]] = relationship(
        order_by="Level.rank", cascade="all, delete-orphan"
    )

    def __str__(self) -> str:
        return f"{self.diploma.short_name}, version {self.version}"

    def label_of(self, rank: int) -> str:
        return next((one.label for one in self.levels if one.rank == rank), str(rank))


class Level(Record):
    """One step of a version's own scale, the lowest first."""

    __tablename__ = "level"
    __table_args__ = (UniqueConstraint("framework_id", "rank"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id"))
    rank: Mapped[int]
    label: Mapped[str]


class CompetenceBlock(Record):
    __tablename__ = "competence_block"

    id: Mapped[int] = mapped_column(primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id"), index=True)
    position: Mapped[int]
    label: Mapped[str]


class Competence(Searchable, Record):
    __tablename__ = "competence"
    __table_args__ = (UniqueConstraint("framework_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id"))
    block_id: Mapped[int | None] = mapped_column(ForeignKey("competence_block.id"), index=True)
    code: Mapped[str]
    label: Mapped[str]
    source_status: Mapped[SourceStatus] = mapped_column(default=SourceStatus.TO_CHECK)

    framework: Mapped[Framework] = relationship(back_populates="competences")
    block: Mapped[CompetenceBlock | None] = relationship()
    criteria: Mapped[list["Criterion"]] = relationship(
        order_by="Criterion.position", cascade="all, delete-orphan"
    )

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    @property
    def search_text(self) -> str:
        return f"{self.code} {self.label}"

    @property
    def diploma(self) -> Diploma:
        return self.framework.diploma


class Criterion(Record):
    """A sign by which one sees it."""

    __tablename__ = "criterion"

    id: Mapped[int] = mapped_column(primary_key=True)
    competence_id: Mapped[int] = mapped_column(ForeignKey("competence.id"), index=True)
    position: Mapped[int]
    label: Mapped[str]


class ExamUnit(Record):
    """A part of the exam. Schools without State contract sit final exams, CCF is the exception."""

    __tablename__ = "exam_unit"
    __table_args__ = (UniqueConstraint("framework_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id"))
    code: Mapped[str]
    label: Mapped[str]
    coefficient: Mapped[Decimal | None] = mapped_column(PERCENT)
    mode: Mapped[AssessmentMode] = mapped_column(default=AssessmentMode.FINAL_EXAM)

    framework: Mapped[Framework] = relationship(back_populates="exam_units")
    competences: Mapped[list[Competence]] = relationship(
        secondary=unit_competence, order_by=Competence.code
    )

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


def first_version(label: str = "") -> Framework:
    """A framework with the usual scale, to be filled."""
    scale = [Level(rank=rank, label=told) for rank, told in enumerate(LEVELS, 1)]
    return Framework(version=1, label=label, levels=scale)
