"""Orders: what was accepted, as it will be made, delivered and invoiced."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.archive import StoredPaper
from erp.core.db import Record, Versioned
from erp.core.money import PERCENT, PRICE, round_cents
from erp.core.search import Searchable
from erp.customers.models import Contact, Customer
from erp.sales.models.quotes import Quote, QuoteLine
from erp.sales.states import LineNature, OrderState, PromiseReason, Satisfaction, VatCase


class Order(Searchable, Versioned, Record):
    """`first_promised_week` never moves: it is struck out when the promise changes."""

    __tablename__ = "order"
    __table_args__ = (Index(None, "state", "id"), Index(None, "customer_id", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    state: Mapped[OrderState] = mapped_column(default=OrderState.OPEN)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id"), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    subject: Mapped[str]
    po_number: Mapped[str] = mapped_column(default="")
    delivery_address: Mapped[str] = mapped_column(default="")
    accepted_at: Mapped[datetime]
    first_promised_week: Mapped[date | None]
    promised_week: Mapped[date | None]
    promise_reason: Mapped[PromiseReason | None]
    promise_note: Mapped[str] = mapped_column(default="")  # why the week moved, for the customer
    is_muted: Mapped[bool] = mapped_column(default=False)  # the buyer wants no letters about it
    satisfaction: Mapped[Satisfaction | None]
    satisfaction_note: Mapped[str] = mapped_column(default="")
    confirmation_id: Mapped[int | None] = mapped_column(ForeignKey("stored_paper.id"))

    quote: Mapped[Quote] = relationship()
    customer: Mapped[Customer] = relationship()
    contact: Mapped[Contact | None] = relationship()
    confirmation: Mapped[StoredPaper | None] = relationship()
    lines: Mapped[list["OrderLine"]] = relationship(
        back_populates="order", order_by="OrderLine.position"
    )

    def __str__(self) -> str:
        return self.number

    @property
    def search_text(self) -> str:
        return f"{self.number} {self.subject} {self.customer.name} {self.po_number}"

    @property
    def net(self) -> Decimal:
        return sum((line.net for line in self.lines), Decimal("0.00"))

    @property
    def reader(self) -> Contact | None:
        """Who gets the letters about it; nobody once they are muted."""
        return None if self.is_muted else self.contact


def net_of_line(price: Decimal, quantity: Decimal, discount_percent: Decimal) -> Decimal:
    return round_cents(price * quantity * (1 - discount_percent / 100))


class OrderLine(Record):
    """Copied from the accepted quote line: the price that was agreed."""

    __tablename__ = "order_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("order.id"), index=True)
    quote_line_id: Mapped[int] = mapped_column(ForeignKey("quote_line.id"))
    position: Mapped[int]
    label: Mapped[str]
    details: Mapped[str] = mapped_column(default="")
    nature: Mapped[LineNature]
    vat_rate: Mapped[Decimal] = mapped_column(PERCENT)
    vat_case: Mapped[VatCase] = mapped_column(default=VatCase.TAXED)
    quantity: Mapped[Decimal] = mapped_column(PRICE)
    unit_price: Mapped[Decimal] = mapped_column(PRICE)
    discount_percent: Mapped[Decimal] = mapped_column(PERCENT)

    order: Mapped[Order] = relationship(back_populates="lines")
    quote_line: Mapped[QuoteLine] = relationship()

    def __str__(self) -> str:
        return self.label

    @property
    def net(self) -> Decimal:
        return net_of_line(self.unit_price, self.quantity, self.discount_percent)
