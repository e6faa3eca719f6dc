"""Questions of who takes an event back: all that it did, and what came since."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from erp.core.db import db
from erp.production.models import (
    Assignment,
    Breakdown,
    EventReview,
    HelpCall,
    Incident,
    NonConformity,
    PieceCount,
    Review,
    StepResult,
    TabletEvent,
    TimeEntry,
)
from erp.production.states import EventAnswer, EventKind, EventVerdict, PauseReason

Trouble = TypeVar("Trouble", Breakdown, Incident, NonConformity)


def is_taken_back() -> ColumnElement[bool]:
    """Of a TabletEvent: its student undid it, or an instructor denied it or took the undo."""
    undo = aliased(TabletEvent)
    by_its_student = and_(
        undo.student_id == TabletEvent.student_id, undo.answer == EventAnswer.ACCEPTED
    )
    applied = select(EventReview.event_id).filter_by(verdict=EventVerdict.APPLIED)
    undone = exists(undo.id).where(
        undo.payload["kind"].as_string() == EventKind.UNDO.value,
        undo.payload["data"]["undoes"].as_string() == TabletEvent.uuid,
        or_(by_its_student, undo.id.in_(applied)),
    )
    denied = select(EventReview.event_id).filter_by(verdict=EventVerdict.DENIED)
    return or_(undone, TabletEvent.id.in_(denied))


def entries_begun_by(event_id: int) -> Sequence[TimeEntry]:
    chosen = select(TimeEntry).filter_by(start_event_id=event_id, replaced_by_id=None)
    return db.session.scalars(chosen.order_by(TimeEntry.id)).all()


def entries_ended_by(event_id: int) -> Sequence[TimeEntry]:
    """Those it ended without having begun them."""
    chosen = select(TimeEntry).filter_by(end_event_id=event_id, replaced_by_id=None)
    others = or_(TimeEntry.start_event_id.is_(None), TimeEntry.start_event_id != event_id)
    return db.session.scalars(chosen.where(others).order_by(TimeEntry.id)).all()


def begun_after(entry: TimeEntry) -> TimeEntry | None:
    """What its student went on to, once it had ended; not what goes beside another task."""
    chosen = select(TimeEntry).filter_by(
        student_id=entry.student_id, replaced_by_id=None, is_parallel=False
    )
    later = chosen.where(TimeEntry.started_at >= entry.ended_at, TimeEntry.id != entry.id, _lasts())
    return db.session.scalar(later.order_by(TimeEntry.started_at).limit(1))


def was_worked_on(operation_id: int) -> bool:
    chosen = select(TimeEntry.id).filter_by(operation_id=operation_id, replaced_by_id=None)
    return db.session.scalar(chosen.where(_lasts()).limit(1)) is not None


def _lasts() -> ColumnElement[bool]:
    """What was taken back has no length."""
    return or_(TimeEntry.ended_at.is_(None), TimeEntry.ended_at > TimeEntry.started_at)


def counts_of(event_id: int) -> Sequence[PieceCount]:
    chosen = select(PieceCount).filter_by(event_id=event_id, replaced_by_id=None)
    return db.session.scalars(chosen).all()


def taken_since(count: PieceCount) -> bool:
    """Whether pieces of the same operation went back to be done again after these."""
    chosen = select(PieceCount.id).filter_by(operation_id=count.operation_id, replaced_by_id=None)
    later = chosen.where(PieceCount.id > count.id, PieceCount.good < 0)
    return db.session.scalar(later.limit(1)) is not None


def calls_of(event_id: int) -> Sequence[HelpCall]:
    return db.session.scalars(select(HelpCall).filter_by(event_id=event_id)).all()


def calls_ended_by(event_id: int) -> Sequence[HelpCall]:
    return db.session.scalars(select(HelpCall).filter_by(end_event_id=event_id)).all()


def results_of(event_id: int) -> Sequence[StepResult]:
    chosen = select(StepResult).filter_by(event_id=event_id, taken_back_at=None)
    return db.session.scalars(chosen).all()


def non_conformities_of(event_id: int) -> Sequence[NonConformity]:
    return _open(NonConformity, event_id)


def breakdowns_of(event_id: int) -> Sequence[Breakdown]:
    return _open(Breakdown, event_id)


def incidents_of(event_id: int) -> Sequence[Incident]:
    return _open(Incident, event_id)


def _open(kind: type[Trouble], event_id: int) -> Sequence[Trouble]:
    """What nobody has answered yet."""
    return db.session.scalars(select(kind).filter_by(event_id=event_id, closed_at=None)).all()


def stopped_too(report: Breakdown) -> TimeEntry | None:
    """Whom the same machine has stopped since, whose word made no second request."""
    chosen = (
        select(TimeEntry)
        .join(Assignment, Assignment.operation_id == TimeEntry.operation_id)
        .where(
            Assignment.machine_id == report.machine_id,
            TimeEntry.pause_reason == PauseReason.BREAKDOWN,
            TimeEntry.replaced_by_id.is_(None),
            TimeEntry.ended_at >= report.reported_at,
            TimeEntry.end_event_id != report.event_id,
        )
    )
    return db.session.scalar(chosen.order_by(TimeEntry.id).limit(1))


def said_since(event: TabletEvent, *, but: int) -> bool:
    """Whether something was said of the same operation, or by the same student, after this."""
    later = select(TabletEvent.id).where(
        TabletEvent.id > event.id,
        TabletEvent.id != but,
        TabletEvent.answer == EventAnswer.ACCEPTED,
        TabletEvent.kind.not_in((EventKind.HELP, EventKind.PHOTO)),
        or_(
            TabletEvent.student_id == event.student_id,
            TabletEvent.operation_id == event.operation_id,
        ),
    )
    return db.session.scalar(later.limit(1)) is not None


def is_answered(event: TabletEvent) -> bool:
    """Whether an instructor has said a word since, of the work or of these very pieces and times."""
    words = (
        select(Review.id).where(
            Review.operation_id == event.operation_id, Review.reviewed_at >= event.received_at
        ),
        select(PieceCount.id).where(
            PieceCount.event_id == event.id, PieceCount.replaced_by_id.is_not(None)
        ),
        select(TimeEntry.id).where(
            or_(TimeEntry.start_event_id == event.id, TimeEntry.end_event_id == event.id),
            TimeEntry.replaced_by_id.is_not(None),
        ),
    )
    return any(db.session.scalar(word.limit(1)) is not None for word in words)
