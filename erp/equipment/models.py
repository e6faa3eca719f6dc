"""Machines, their types and the kinds of operation done on them."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record, Versioned
from erp.core.money import CENTS, PRICE
from erp.core.search import Searchable
from erp.equipment.states import AuthorisationKind, MachineMode
from erp.school.models import Place

YOUNGEST = 15  # nobody younger prepares a trade here (Code du travail, R4153-39)
DEFAULT_FACTORS = {1: Decimal("2.5"), 2: Decimal("1.8"), 3: Decimal("1.4")}


class MachineType(Searchable, Versioned, Record):
    """`hourly_rate`: euros without VAT for an hour sold."""

    __tablename__ = "machine_type"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    hourly_rate: Mapped[Decimal] = mapped_column(CENTS)

    machines: Mapped[list["Machine"]] = relationship(
        back_populates="machine_type", order_by="Machine.name"
    )

    def __str__(self) -> str:
        return self.name

    @property
    def search_text(self) -> str:
        return self.name


class Machine(Searchable, Versioned, Record):
    """`capacity`: how many teams at a time. `inspection_due_on`: the next periodic check (VGP)."""

    __tablename__ = "machine"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    machine_type_id: Mapped[int] = mapped_column(ForeignKey("machine_type.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    is_in_service: Mapped[bool] = mapped_column(default=True)
    capacity: Mapped[int] = mapped_column(default=1)
    inspection_due_on: Mapped[date | None]
    ppe: Mapped[list[str]] = mapped_column(JSON, default=list)

    machine_type: Mapped[MachineType] = relationship(back_populates="machines")
    place: Mapped[Place] = relationship()
    uses: Mapped[list["MachineUse"]] = relationship(
        cascade="all, delete-orphan", order_by="MachineUse.id"
    )
    windows: Mapped[list["MaintenanceWindow"]] = relationship(
        back_populates="machine", order_by="MaintenanceWindow.starts_at"
    )
    regulated_works: Mapped[list["RegulatedWork"]] = relationship(
        cascade="all, delete-orphan", order_by="RegulatedWork.id"
    )

    def __str__(self) -> str:
        return self.name

    @property
    def search_text(self) -> str:
        return self.name


class MachineUse(Record):
    """What one way of using a machine asks of a hand, beside the law's own list of works."""

    __tablename__ = "machine_use"
    __table_args__ = (UniqueConstraint("machine_id", "mode"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    machine_id: Mapped[int] = mapped_column(ForeignKey("machine.id"))
    mode: Mapped[MachineMode]
    min_age: Mapped[int] = mapped_column(default=YOUNGEST)
    needs_training: Mapped[bool] = mapped_column(default=False)
    authorisation: Mapped[AuthorisationKind | None]


class MaintenanceWindow(Record):
    """The machine is nobody's between two moments: an upkeep, a repair, a check."""

    __tablename__ = "maintenance_window"

    id: Mapped[int] = mapped_column(primary_key=True)
    machine_id: Mapped[int] = mapped_column(ForeignKey("machine.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reason: Mapped[str]

    machine: Mapped[Machine] = relationship(back_populates="windows")

    def __str__(self) -> str:
        return self.reason


class RegulatedWork(Record):
    """A work regulated for minors that using this machine in this mode is (D4153-15 to -37)."""

    __tablename__ = "regulated_work"
    __table_args__ = (UniqueConstraint("machine_id", "mode", "article"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    machine_id: Mapped[int] = mapped_column(ForeignKey("machine.id"))
    mode: Mapped[MachineMode]
    article: Mapped[str]  # "D4153-28"


class OperationType(Searchable, Versioned, Record):
    """Tournage CN, TIG, couture… `pictogram` is an icon's name, the same on tablet and paper."""

    __tablename__ = "operation_type"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    verb: Mapped[str]  # what a student reads on the tablet: "Tourner", "Souder"
    machine_type_id: Mapped[int] = mapped_column(ForeignKey("machine_type.id"), index=True)
    pictogram: Mapped[str] = mapped_column(default="tools")

    machine_type: Mapped[MachineType] = relationship()
    factors: Mapped[list["StudentFactor"]] = relationship(
        cascade="all, delete-orphan", order_by="StudentFactor.year_of_study"
    )

    def __str__(self) -> str:
        return self.name

    @property
    def search_text(self) -> str:
        return f"{self.name} {self.verb}"

    def factor(self, year_of_study: int) -> Decimal:
        """Student time over sold time for this year of study."""
        known = {factor.year_of_study: factor.factor for factor in self.factors}
        return known.get(year_of_study, DEFAULT_FACTORS.get(year_of_study, Decimal(1)))


class StudentFactor(Record):
    __tablename__ = "student_factor"
    __table_args__ = (UniqueConstraint("operation_type_id", "year_of_study"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    operation_type_id: Mapped[int] = mapped_column(ForeignKey("operation_type.id"))
    year_of_study: Mapped[int]
    factor: Mapped[Decimal] = mapped_column(PRICE)
