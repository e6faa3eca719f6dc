"""Invoices and credit notes as they are stored."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.billing.states import InvoiceKind, InvoiceState
from erp.core.archive import StoredPaper
from erp.core.db import Record, Versioned
from erp.core.frozen import Frozen
from erp.core.money import CENTS, PERCENT, PRICE
from erp.core.search import Searchable
from erp.customers.models import Customer
from erp.delivery.models import DeliverySlipLine
from erp.sales.models import Order
from erp.sales.states import LineNature

if TYPE_CHECKING:
    from erp.billing.models.payments import Share


class Invoice(Searchable, Versioned, Frozen, Record):
    """An invoice, or a credit note on `credited`; totals are stored when it is issued."""

    __tablename__ = "invoice"
    __table_args__ = (Index(None, "customer_id", "id"), Index(None, "state", "due_on"))
    drafts = frozenset({InvoiceState.DRAFT})
    thaws = frozenset({"version", "folded"})

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[InvoiceKind] = mapped_column(default=InvoiceKind.INVOICE)
    number: Mapped[str | None] = mapped_column(unique=True)
    state: Mapped[InvoiceState] = mapped_column(default=InvoiceState.DRAFT, active_history=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    order_id: Mapped[int] = mapped_column(ForeignKey("order.id"), index=True)
    credited_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), index=True)
    reason: Mapped[str] = mapped_column(default="")  # of a credit note
    vat_ground: Mapped[str] = mapped_column(default="")  # why lines bear no VAT, if any do not
    issued_on: Mapped[date | None]
    due_on: Mapped[date | None]
    net: Mapped[Decimal] = mapped_column(CENTS, default=Decimal(0))
    vat: Mapped[Decimal] = mapped_column(CENTS, default=Decimal(0))
    gross: Mapped[Decimal] = mapped_column(CENTS, default=Decimal(0))
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("stored_paper.id"))

    customer: Mapped[Customer] = relationship()
    order: Mapped[Order] = relationship()
    credited: Mapped["Invoice | None"] = relationship(
        remote_side="Invoice.id", back_populates="credit_notes"
    )
    credit_notes: Mapped[list["Invoice"]] = relationship(back_populates="credited")
    paper: Mapped[StoredPaper | None] = relationship()
    lines: Mapped[list["InvoiceLine"]] = relationship(
        back_populates="invoice", order_by="InvoiceLine.position", cascade="all, delete-orphan"
    )
    shares: Mapped[list["Share"]] = relationship(  # what pays it
        foreign_keys="Share.invoice_id", order_by="Share.id", back_populates="invoice"
    )
    used: Mapped[list["Share"]] = relationship(  # what a credit note pays
        foreign_keys="Share.note_id", order_by="Share.id", back_populates="note"
    )

    def __str__(self) -> str:
        return self.number or f"{self.kind.label.lower()} {self.id} (brouillon)"

    @property
    def search_text(self) -> str:
        return f"{self.number or ''} {self.customer.name} {self.order.number}"


class InvoiceLine(Frozen, Record):
    """A delivered quantity at the agreed price; on a credit note, what is given back (below 0).

    `net` is stored: credit notes in several parts give back the invoice's cents, not one more.
    """

    __tablename__ = "invoice_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"), index=True)
    slip_line_id: Mapped[int | None] = mapped_column(
        ForeignKey("delivery_slip_line.id"), index=True
    )
    credited_line_id: Mapped[int | None] = mapped_column(ForeignKey("invoice_line.id"))
    position: Mapped[int]
    label: Mapped[str]
    details: Mapped[str] = mapped_column(default="")
    nature: Mapped[LineNature]
    vat_rate: Mapped[Decimal] = mapped_column(PERCENT)
    quantity: Mapped[Decimal] = mapped_column(PRICE)
    unit_price: Mapped[Decimal] = mapped_column(PRICE)
    discount_percent: Mapped[Decimal] = mapped_column(PERCENT, default=Decimal(0))
    net: Mapped[Decimal] = mapped_column(CENTS)

    invoice: Mapped[Invoice] = relationship(back_populates="lines")
    slip_line: Mapped[DeliverySlipLine | None] = relationship()

    def was_issued(self) -> bool:
        return self.invoice is not None and self.invoice.was_issued()
