"""Issued papers: the bytes that were sent, kept once and served from here for ever.

A paper that nobody waits for may be kept as what it says; its drawing is added afterwards.
"""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, delete, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core import clock
from erp.core.db import Record, db
from erp.core.frozen import Frozen
from erp.core.numbering import INSERT
from erp.core.prepared import prepared


class StoredPaper(Frozen, Record):
    """A PDF as it left the school; `filename` is what the reader's computer will call it.

    `content` is the file, or all that the paper says: `sha256` names it either way.
    """

    __tablename__ = "stored_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    filename: Mapped[str]
    sha256: Mapped[str]
    stored_at: Mapped[datetime]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    waits: Mapped["PaperToDraw | None"] = relationship()


class PaperToDraw(Record):
    """Said with the paper, taken away with its drawing."""

    __tablename__ = "paper_to_draw"

    paper_id: Mapped[int] = mapped_column(ForeignKey("stored_paper.id"), primary_key=True)


class DrawnPaper(Frozen, Record):
    """The file of a paper that was kept as what it says: whoever asks is given these bytes."""

    __tablename__ = "drawn_paper"

    paper_id: Mapped[int] = mapped_column(ForeignKey("stored_paper.id"), primary_key=True)
    sha256: Mapped[str]
    drawn_at: Mapped[datetime]
    content: Mapped[bytes] = mapped_column(LargeBinary)


DRAWN: Any = DrawnPaper.__table__


def keep(filename: str, content: bytes) -> StoredPaper:
    paper = StoredPaper(
        filename=filename,
        sha256=_hash(content),
        stored_at=clock.now(),
        content=content,
    )
    db.session.add(paper)
    return paper


def keep_to_draw(filename: str, content: bytes) -> StoredPaper:
    paper = keep(filename, content)
    paper.waits = PaperToDraw()
    return paper


def waiting() -> Sequence[int]:
    return db.session.scalars(select(PaperToDraw.paper_id).order_by(PaperToDraw.paper_id)).all()


def keep_drawing(paper_id: int, drawn: bytes, *, now: datetime) -> None:
    """Whoever draws first is right; the same drawing a second time changes nothing."""
    row = INSERT[db.engine.dialect.name](DRAWN).values(
        paper_id=paper_id, sha256=_hash(drawn), drawn_at=now, content=drawn
    )
    db.session.execute(row.on_conflict_do_nothing())
    db.session.execute(delete(PaperToDraw).filter_by(paper_id=paper_id))


@prepared
def drawing_of(paper_id: int) -> Any:
    return select(DrawnPaper.content).filter_by(paper_id=paper_id)


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()
