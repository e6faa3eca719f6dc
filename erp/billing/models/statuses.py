"""What happened to an issued invoice on its way: one row per status, never changed."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.billing.models.invoices import Invoice
from erp.billing.platform.states import Reason, Source, StatusCode
from erp.core.db import Record
from erp.core.frozen import Frozen
from erp.core.money import CENTS, PERCENT
from erp.people.models import User


class InvoiceStatus(Frozen, Record):
    """`at` is when it happened, `noted_at` when we learnt it; `flow_id` names it at the platform.

    `reason` is a code of the norm, kept as it came: a platform may send one we do not know.
    """

    __tablename__ = "invoice_status"

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"), index=True)
    code: Mapped[StatusCode]
    reason: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    noted_at: Mapped[datetime]
    source: Mapped[Source]
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    flow_id: Mapped[str | None] = mapped_column(unique=True)

    invoice: Mapped[Invoice] = relationship()
    noted_by: Mapped[User | None] = relationship()
    amounts: Mapped[list["StatusAmount"]] = relationship(
        back_populates="status", order_by="StatusAmount.id"
    )

    def __str__(self) -> str:
        return self.code.label

    @property
    def reason_label(self) -> str:
        """The reason in words; an unknown code is shown as it is."""
        known = {one.value: one.label for one in Reason}
        return known.get(self.reason, self.reason)


class StatusAmount(Frozen, Record):
    """Of « Encaissée »: what was received at one rate, tax included (BR-FR-CDV-14, MEN)."""

    __tablename__ = "invoice_status_amount"

    id: Mapped[int] = mapped_column(primary_key=True)
    status_id: Mapped[int] = mapped_column(ForeignKey("invoice_status.id"), index=True)
    vat_rate: Mapped[Decimal] = mapped_column(PERCENT)
    amount: Mapped[Decimal] = mapped_column(CENTS)

    status: Mapped[InvoiceStatus] = relationship(back_populates="amounts")
