"""Questions about what tablets said: events, times, counts, calls."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from erp.core.db import db
from erp.core.prepared import prepared
from erp.production.models import (
    EventReview,
    HelpCall,
    Operation,
    PieceCount,
    TabletEvent,
    TabletPhoto,
    TimeEntry,
)
from erp.production.states import EventAnswer, Identity, OperationState


def event_by_uuid(uuid: str) -> TabletEvent | None:
    return db.session.scalar(select(TabletEvent).filter_by(uuid=uuid))


def is_received(uuid: str) -> bool:
    return db.session.scalar(select(TabletEvent.id).filter_by(uuid=uuid)) is not None


def event(event_id: int) -> TabletEvent | None:
    return db.session.get(TabletEvent, event_id)


def photo_by_uuid(uuid: str) -> TabletPhoto | None:
    return db.session.scalar(select(TabletPhoto).filter_by(uuid=uuid))


def photos_of(operation_id: int) -> Sequence[TabletPhoto]:
    """The pictures that students took of an operation, in order."""
    chosen = (
        select(TabletPhoto)
        .join(TabletEvent, TabletEvent.uuid == TabletPhoto.event_uuid)
        .where(TabletEvent.operation_id == operation_id)
        .options(joinedload(TabletPhoto.stored_file))
    )
    return db.session.scalars(chosen.order_by(TabletPhoto.id)).all()


def review_of(event_id: int) -> EventReview | None:
    return db.session.scalar(select(EventReview).filter_by(event_id=event_id))


def events_to_review(limit: int = 50) -> Sequence[TabletEvent]:
    """What no instructor has looked at yet, the newest first."""
    chosen = (
        select(TabletEvent)
        .outerjoin(EventReview, EventReview.event_id == TabletEvent.id)
        .filter(TabletEvent.answer == EventAnswer.TO_REVIEW, EventReview.id.is_(None))
        .options(joinedload(TabletEvent.tablet))
    )
    return db.session.scalars(chosen.order_by(TabletEvent.id.desc()).limit(limit)).all()


def count_to_review(tablet_id: int) -> int:
    """What this tablet said that no instructor has looked at yet."""
    chosen = (
        select(func.count(TabletEvent.id))
        .outerjoin(EventReview, EventReview.event_id == TabletEvent.id)
        .filter(TabletEvent.answer == EventAnswer.TO_REVIEW, EventReview.id.is_(None))
    )
    return db.session.scalar(chosen.filter(TabletEvent.tablet_id == tablet_id)) or 0


def students_on(operation_ids: Collection[int]) -> dict[int, set[int]]:
    """Who is at work now, by operation."""
    chosen = select(TimeEntry.operation_id, TimeEntry.student_id).filter_by(
        ended_at=None, replaced_by_id=None
    )
    found: dict[int, set[int]] = {}
    rows = db.session.execute(chosen.where(TimeEntry.operation_id.in_(operation_ids)))
    for operation_id, student_id in rows:
        found.setdefault(operation_id, set()).add(student_id)
    return found


def open_entries(student_ids: Collection[int]) -> Sequence[TimeEntry]:
    chosen = select(TimeEntry).filter_by(ended_at=None, replaced_by_id=None)
    chosen = chosen.where(TimeEntry.student_id.in_(student_ids))
    return db.session.scalars(chosen.order_by(TimeEntry.id)).all()


def open_entries_on(operation_id: int) -> Sequence[TimeEntry]:
    chosen = select(TimeEntry).filter_by(ended_at=None, replaced_by_id=None)
    chosen = chosen.filter_by(operation_id=operation_id)
    return db.session.scalars(chosen.order_by(TimeEntry.id)).all()


def left_by_all(operation_ids: Collection[int]) -> Sequence[Operation]:
    """Of these, those that still run though nobody is on them."""
    if not operation_ids:
        return []
    on_it = select(TimeEntry.id).filter_by(ended_at=None, replaced_by_id=None)
    chosen = select(Operation).filter_by(state=OperationState.RUNNING)
    chosen = chosen.where(Operation.id.in_(operation_ids))
    left = chosen.where(~on_it.where(TimeEntry.operation_id == Operation.id).exists())
    return db.session.scalars(left.order_by(Operation.id)).all()


def running_entries() -> Sequence[TimeEntry]:
    """All that goes on in the school, with its student."""
    chosen = select(TimeEntry).filter_by(ended_at=None, replaced_by_id=None)
    load = joinedload(TimeEntry.student)
    return db.session.scalars(chosen.order_by(TimeEntry.id).options(load)).all()


def entries_to_confirm(limit: int = 200) -> Sequence[TimeEntry]:
    """What the bell ended and nobody has confirmed yet, the oldest first."""
    load = (
        joinedload(TimeEntry.student),
        joinedload(TimeEntry.operation).joinedload(Operation.work_order),
    )
    chosen = select(TimeEntry).filter_by(ended_by_bell=True, replaced_by_id=None)
    return db.session.scalars(chosen.order_by(TimeEntry.id).limit(limit).options(*load)).all()


def entries_between(
    student_ids: Collection[int], begins: datetime, ends: datetime
) -> Sequence[TimeEntry]:
    """What these students did in a stretch of time, what goes on included, in its order."""
    chosen = select(TimeEntry).where(
        TimeEntry.student_id.in_(student_ids),
        TimeEntry.replaced_by_id.is_(None),
        TimeEntry.started_at < ends,
        or_(TimeEntry.ended_at.is_(None), TimeEntry.ended_at > begins),
    )
    return db.session.scalars(chosen.order_by(TimeEntry.started_at, TimeEntry.id)).all()


def events_without_code(limit: int = 200) -> Sequence[TabletEvent]:
    """Accepted on the word of a tile alone, and not confirmed yet; in order."""
    chosen = (
        select(TabletEvent)
        .outerjoin(EventReview, EventReview.event_id == TabletEvent.id)
        .filter(
            TabletEvent.answer == EventAnswer.ACCEPTED,
            TabletEvent.identity == Identity.TILE,
            EventReview.id.is_(None),
        )
        .options(joinedload(TabletEvent.tablet), joinedload(TabletEvent.student))
    )
    return db.session.scalars(chosen.order_by(TabletEvent.id).limit(limit)).all()


def entry(entry_id: int) -> TimeEntry | None:
    return db.session.get(TimeEntry, entry_id)


def count(count_id: int) -> PieceCount | None:
    return db.session.get(PieceCount, count_id)


def calling(student_ids: Collection[int]) -> dict[int, bool]:
    """Which of these students ask for help now, and whether an instructor has seen it."""
    chosen = select(HelpCall.student_id, HelpCall.seen_at).filter_by(closed_at=None)
    rows = db.session.execute(chosen.where(HelpCall.student_id.in_(student_ids)))
    return {student_id: seen_at is not None for student_id, seen_at in rows}


def open_help(operation_id: int, student_id: int) -> HelpCall | None:
    chosen = select(HelpCall).filter_by(operation_id=operation_id, student_id=student_id)
    return db.session.scalar(chosen.filter_by(closed_at=None).limit(1))


def open_help_on(operation_id: int) -> Sequence[HelpCall]:
    return _open_help.rare(operation_id)


def calls_from(operation_ids: Collection[int], student_ids: Collection[int]) -> Sequence[HelpCall]:
    """The calls of these students still open about these operations."""
    if not operation_ids:
        return []
    chosen = select(HelpCall).filter_by(closed_at=None)
    about = HelpCall.operation_id.in_(operation_ids), HelpCall.student_id.in_(student_ids)
    return db.session.scalars(chosen.where(*about)).all()


@prepared
def _open_help(operation_id: int) -> Select[HelpCall]:
    return select(HelpCall).filter_by(operation_id=operation_id, closed_at=None)


def help_call(call_id: int) -> HelpCall | None:
    return db.session.get(HelpCall, call_id)


def help_calls() -> Sequence[HelpCall]:
    """The calls still open, the oldest first."""
    load = (
        joinedload(HelpCall.student),
        joinedload(HelpCall.seen_by),
        joinedload(HelpCall.operation).joinedload(Operation.work_order),
    )
    chosen = select(HelpCall).filter_by(closed_at=None).order_by(HelpCall.called_at)
    return db.session.scalars(chosen.options(*load)).all()
