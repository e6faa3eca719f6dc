"""What customers leave at the school to be worked on: it stays theirs, to the last piece."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.archive import StoredPaper
from erp.core.db import Record, Versioned
from erp.core.files import StoredFile
from erp.core.frozen import Frozen
from erp.core.money import PRICE
from erp.core.search import Searchable
from erp.production.models.work import Operation
from erp.production.states import MaterialMoveKind, MaterialUnit
from erp.sales.models import Order


@dataclass(frozen=True)
class MaterialBalance:
    """What came, what was worked, what went back."""

    received: Decimal = Decimal(0)
    consumed: Decimal = Decimal(0)
    returned: Decimal = Decimal(0)

    @property
    def held(self) -> Decimal:
        return self.received - self.consumed - self.returned


class CustomerMaterial(Searchable, Versioned, Record):
    """One kind of it, that came for an order; what is left may serve the same customer's next."""

    __tablename__ = "customer_material"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("order.id"), index=True)
    label: Mapped[str]
    unit: Mapped[MaterialUnit]
    heat_number: Mapped[str] = mapped_column(default="")
    kept_in: Mapped[str] = mapped_column(default="")  # the shelf, for who looks for it
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))

    order: Mapped[Order] = relationship()
    picture: Mapped[StoredFile | None] = relationship()

    def __str__(self) -> str:
        return self.label

    @property
    def search_text(self) -> str:
        order = self.order
        return f"{self.label} {self.heat_number} {order.number} {order.customer.name}"


class MaterialMove(Frozen, Record):
    """Never changed: a wrong one is undone by its opposite, of the same kind and negative."""

    __tablename__ = "material_move"
    __table_args__ = (Index(None, "material_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    material_id: Mapped[int] = mapped_column(ForeignKey("customer_material.id"))
    kind: Mapped[MaterialMoveKind]
    quantity: Mapped[Decimal] = mapped_column(PRICE)
    moved_on: Mapped[date]
    operation_id: Mapped[int | None] = mapped_column(ForeignKey("operation.id"), index=True)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("material_move.id"), unique=True)
    number: Mapped[str | None] = mapped_column(unique=True)  # of the return slip
    slip_id: Mapped[int | None] = mapped_column(ForeignKey("stored_paper.id"))
    note: Mapped[str] = mapped_column(default="")

    material: Mapped[CustomerMaterial] = relationship()
    operation: Mapped[Operation | None] = relationship()
    slip: Mapped[StoredPaper | None] = relationship()

    def __str__(self) -> str:
        return self.number or self.kind.label
