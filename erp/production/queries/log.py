"""Questions about what tablets said: events, times, counts, calls."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from erp.core.db import db
from erp.production.models import (
    EventReview,
    HelpCall,
    Operation,
    PieceCount,
    TabletEvent,
    TimeEntry,
)
from erp.production.states import EventAnswer


def event_by_uuid(uuid: str) -> TabletEvent | None:
    return db.session.scalar(select(TabletEvent).filter_by(uuid=uuid))


def event(event_id: int) -> TabletEvent | None:
    return db.session.get(TabletEvent, event_id)


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


def open_entries(student_ids: Collection[int]) -> Sequence[TimeEntry]:
    chosen = select(TimeEntry).filter_by(ended_at=None, replaced_by_id=None)
    return db.session.scalars(chosen.where(TimeEntry.student_id.in_(student_ids))).all()


def open_entries_on(operation_id: int) -> Sequence[TimeEntry]:
    chosen = select(TimeEntry).filter_by(ended_at=None, replaced_by_id=None)
    return db.session.scalars(chosen.filter_by(operation_id=operation_id)).all()


def entry(entry_id: int) -> TimeEntry | None:
    return db.session.get(TimeEntry, entry_id)


def count(count_id: int) -> PieceCount | None:
    return db.session.get(PieceCount, count_id)


def open_help(operation_id: int, student_id: int) -> HelpCall | None:
    chosen = select(HelpCall).filter_by(operation_id=operation_id, student_id=student_id)
    return db.session.scalar(chosen.filter_by(closed_at=None).limit(1))


def open_help_on(operation_id: int) -> Sequence[HelpCall]:
    chosen = select(HelpCall).filter_by(operation_id=operation_id, closed_at=None)
    return db.session.scalars(chosen).all()


def help_call(call_id: int) -> HelpCall | None:
    return db.session.get(HelpCall, call_id)


def help_calls() -> Sequence[HelpCall]:
    """The calls still open, the oldest first."""
    load = (
        joinedload(HelpCall.student),
        joinedload(HelpCall.operation).joinedload(Operation.work_order),
    )
    chosen = select(HelpCall).filter_by(closed_at=None).order_by(HelpCall.called_at)
    return db.session.scalars(chosen.options(*load)).all()
