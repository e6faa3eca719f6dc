"""What work waits for: bought material, a subcontractor's return, the customer's own material."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record, Versioned
from erp.production.models.work import Operation, WorkOrder
from erp.production.states import Awaited, SupplyState


class Supply(Versioned, Record):
    """`operation` waits for it, and all that follows; None: the whole work order does."""

    __tablename__ = "supply"
    __table_args__ = (Index(None, "received_on", "expected_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    work_order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    operation_id: Mapped[int | None] = mapped_column(ForeignKey("operation.id"), index=True)
    awaited: Mapped[Awaited]
    label: Mapped[str]
    supplier: Mapped[str] = mapped_column(default="")
    ordered_on: Mapped[date | None]
    expected_on: Mapped[date | None]
    received_on: Mapped[date | None]

    work_order: Mapped[WorkOrder] = relationship()
    operation: Mapped[Operation | None] = relationship()

    def __str__(self) -> str:
        return self.label

    def state_on(self, today: date) -> SupplyState:
        if self.received_on is not None:
            return SupplyState.RECEIVED
        if self.expected_on is None:
            return SupplyState.UNKNOWN
        return SupplyState.LATE if self.expected_on < today else SupplyState.EXPECTED
