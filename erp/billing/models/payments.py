"""Money received, as it is stored."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.billing.models.invoices import Invoice
from erp.billing.states import PaymentMethod
from erp.core.db import Record
from erp.core.frozen import Frozen
from erp.core.money import CENTS
from erp.people.models import User


class Payment(Frozen, Record):
    """Money received; a mistake is corrected by a payment of the opposite amount."""

    __tablename__ = "payment"

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"), index=True)
    amount: Mapped[Decimal] = mapped_column(CENTS)
    method: Mapped[PaymentMethod]
    received_on: Mapped[date]
    reference: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    invoice: Mapped[Invoice] = relationship(back_populates="payments")
    recorded_by: Mapped[User] = relationship()
