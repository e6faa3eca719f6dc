"""A drawing that changes while its pieces are ordered: nothing is made before both sides agree."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record, Versioned
from erp.core.files import StoredFile
from erp.sales.models.orders import Order, OrderLine
from erp.sales.states import RevisionState


class DrawingRevision(Versioned, Record):
    """`is_taken`: what the school answered, whether the new one counts; None until it does."""

    __tablename__ = "drawing_revision"
    __table_args__ = (Index(None, "order_line_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_line.id"))
    stored_file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    number: Mapped[str] = mapped_column(default="")  # the buyer's own, of the drawing
    revision: Mapped[str]
    note: Mapped[str] = mapped_column(default="")  # what changes, in the words of who sent it
    state: Mapped[RevisionState] = mapped_column(default=RevisionState.ASKED)
    author: Mapped[str]
    sent_at: Mapped[datetime]
    is_taken: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(default="")
    contested_at: Mapped[datetime | None]  # the last time that the buyer did not agree
    settled_at: Mapped[datetime | None]

    line: Mapped[OrderLine] = relationship()
    stored_file: Mapped[StoredFile] = relationship(lazy="joined")

    def __str__(self) -> str:
        return f"{self.number} ind. {self.revision}".strip()

    @property
    def order(self) -> Order:
        return self.line.order
