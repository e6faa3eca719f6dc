"""Delivery slips, and the deliveries that buyers ask for, as they are stored."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.archive import StoredPaper
from erp.core.db import Record, Versioned
from erp.core.frozen import Frozen
from erp.core.money import PRICE
from erp.core.search import Searchable
from erp.delivery.states import CallOffState, SlipState
from erp.sales.models import Order, OrderLine


class CallOff(Versioned, Record):
    """Appel de livraison. `week` is a Monday; what becomes of it is told by its slip."""

    __tablename__ = "call_off"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("order.id"), index=True)
    state: Mapped[CallOffState] = mapped_column(default=CallOffState.ASKED)
    week: Mapped[date]
    address: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    author: Mapped[str]
    asked_at: Mapped[datetime]

    order: Mapped[Order] = relationship()
    lines: Mapped[list["CallOffLine"]] = relationship(
        back_populates="call_off", order_by="CallOffLine.id", cascade="all, delete-orphan"
    )
    slips: Mapped[list["DeliverySlip"]] = relationship(
        back_populates="call_off", order_by="DeliverySlip.id"
    )

    def __str__(self) -> str:
        return f"livraison demandée {self.id}"

    @property
    def slip(self) -> "DeliverySlip | None":
        """The one that answers it, if any was prepared."""
        living = [one for one in self.slips if one.state is not SlipState.CANCELLED]
        return living[-1] if living else None


class CallOffLine(Record):
    __tablename__ = "call_off_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_off_id: Mapped[int] = mapped_column(ForeignKey("call_off.id"), index=True)
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_line.id"), index=True)
    quantity: Mapped[Decimal] = mapped_column(PRICE)

    call_off: Mapped[CallOff] = relationship(back_populates="lines")
    order_line: Mapped[OrderLine] = relationship()


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
    call_off_id: Mapped[int | None] = mapped_column(ForeignKey("call_off.id"), index=True)
    delivered_on: Mapped[date | None]
    signer_name: Mapped[str] = mapped_column(default="")
    signature: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    reserves: Mapped[str] = mapped_column(default="")
    signed_at: Mapped[datetime | None]
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("stored_paper.id"))

    order: Mapped[Order] = relationship()
    call_off: Mapped[CallOff | None] = relationship(back_populates="slips")
    paper: Mapped[StoredPaper | None] = relationship()
    lines: Mapped[list["DeliverySlipLine"]] = relationship(
        back_populates="slip", order_by="DeliverySlipLine.id", cascade="all, delete-orphan"
    )

    def __str__(self) -> str:
        return self.number or f"bon {self.id} (brouillon)"

    @property
    def address(self) -> str:
        """Where it goes: what was called off may go elsewhere than the order."""
        return self.call_off.address if self.call_off else self.order.delivery_address

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
