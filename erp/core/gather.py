"""Collections read by questions that are written once: the ORM writes its own anew at each reading."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm.attributes import set_committed_value

from erp.core.db import Record


def hang(record: Record, name: str, children: Iterable[Record]) -> None:
    """As its relationship `name` would have read them; what is there already stays."""
    if name in inspect(record).unloaded:
        set_committed_value(record, name, list(children))


def hang_each(records: Sequence[Record], name: str, children: Iterable[Record], *, by: str) -> None:
    """`by`: the column of a child that names its record."""
    groups: dict[Any, list[Record]] = defaultdict(list)
    for child in children:
        groups[getattr(child, by)].append(child)
    for record in records:
        hang(record, name, groups[record.id])  # type: ignore[attr-defined]  # all have one
