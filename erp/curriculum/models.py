"""Trades, diplomas and their competences."""

from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record
from erp.core.money import PERCENT
from erp.core.search import Searchable
from erp.curriculum.states import SourceStatus

TWO_THIRDS = Decimal("66.67")


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
    """`practice_percent`: the share of practice to reach, of all hours of practice and theory."""

    __tablename__ = "diploma"

    id: Mapped[int] = mapped_column(primary_key=True)
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"), index=True)
    name: Mapped[str] = mapped_column(unique=True)
    short_name: Mapped[str]
    years: Mapped[int] = mapped_column(default=2)
    practice_percent: Mapped[Decimal] = mapped_column(PERCENT, default=TWO_THIRDS)

    trade: Mapped[Trade] = relationship()
    competences: Mapped[list["Competence"]] = relationship(order_by="Competence.code")

    def __str__(self) -> str:
        return self.short_name

    @property
    def search_text(self) -> str:
        return f"{self.name} {self.short_name}"


class Competence(Searchable, Record):
    __tablename__ = "competence"
    __table_args__ = (UniqueConstraint("diploma_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    diploma_id: Mapped[int] = mapped_column(ForeignKey("diploma.id"))
    code: Mapped[str]
    label: Mapped[str]
    source_status: Mapped[SourceStatus] = mapped_column(default=SourceStatus.TO_CHECK)

    diploma: Mapped[Diploma] = relationship(back_populates="competences")

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    @property
    def search_text(self) -> str:
        return f"{self.code} {self.label}"
