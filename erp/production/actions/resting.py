"""An operation that nobody is on any more rests."""

from collections.abc import Collection

from erp.core.journal import Actor
from erp.production import queries
from erp.production.states import OPERATION


def rest(operation_ids: Collection[int], *, actor: Actor | None, note: str = "") -> None:
    """Of these, those that their last student has left."""
    for operation in queries.left_by_all(operation_ids):
        OPERATION.make("pause", operation, actor=actor, note=note)
