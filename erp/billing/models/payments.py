"""Money received and given back, and which invoices it pays, as they are stored."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.billing.models.invoices import Invoice
from erp.billing.states import PaymentMethod
from erp.core.db import Record
from erp.core.frozen import Frozen
from erp.core.money import CENTS
from erp.core.search import Searchable
from erp.customers.models import Customer
from erp.people.models import User


class Payment(Searchable, Frozen, Record):
    """Money received from a customer, or given back (below 0); `corrects`: the opposite of one."""

    __tablename__ = "payment"
    is_named_by_id = True
    __table_args__ = (Index(None, "customer_id", "id"), Index(None, "received_on", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    amount: Mapped[Decimal] = mapped_column(CENTS)
    method: Mapped[PaymentMethod]
    received_on: Mapped[date]
    reference: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id"), unique=True)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    customer: Mapped[Customer] = relationship()
    recorded_by: Mapped[User] = relationship()
    corrects: Mapped["Payment | None"] = relationship(
        remote_side="Payment.id", back_populates="corrected_by"
    )
    corrected_by: Mapped["Payment | None"] = relationship(back_populates="corrects")
    shares: Mapped[list["Share"]] = relationship(
        foreign_keys="Share.payment_id", order_by="Share.id", back_populates="payment"
    )
    covered_by: Mapped[list["Share"]] = relationship(
        foreign_keys="Share.refund_id", order_by="Share.id", back_populates="refund"
    )

    def __str__(self) -> str:
        return f"Règlement n° {self.id}"

    @property
    def search_text(self) -> str:
        amount = f"{abs(self.amount):.2f}".replace(".", ",")
        return f"règlement n° {self.customer.name} {self.reference} {self.note} {amount}"


class Share(Frozen, Record):
    """So much of a payment or credit note (one of the two) goes to an invoice or refund (one).

    A share is undone by a row of the opposite amount between the same two.
    """

    __tablename__ = "share"
    __table_args__ = (
        Index(None, "customer_id", "id"),
        CheckConstraint("(payment_id IS NULL) <> (note_id IS NULL)", name="one_source"),
        CheckConstraint("(invoice_id IS NULL) <> (refund_id IS NULL)", name="one_target"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id"), index=True)
    note_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), index=True)
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), index=True)
    refund_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id"), index=True)
    amount: Mapped[Decimal] = mapped_column(CENTS)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    payment: Mapped[Payment | None] = relationship(foreign_keys=payment_id, back_populates="shares")
    note: Mapped[Invoice | None] = relationship(foreign_keys=note_id, back_populates="used")
    invoice: Mapped[Invoice | None] = relationship(foreign_keys=invoice_id, back_populates="shares")
    refund: Mapped[Payment | None] = relationship(
        foreign_keys=refund_id, back_populates="covered_by"
    )
    recorded_by: Mapped[User | None] = relationship()
