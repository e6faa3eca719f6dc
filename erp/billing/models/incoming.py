"""Invoices of suppliers: the file as it came, what it says, and what we answered."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.billing.incoming.states import Format, SupplierInvoiceState
from erp.billing.platform.states import Reason, StatusCode
from erp.core.archive import StoredPaper
from erp.core.db import Record, Versioned
from erp.core.frozen import Frozen
from erp.core.money import CENTS
from erp.core.search import Searchable, fold
from erp.people.models import User

COUNTS = text("NOT (format = 'typed' AND state = 'refused')")


class SupplierInvoice(Searchable, Versioned, Frozen, Record):
    """`supplier_key` is the SIREN, else the VAT number, else the folded name: one number each, but
    what was mistyped and refused may be typed again.

    `facts` is all that was read, `findings` what did not hold the day it came.
    """

    __tablename__ = "supplier_invoice"
    __table_args__ = (
        Index(
            "uq_supplier_invoice_one_of_a_number", "supplier_key", "number", unique=True,
            sqlite_where=COUNTS, postgresql_where=COUNTS,
        ),
        Index(None, "state", "id"),
        Index(None, "issued_on", "id"),
    )  # fmt: skip
    thaws = frozenset({"state", "version", "folded"})

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[SupplierInvoiceState] = mapped_column(
        default=SupplierInvoiceState.RECEIVED, active_history=True
    )
    format: Mapped[Format]
    supplier: Mapped[str]
    supplier_siren: Mapped[str] = mapped_column(default="")
    supplier_country: Mapped[str] = mapped_column(default="")  # "" when nothing tells
    supplier_key: Mapped[str]
    number: Mapped[str]
    type_code: Mapped[str]
    issued_on: Mapped[date]
    due_on: Mapped[date | None]
    net: Mapped[Decimal] = mapped_column(CENTS)
    vat: Mapped[Decimal] = mapped_column(CENTS)
    gross: Mapped[Decimal] = mapped_column(CENTS)
    to_pay: Mapped[Decimal] = mapped_column(CENTS)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    findings: Mapped[list[str]] = mapped_column(JSON)
    paper_id: Mapped[int] = mapped_column(ForeignKey("stored_paper.id"))
    filed_at: Mapped[datetime]
    filed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    paper: Mapped[StoredPaper] = relationship()
    filed_by: Mapped[User | None] = relationship()
    statuses: Mapped[list["SupplierStatus"]] = relationship(
        back_populates="invoice", order_by="SupplierStatus.id"
    )

    def __str__(self) -> str:
        return f"{self.supplier} n° {self.number}"

    @property
    def search_text(self) -> str:
        return f"{self.supplier} {self.supplier_siren} {self.number} {self.facts['order_number']}"

    @staticmethod
    def key_of(siren: str, vat_number: str, name: str) -> str:
        return siren or vat_number or fold(name)


class SupplierStatus(Frozen, Record):
    """What we told the supplier, through the platform when it is on."""

    __tablename__ = "supplier_status"

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int] = mapped_column(ForeignKey("supplier_invoice.id"), index=True)
    code: Mapped[StatusCode]
    reason: Mapped[Reason | None]
    words: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    invoice: Mapped[SupplierInvoice] = relationship(back_populates="statuses")
    noted_by: Mapped[User | None] = relationship()
