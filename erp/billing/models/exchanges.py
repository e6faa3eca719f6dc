"""How the school reaches its approved platform, and every flow it handed over."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.billing.models.incoming import SupplierStatus
from erp.billing.models.invoices import Invoice
from erp.billing.models.statuses import InvoiceStatus
from erp.billing.platform.states import Adapter, Answer
from erp.core.db import Record, Versioned
from erp.core.outbox import OutboxMessage, OutboxState
from erp.people.models import User


class PlatformSettings(Versioned, Record):
    """One row. Nothing leaves while `activated_at` is None. The key is not here: see secret.py."""

    __tablename__ = "platform_settings"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    adapter: Mapped[Adapter] = mapped_column(default=Adapter.FOLDER)
    address: Mapped[str] = mapped_column(default="")
    token_address: Mapped[str] = mapped_column(default="")
    client_id: Mapped[str] = mapped_column(default="")
    activated_at: Mapped[datetime | None]
    activated_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    asked_until: Mapped[datetime | None]  # the news before this are known
    asked_at: Mapped[datetime | None]
    ask_error: Mapped[str] = mapped_column(default="")

    activated_by: Mapped[User | None] = relationship()

    def __str__(self) -> str:
        return self.adapter.label

    @property
    def is_active(self) -> bool:
        return self.activated_at is not None


class PlatformExchange(Record):
    """An invoice, a status of it, or our answer to a supplier, on its way.

    `tracking_id` is ours, `receipt` the platform's.
    """

    __tablename__ = "platform_exchange"

    id: Mapped[int] = mapped_column(primary_key=True)
    tracking_id: Mapped[str] = mapped_column(unique=True)
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), index=True)
    status_id: Mapped[int | None] = mapped_column(ForeignKey("invoice_status.id"), index=True)
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("supplier_status.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("outbox_message.id"))
    created_at: Mapped[datetime]
    receipt: Mapped[str] = mapped_column(default="")
    received_at: Mapped[datetime | None]
    answer: Mapped[Answer | None]
    answer_words: Mapped[str] = mapped_column(default="")

    invoice: Mapped[Invoice | None] = relationship()
    status: Mapped[InvoiceStatus | None] = relationship()
    told: Mapped[SupplierStatus | None] = relationship()
    message: Mapped[OutboxMessage | None] = relationship()

    def __str__(self) -> str:
        return self.tracking_id

    @property
    def can_be_sent_again(self) -> bool:
        return self.message is not None and self.message.state is OutboxState.GIVEN_UP

    @property
    def error(self) -> str:
        """The last failure in words, without the name of its class."""
        told = self.message.last_error if self.message else ""
        return told.partition("Failed: ")[2] or told
