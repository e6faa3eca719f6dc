"""Statements of everybody, drawn in the background."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.archive import StoredPaper
from erp.core.db import Record
from erp.people.models import User


class StatementBatch(Record):
    """`drawn` of `total` are ready; with the last one they are kept in one archive."""

    __tablename__ = "statement_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    begins: Mapped[date]
    ends: Mapped[date]
    total: Mapped[int]
    drawn: Mapped[int] = mapped_column(default=0)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime]
    stored_paper_id: Mapped[int | None] = mapped_column(ForeignKey("stored_paper.id"))

    asked_by: Mapped[User] = relationship()
    paper: Mapped[StoredPaper | None] = relationship()
