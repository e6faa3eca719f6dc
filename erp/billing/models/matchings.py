"""Matching codes (lettrage): which papers and payments of a customer balance each other."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record
from erp.core.frozen import Frozen


class Matching(Frozen, Record):
    """A set that balances, under a code of its customer: A, B … AA. No code is given twice."""

    __tablename__ = "matching"
    __table_args__ = (UniqueConstraint("customer_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    code: Mapped[str]
    matched_on: Mapped[date]
    recorded_at: Mapped[datetime]

    items: Mapped[list["MatchedItem"]] = relationship(
        back_populates="matching", order_by="MatchedItem.id"
    )
    undone: Mapped["MatchingUndone | None"] = relationship(back_populates="matching")


class MatchedItem(Frozen, Record):
    """One paper or one payment of a set."""

    __tablename__ = "matched_item"
    __table_args__ = (
        CheckConstraint("(invoice_id IS NULL) <> (payment_id IS NULL)", name="one_item"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    matching_id: Mapped[int] = mapped_column(ForeignKey("matching.id"), index=True)
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), index=True)
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id"), index=True)

    matching: Mapped[Matching] = relationship(back_populates="items")


class MatchingUndone(Frozen, Record):
    """A set that no longer balances, for something in it was corrected."""

    __tablename__ = "matching_undone"

    matching_id: Mapped[int] = mapped_column(ForeignKey("matching.id"), primary_key=True)
    recorded_at: Mapped[datetime]

    matching: Mapped[Matching] = relationship(back_populates="undone")
