"""Questions about steps, first pieces, autonomy, and what went wrong."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from erp.core.db import db
from erp.core.prepared import prepared
from erp.equipment.models import OperationType
from erp.production.models import (
    Assignment,
    Autonomy,
    Breakdown,
    FirstPiece,
    Incident,
    NonConformity,
    Operation,
    OperationInHand,
    Step,
    TabletEvent,
    TabletPhoto,
)
from erp.production.queries.bench import good_first_pieces
from erp.production.queries.undone import is_taken_back
from erp.production.states import OperationState

BEGUN = (OperationState.RUNNING, OperationState.PAUSED)
SHOWN_AFTER = timedelta(minutes=15)
USUAL_LEVEL = 3  # where nobody has said anything yet


def steps_of(operation_id: int) -> Sequence[Step]:
    load = (selectinload(Step.results), joinedload(Step.photo))
    chosen = select(Step).filter_by(operation_id=operation_id)
    return db.session.scalars(chosen.order_by(Step.position, Step.id).options(*load)).all()


def steps_by_operation(operation_ids: Collection[int]) -> dict[int, list[Step]]:
    """In order, with what was answered."""
    chosen = select(Step).where(Step.operation_id.in_(operation_ids))
    ordered = chosen.order_by(Step.position, Step.id).options(selectinload(Step.results))
    found: dict[int, list[Step]] = {}
    for one in db.session.scalars(ordered):
        found.setdefault(one.operation_id, []).append(one)
    return found


def unused_photos_of(operation_id: int) -> Sequence[TabletPhoto]:
    """Pictures of this operation that no step shows yet and nobody took back, as they were taken."""
    used = select(Step.photo_id).where(Step.photo_id.is_not(None))
    chosen = (
        select(TabletPhoto)
        .join(TabletEvent, TabletEvent.uuid == TabletPhoto.event_uuid)
        .where(TabletEvent.operation_id == operation_id, TabletPhoto.id.not_in(used))
        .where(~is_taken_back())
        .options(joinedload(TabletPhoto.stored_file))
    )
    return db.session.scalars(chosen.order_by(TabletEvent.happened_at, TabletPhoto.id)).all()


def tablet_photo(tablet_photo_id: int) -> TabletPhoto | None:
    load = joinedload(TabletPhoto.stored_file)
    return db.session.get(TabletPhoto, tablet_photo_id, options=[load])


def with_steps_like(operation: Operation) -> Operation | None:
    """The last other operation of this kind whose steps are written."""
    chosen = (
        select(Operation)
        .where(
            Operation.operation_type_id == operation.operation_type_id,
            Operation.id != operation.id,
            Operation.id.in_(select(Step.operation_id)),
        )
        .options(joinedload(Operation.work_order))
    )
    return db.session.scalar(chosen.order_by(Operation.id.desc()).limit(1))


def step(step_id: int) -> Step | None:
    return db.session.get(Step, step_id, options=[joinedload(Step.operation)])


def first_piece(operation_id: int) -> FirstPiece | None:
    """The last word on it."""
    chosen = select(FirstPiece).filter_by(operation_id=operation_id)
    load = joinedload(FirstPiece.checked_by)
    return db.session.scalar(chosen.order_by(FirstPiece.id.desc()).limit(1).options(load))


def level_of(student_id: int, operation_type_id: int) -> int:
    said = _level.columns(student_id, operation_type_id)
    return said[0].level if said else USUAL_LEVEL


@prepared
def _level(student_id: int, operation_type_id: int) -> Select[int]:
    chosen = select(Autonomy.level)
    return chosen.filter_by(student_id=student_id, operation_type_id=operation_type_id)


def levels_of(student_ids: Collection[int]) -> dict[tuple[int, int], int]:
    """By student and operation type, those that somebody has set."""
    return {(student, kind): level for student, kind, level in _levels.columns(list(student_ids))}


@prepared
def _levels(student_ids: list[int]) -> Select[int, int, int]:
    told = select(Autonomy.student_id, Autonomy.operation_type_id, Autonomy.level)
    return told.where(Autonomy.student_id.in_(student_ids))


def autonomy(student_id: int, operation_type_id: int) -> Autonomy | None:
    chosen = select(Autonomy).filter_by(student_id=student_id, operation_type_id=operation_type_id)
    return db.session.scalar(chosen)


def machine_id_of(operation_id: int) -> int | None:
    """The machine of the last team of an operation."""
    chosen = select(Assignment.machine_id).filter_by(operation_id=operation_id)
    return db.session.scalar(chosen.order_by(Assignment.id.desc()).limit(1))


def operation_before(operation: Operation | OperationInHand) -> Operation | None:
    chosen = select(Operation).filter_by(work_order_id=operation.work_order_id)
    earlier = chosen.where(Operation.position < operation.position)
    return db.session.scalar(earlier.order_by(Operation.position.desc()).limit(1))


def operation_after(operation: Operation) -> Operation | None:
    chosen = select(Operation).filter_by(work_order_id=operation.work_order_id)
    later = chosen.where(Operation.position > operation.position)
    return db.session.scalar(later.order_by(Operation.position).limit(1))


def open_breakdown(machine_id: int) -> Breakdown | None:
    return db.session.scalar(select(Breakdown).filter_by(machine_id=machine_id, closed_at=None))


def open_breakdowns() -> Sequence[Breakdown]:
    load = (joinedload(Breakdown.machine), joinedload(Breakdown.student))
    chosen = select(Breakdown).filter_by(closed_at=None).order_by(Breakdown.id)
    return db.session.scalars(chosen.options(*load)).all()


def open_incidents() -> Sequence[Incident]:
    load = (joinedload(Incident.student), joinedload(Incident.operation))
    chosen = select(Incident).filter_by(closed_at=None).order_by(Incident.id)
    return db.session.scalars(chosen.options(*load)).all()


def open_non_conformities() -> Sequence[NonConformity]:
    load = (
        joinedload(NonConformity.student),
        joinedload(NonConformity.claim),
        joinedload(NonConformity.operation).joinedload(Operation.work_order),
    )
    chosen = select(NonConformity).filter_by(closed_at=None).order_by(NonConformity.id)
    return db.session.scalars(chosen.options(*load)).all()


def photos_of_faults(told: Collection[NonConformity]) -> dict[int, list[TabletPhoto]]:
    """By non-conformity, the pictures its student took of that operation just after saying it."""
    chosen = (
        select(
            TabletEvent.operation_id, TabletEvent.student_id, TabletEvent.happened_at, TabletPhoto
        )
        .join(TabletPhoto, TabletPhoto.event_uuid == TabletEvent.uuid)
        .where(TabletEvent.operation_id.in_({one.operation_id for one in told}), ~is_taken_back())
        .order_by(TabletPhoto.id)
    )
    found: dict[int, list[TabletPhoto]] = {one.id: [] for one in told}
    for operation_id, student_id, at, photo in db.session.execute(chosen):
        for one in told:
            same = (one.operation_id, one.student_id) == (operation_id, student_id)
            if same and at is not None and one.said_at <= at <= one.said_at + SHOWN_AFTER:
                found[one.id].append(photo)
    return found


def breakdown(breakdown_id: int) -> Breakdown | None:
    return db.session.get(Breakdown, breakdown_id)


def incident(incident_id: int) -> Incident | None:
    return db.session.get(Incident, incident_id)


def non_conformity(non_conformity_id: int) -> NonConformity | None:
    return db.session.get(NonConformity, non_conformity_id)


def needs_instructor(assignments: Collection[Assignment]) -> list[tuple[Assignment, str]]:
    """Of these teams: « start » at level 1, « first_piece » at 1 and 2 as long as it is not good."""
    members = {m.student_id for one in assignments for m in one.members}
    levels = levels_of(members)
    good = good_first_pieces([one.operation_id for one in assignments])
    found = []
    for one in assignments:
        kind = one.operation.operation_type_id
        lowest = min(
            (levels.get((m.student_id, kind), USUAL_LEVEL) for m in one.members), default=3
        )
        if lowest == 1 and one.operation.state is OperationState.TO_DO:
            found.append((one, "start"))
        elif lowest < USUAL_LEVEL and one.operation_id not in good and one.operation.state in BEGUN:
            found.append((one, "first_piece"))
    return found


def kinds_done() -> Sequence[OperationType]:
    return db.session.scalars(select(OperationType).order_by(OperationType.name)).all()


def done_alone(operations: Collection[Operation]) -> list[int]:
    """Of these, by id, those made only by students who work alone: level 3 or 4, said by one."""
    makers = {
        one.id: {entry.student_id for entry in one.time_entries if entry.replaced_by_id is None}
        for one in operations
    }
    levels = levels_of(set().union(*makers.values()))
    return [
        one.id
        for one in operations
        if makers[one.id]
        and all(
            levels.get((who, one.operation_type_id), 0) >= USUAL_LEVEL for who in makers[one.id]
        )
    ]
