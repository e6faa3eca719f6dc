"""Long lists, a page at a time: newest first, the last as fast as the first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select

from erp.core.db import db

T = TypeVar("T")
LIMIT = 50


@dataclass(frozen=True)
class Page(Generic[T]):
    """`next_cursor` is what the next page comes after; None on the last one."""

    rows: Sequence[T]
    next_cursor: int | None
    is_first: bool


def paginate(
    chosen: Select[Any], key: ColumnElement[int] | Any, after: int | None, limit: int = LIMIT
) -> Page[Any]:
    """The rows of `chosen` below `after`, ordered by `key` descending; one more is read to know."""
    if after is not None:
        chosen = chosen.where(key < after)
    rows = db.session.scalars(chosen.order_by(key.desc()).limit(limit + 1)).unique().all()
    page = rows[:limit]
    more = page[-1].id if len(rows) > limit else None
    return Page(page, more, after is None)
