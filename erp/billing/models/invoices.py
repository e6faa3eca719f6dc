"""Invoices and credit notes as they are stored."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.billing.states import InvoiceKind, InvoiceState, PaymentMethod
from erp.core.archive import StoredPaper
from erp.core.db import Record, Versioned
from erp.core.frozen import Frozen
from erp.core.money import CENTS, PERCENT, PRICE
from erp.core.search import Searchable
from erp.customers.models import Customer
from erp.delivery.models import DeliverySlipLine
from erp.sales.models import Order
from erp.sales.states import LineNature, VatCase

if TYPE_CHECKING:
    from erp.billing.models.payments import Share


class Invoice(Searchable, Versioned, Frozen, Record):
    """An invoice, a deposit, what replaces an invoice, or a credit note on `credited`.

    Totals are stored when it is issued. With `deductions` it is the final invoice of a deposit.
    """

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
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), unique=True)
    paid_on: Mapped[date | None]  # before it was issued (frames B2, S2, M2)
    paid_by: Mapped[PaymentMethod | None]
    issued_on: Mapped[date | None]
    due_on: Mapped[date | None]
    vat_on_debits: Mapped[bool] = mapped_column(default=False)  # the school's option that day
    net: Mapped[Decimal] = mapped_column(CENTS, default=Decimal(0))
    vat: Mapped[Decimal] = mapped_column(CENTS, default=Decimal(0))
    gross: Mapped[Decimal] = mapped_column(CENTS, default=Decimal(0))
    deducted: Mapped[Decimal] = mapped_column(CENTS, default=Decimal(0))  # deposits, with VAT
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("stored_paper.id"))

    customer: Mapped[Customer] = relationship()
    order: Mapped[Order] = relationship()
    credited: Mapped["Invoice | None"] = relationship(
        remote_side="Invoice.id", back_populates="credit_notes", foreign_keys="Invoice.credited_id"
    )
    credit_notes: Mapped[list["Invoice"]] = relationship(
        back_populates="credited", foreign_keys="Invoice.credited_id", order_by="Invoice.id"
    )
    replaces: Mapped["Invoice | None"] = relationship(
        remote_side="Invoice.id", back_populates="replaced_by", foreign_keys="Invoice.replaces_id"
    )
    replaced_by: Mapped["Invoice | None"] = relationship(
        back_populates="replaces", foreign_keys="Invoice.replaces_id"
    )
    deductions: Mapped[list["Deduction"]] = relationship(
        back_populates="invoice",
        order_by="Deduction.id",
        cascade="all, delete-orphan",
        foreign_keys="Deduction.invoice_id",
    )
    paper: Mapped[StoredPaper | None] = relationship()
    lines: Mapped[list["InvoiceLine"]] = relationship(
        back_populates="invoice",
        order_by="(InvoiceLine.position, InvoiceLine.id)",  # on a note, pieces then their rebate
        cascade="all, delete-orphan",
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

    A rebate gives back an amount of its line and none of its pieces: quantity −1, at that price.
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
    vat_case: Mapped[VatCase] = mapped_column(default=VatCase.TAXED)
    quantity: Mapped[Decimal] = mapped_column(PRICE)
    unit_price: Mapped[Decimal] = mapped_column(PRICE)
    discount_percent: Mapped[Decimal] = mapped_column(PERCENT, default=Decimal(0))
    net: Mapped[Decimal] = mapped_column(CENTS)
    is_rebate: Mapped[bool] = mapped_column(default=False)

    invoice: Mapped[Invoice] = relationship(back_populates="lines")
    slip_line: Mapped[DeliverySlipLine | None] = relationship()

    def was_issued(self) -> bool:
        return self.invoice is not None and self.invoice.was_issued()


class Deduction(Frozen, Record):
    """What a final invoice takes off of one rate of a deposit that was paid (CGI 269-2)."""

    __tablename__ = "deduction"
    __table_args__ = (UniqueConstraint("invoice_id", "deposit_id", "vat_rate"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"))
    deposit_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"), index=True)
    vat_rate: Mapped[Decimal] = mapped_column(PERCENT)
    net: Mapped[Decimal] = mapped_column(CENTS)
    vat: Mapped[Decimal] = mapped_column(CENTS)

    invoice: Mapped[Invoice] = relationship(back_populates="deductions", foreign_keys=[invoice_id])
    deposit: Mapped[Invoice] = relationship(foreign_keys=[deposit_id])

    def was_issued(self) -> bool:
        return self.invoice is not None and self.invoice.was_issued()

    @property
    def gross(self) -> Decimal:
        return self.net + self.vat
