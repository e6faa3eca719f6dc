"""Search that ignores accents and case, the same on every database: words are folded in Python."""

import unicodedata
from abc import abstractmethod
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, event, or_
from sqlalchemy.orm import Mapped, Session, mapped_column

LONGEST_ID = 10  # digits


def fold(text: str) -> str:
    """ "Bride épaisse Ø30" -> "bride epaisse ø30". A NUL, which PostgreSQL keeps out, finds nothing."""
    plain = text.replace("œ", "oe").replace("Œ", "oe").replace("\0", "\ufffd")
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


class Searchable:
    """A record with a `folded` column, written at every flush from its `search_text`.

    `is_named_by_id`: people say « demande 28 », and its number is not known when it is written.
    """

    is_named_by_id: ClassVar[bool] = False
    folded: Mapped[str] = mapped_column(default="")

    @property
    @abstractmethod
    def search_text(self) -> str:
        """Every word it is found by, in any order."""


def matches(model: Any, words: str) -> list[ColumnElement[bool]]:
    """One condition per word typed: all must be there, in any order."""
    return [_has(model, word) for word in fold(words).split()]


def _has(model: Any, word: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = model.folded.contains(word, autoescape=True)
    is_number = word.isascii() and word.isdigit() and len(word) < LONGEST_ID
    return or_(found, model.id == int(word)) if model.is_named_by_id and is_number else found


@event.listens_for(Session, "before_flush")
def _fold(session: Session, _context: object, _instances: object) -> None:
    for record in session.new | session.dirty:
        if isinstance(record, Searchable):
            folded = fold(record.search_text)
            if record.folded != folded:
                record.folded = folded
