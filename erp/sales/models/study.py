"""What helps to price: routings kept for later, and what colleagues say to each other."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record
from erp.core.search import Searchable
from erp.equipment.models import OperationType
from erp.sales.models.quotes import Quote


class Routing(Searchable, Record):
    """Gamme: operations in their order, to begin other lines with."""

    __tablename__ = "routing"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)

    steps: Mapped[list["RoutingStep"]] = relationship(
        back_populates="routing", order_by="RoutingStep.position", cascade="all, delete-orphan"
    )

    def __str__(self) -> str:
        return self.name

    @property
    def search_text(self) -> str:
        return f"{self.name} {' '.join(step.label for step in self.steps)}"


class RoutingStep(Record):
    __tablename__ = "routing_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    routing_id: Mapped[int] = mapped_column(ForeignKey("routing.id"), index=True)
    position: Mapped[int]
    operation_type_id: Mapped[int] = mapped_column(ForeignKey("operation_type.id"))
    label: Mapped[str]
    setup_seconds: Mapped[int] = mapped_column(default=0)
    run_seconds: Mapped[int] = mapped_column(default=0)

    routing: Mapped[Routing] = relationship(back_populates="steps")
    operation_type: Mapped[OperationType] = relationship()


class QuoteRemark(Record):
    """Said among colleagues about a quote; the customer never reads it. Rows are only added."""

    __tablename__ = "quote_remark"

    id: Mapped[int] = mapped_column(primary_key=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id"), index=True)
    author: Mapped[str]
    text: Mapped[str]
    said_at: Mapped[datetime]

    quote: Mapped[Quote] = relationship()
