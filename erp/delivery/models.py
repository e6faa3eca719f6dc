"""Delivery slips as they are stored."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.archive import StoredPaper
from erp.core.db import Record, Versioned
from erp.core.frozen import Frozen
from erp.core.money import PRICE
from erp.core.search import Searchable
from erp.delivery.states import SlipState
from erp.sales.models import Order, OrderLine


class DeliverySlip(Searchable, Versioned, Frozen, Record):
    """Numbered BL when it is announced; `signature` is a PNG drawn with a finger."""

    __tablename__ = "delivery_slip"
    __table_args__ = (Index(None, "state", "id"),)
    drafts = frozenset({SlipState.DRAFT, SlipState.READY})
    thaws = frozenset({"version", "folded"})

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str | None] = mapped_column(unique=True)
    state: Mapped[SlipState] = mapped_column(default=SlipState.DRAFT, active_history=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("order.id"), index=True)
    delivered_on: Mapped[date | None]
    signer_name: Mapped[str] = mapped_column(default="")
    signature: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    reserves: Mapped[str] = mapped_column(default="")
    signed_at: Mapped[datetime | None]
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("stored_paper.id"))

    order: Mapped[Order] = relationship()
    paper: Mapped[StoredPaper | None] = relationship()
    lines: Mapped[list["DeliverySlipLine"]] = relationship(
        back_populates="slip", order_by="DeliverySlipLine.id", cascade="all, delete-orphan"
    )

    def __str__(self) -> str:
        return self.number or f"bon {self.id} (brouillon)"

    @property
    def search_text(self) -> str:
        return f"{self.number or ''} {self.order.search_text}"


class DeliverySlipLine(Frozen, Record):
    __tablename__ = "delivery_slip_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    slip_id: Mapped[int] = mapped_column(ForeignKey("delivery_slip.id"), index=True)
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_line.id"), index=True)
    quantity: Mapped[Decimal] = mapped_column(PRICE)

    slip: Mapped[DeliverySlip] = relationship(back_populates="lines")
    order_line: Mapped[OrderLine] = relationship()

    def was_issued(self) -> bool:
        return self.slip is not None and self.slip.was_issued()
