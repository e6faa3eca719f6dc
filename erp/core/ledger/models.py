"""The links of the chains, and the tail that says how many there are."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from erp.core.db import Record
from erp.core.frozen import Frozen
from erp.core.ledger.kinds import Chain
from erp.core.money import CENTS


class Seal(Frozen, Record):
    """A link: `form` is the sealed record as canonical JSON, `signature` binds it to the last."""

    __tablename__ = "seal"
    __table_args__ = (
        UniqueConstraint("chain", "position"),
        UniqueConstraint("kind", "record_id"),
        Index(None, "chain", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    chain: Mapped[Chain]
    position: Mapped[int]  # 1, 2, 3 … in its chain
    kind: Mapped[str]  # the table's name
    record_id: Mapped[int]
    at: Mapped[datetime]
    amount: Mapped[Decimal] = mapped_column(CENTS)
    total: Mapped[Decimal] = mapped_column(CENTS)  # of the chain, this link included
    form: Mapped[str] = mapped_column(Text)
    signature: Mapped[str]


class Tail(Record):
    """Where a chain ends; written in the same transaction as its last link."""

    __tablename__ = "seal_tail"

    chain: Mapped[Chain] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    total: Mapped[Decimal] = mapped_column(CENTS, default=Decimal(0))
    last_signature: Mapped[str] = mapped_column(default="")
    moved_at: Mapped[datetime | None]
    key: Mapped[str] = mapped_column(default="")  # which key signed: its fingerprint
    signature: Mapped[str] = mapped_column(default="")
