"""What the buyer and the school say to each other about an order, with what they show."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record, Versioned
from erp.core.files import StoredFile
from erp.core.money import PRICE
from erp.sales.models.orders import Order
from erp.sales.states import ClaimKind, ClaimState


class Message(Record):
    """Rows are added, never changed. `author` stays when the person is forgotten."""

    __tablename__ = "message"
    __table_args__ = (Index(None, "order_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("order.id"))
    from_school: Mapped[bool]
    author: Mapped[str]
    text: Mapped[str]
    said_at: Mapped[datetime]

    order: Mapped[Order] = relationship()
    files: Mapped[list["Attachment"]] = relationship(order_by="Attachment.id")


class Claim(Versioned, Record):
    """A change, a cancellation or a fault that the school answers. `quantity` pieces of a fault."""

    __tablename__ = "claim"
    __table_args__ = (Index(None, "state", "id"), Index(None, "order_id", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("order.id"))
    kind: Mapped[ClaimKind]
    state: Mapped[ClaimState] = mapped_column(default=ClaimState.OPEN)
    text: Mapped[str]
    quantity: Mapped[Decimal | None] = mapped_column(PRICE)
    author: Mapped[str]
    raised_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    wants_return: Mapped[bool] = mapped_column(default=False)  # the school asks for the pieces
    returned: Mapped[Decimal | None] = mapped_column(PRICE)
    returned_on: Mapped[date | None]

    order: Mapped[Order] = relationship()
    files: Mapped[list["Attachment"]] = relationship(order_by="Attachment.id")

    def __str__(self) -> str:
        return f"demande {self.id}"


class Certificate(Record):
    """A paper about the matter of an order's parts, for its buyer: « 3.1, coulée 45871 »."""

    __tablename__ = "certificate"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("order.id"), index=True)
    label: Mapped[str]
    stored_file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)

    order: Mapped[Order] = relationship()
    stored_file: Mapped[StoredFile] = relationship(lazy="joined")

    def __str__(self) -> str:
        return self.label


class Attachment(Record):
    """A file of a message or of a claim; its order says who may read it."""

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("order.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"), index=True)
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("claim.id"), index=True)
    stored_file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)

    order: Mapped[Order] = relationship()
    stored_file: Mapped[StoredFile] = relationship(lazy="joined")
