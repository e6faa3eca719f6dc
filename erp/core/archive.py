"""Issued papers: the bytes that were sent, kept once and served from here for ever."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from erp.core import clock
from erp.core.db import Record, db
from erp.core.frozen import Frozen


class StoredPaper(Frozen, Record):
    """A PDF as it left the school; `filename` is what the reader's computer will call it."""

    __tablename__ = "stored_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    filename: Mapped[str]
    sha256: Mapped[str]
    stored_at: Mapped[datetime]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


def keep(filename: str, content: bytes) -> StoredPaper:
    paper = StoredPaper(
        filename=filename,
        sha256=sha256(content).hexdigest(),
        stored_at=clock.now(),
        content=content,
    )
    db.session.add(paper)
    return paper
