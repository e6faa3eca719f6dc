"""What becomes of a task that students leave: nobody calls from it, and it rests if it is empty."""

from collections.abc import Collection
from datetime import datetime

from erp.core.journal import Actor
from erp.production import queries
from erp.production.models import HelpCall
from erp.production.states import OPERATION


def leave(
    operation_ids: Collection[int],
    student_ids: Collection[int],
    *,
    actor: Actor,
    at: datetime,
    event_id: int | None = None,
) -> None:
    """These students have gone on to something else."""
    for call in queries.calls_from(operation_ids, student_ids):
        end_call(call, at=at, event_id=event_id)
    rest(operation_ids, actor=actor)


def rest(operation_ids: Collection[int], *, actor: Actor | None, note: str = "") -> None:
    """Of these, those that their last student has left."""
    for operation in queries.left_by_all(operation_ids):
        OPERATION.make("pause", operation, actor=actor, note=note)


def end_call(call: HelpCall, *, at: datetime, event_id: int | None = None) -> None:
    """When it was seen stays as it is: of a call that nobody saw there is no response time."""
    call.closed_at, call.end_event_id = max(at, call.called_at), event_id
