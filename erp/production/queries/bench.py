"""What cards are told at once, be they one or all those a tablet keeps."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from erp.core.db import db
from erp.equipment.models import OperationType
from erp.production.models import FirstPiece, HelpCall, Operation
from erp.production.states import OperationState

MADE = (OperationState.TO_VALIDATE, OperationState.DONE)


@dataclass(frozen=True)
class RouteStep:
    """An operation among those its work order goes through."""

    id: int
    label: str
    verb: str
    pictogram: str
    is_made: bool


def routes_of(work_order_ids: Collection[int]) -> dict[int, list[RouteStep]]:
    """The operations of each work order, in their order."""
    chosen = (
        select(
            Operation.work_order_id,
            Operation.id,
            Operation.label,
            OperationType.verb,
            OperationType.pictogram,
            Operation.state,
        )
        .join(OperationType, OperationType.id == Operation.operation_type_id)
        .where(Operation.work_order_id.in_(work_order_ids))
        .order_by(Operation.work_order_id, Operation.position)
    )
    found: dict[int, list[RouteStep]] = {one: [] for one in work_order_ids}
    for work_order_id, number, label, verb, pictogram, state in db.session.execute(chosen):
        found[work_order_id].append(RouteStep(number, label, verb, pictogram, state in MADE))
    return found


def good_first_pieces(operation_ids: Collection[int]) -> set[int]:
    """The operations whose first piece is good, by the last word on it."""
    last = (
        select(func.max(FirstPiece.id))
        .where(FirstPiece.operation_id.in_(operation_ids))
        .group_by(FirstPiece.operation_id)
    )
    chosen = select(FirstPiece.operation_id).where(FirstPiece.id.in_(last), FirstPiece.is_good)
    return set(db.session.scalars(chosen))


def students_calling(operation_ids: Collection[int]) -> dict[int, set[int]]:
    """Who waits for help, by operation."""
    chosen = select(HelpCall.operation_id, HelpCall.student_id).filter_by(closed_at=None)
    found: dict[int, set[int]] = {}
    rows = db.session.execute(chosen.where(HelpCall.operation_id.in_(operation_ids)))
    for operation_id, student_id in rows:
        found.setdefault(operation_id, set()).add(student_id)
    return found
