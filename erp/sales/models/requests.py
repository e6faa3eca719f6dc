"""What a company asks for, and what an instructor thinks of it."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, Column, ForeignKey, Index, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record, Versioned
from erp.core.files import StoredFile
from erp.core.money import PRICE
from erp.core.search import Searchable
from erp.curriculum.models import Competence, Trade
from erp.customers.models import Contact, Customer
from erp.equipment.models import MachineType
from erp.people.models import User
from erp.sales.states import Flexibility, MaterialBy, RequestState, Risk, Verdict

sheet_competence = Table(
    "interest_sheet_competence",
    Record.metadata,
    Column("sheet_id", ForeignKey("interest_sheet.id"), primary_key=True),
    Column("competence_id", ForeignKey("competence.id"), primary_key=True),
)
sheet_machine_type = Table(
    "interest_sheet_machine_type",
    Record.metadata,
    Column("sheet_id", ForeignKey("interest_sheet.id"), primary_key=True),
    Column("machine_type_id", ForeignKey("machine_type.id"), primary_key=True),
)


class Request(Searchable, Versioned, Record):
    """`wished_week` is the Monday of the week the buyer would like to receive in."""

    __tablename__ = "request"
    is_named_by_id = True
    __table_args__ = (Index(None, "state", "id"), Index(None, "customer_id", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    label: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(PRICE)
    wished_week: Mapped[date]
    flexibility: Mapped[Flexibility]
    material_by: Mapped[MaterialBy]
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[RequestState] = mapped_column(default=RequestState.RECEIVED)
    received_at: Mapped[datetime]
    reply: Mapped[str] = mapped_column(default="")  # the polite sentence of a decline

    customer: Mapped[Customer] = relationship()
    contact: Mapped[Contact | None] = relationship()
    parts: Mapped[list["RequestPart"]] = relationship(
        back_populates="request", order_by="RequestPart.position", cascade="all, delete-orphan"
    )
    files: Mapped[list["RequestFile"]] = relationship(
        back_populates="request", order_by="RequestFile.id"
    )
    sheet: Mapped["InterestSheet | None"] = relationship(back_populates="request")

    def __str__(self) -> str:
        return f"demande {self.id}"

    @property
    def search_text(self) -> str:
        drawings = " ".join(f"{part.label} {part.drawing_number}" for part in self.parts)
        return f"demande {self.label} {drawings} {self.customer.name}"


class RequestPart(Record):
    """One of the pieces asked for. `breaks` are other quantities to be priced; the drawing is
    named by the buyer's own number and revision."""

    __tablename__ = "request_part"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    position: Mapped[int]
    label: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(PRICE)
    breaks: Mapped[list[int]] = mapped_column(JSON)
    drawing_number: Mapped[str] = mapped_column(default="")
    drawing_revision: Mapped[str] = mapped_column(default="")

    request: Mapped[Request] = relationship(back_populates="parts")

    def __str__(self) -> str:
        return self.label

    @property
    def drawing(self) -> str:
        """« 4711 ind. B »."""
        revision = f" ind. {self.drawing_revision}" if self.drawing_revision else ""
        return f"{self.drawing_number}{revision}".strip()


class RequestFile(Record):
    __tablename__ = "request_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    stored_file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)

    request: Mapped[Request] = relationship(back_populates="files")
    stored_file: Mapped[StoredFile] = relationship(lazy="joined")


class InterestSheet(Versioned, Record):
    """Fiche d'intérêt pédagogique: would students learn from this job, and which ones."""

    __tablename__ = "interest_sheet"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), unique=True)
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"))
    year_of_study: Mapped[int]  # the level it suits
    risk: Mapped[Risk]
    is_flexible: Mapped[bool]
    verdict: Mapped[Verdict]
    reason: Mapped[str]
    filled_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    filled_at: Mapped[datetime]

    request: Mapped[Request] = relationship(back_populates="sheet")
    trade: Mapped[Trade] = relationship()
    filled_by: Mapped[User] = relationship()
    competences: Mapped[list[Competence]] = relationship(
        secondary=sheet_competence, order_by=Competence.code
    )
    machine_types: Mapped[list[MachineType]] = relationship(
        secondary=sheet_machine_type, order_by=MachineType.name
    )
