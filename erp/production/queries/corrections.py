"""Questions about times that a student may find wrong, and what an instructor answered."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from erp.core import clock
from erp.core.db import db
from erp.production import rules
from erp.production.models import CorrectionRequest, TimeEntry
from erp.production.queries.log import entries_between
from erp.production.states import CorrectionState
from erp.timetable import queries as timetable

TOLD = timedelta(days=7)  # how long an answer stays on the student's page
SHOWN = 6  # entries


def recent_entries(student_id: int, now: datetime) -> Sequence[TimeEntry]:
    """Those of today and of the last day of work before, and those of which an answer is new or
    awaited; corrections apart, the newest first."""
    chosen = select(TimeEntry).filter_by(student_id=student_id, replaced_by_id=None)
    since = _last_day(student_id, now)
    shown = or_(TimeEntry.started_at >= since, TimeEntry.id.in_(_told(student_id, now)))
    ordered = chosen.where(shown).order_by(TimeEntry.started_at.desc(), TimeEntry.id.desc())
    return db.session.scalars(ordered.limit(SHOWN).options(joinedload(TimeEntry.operation))).all()


def _last_day(student_id: int, now: datetime) -> datetime:
    today = clock.start_of(clock.day_of(now))
    chosen = select(func.max(TimeEntry.started_at)).filter_by(student_id=student_id)
    last = db.session.scalar(chosen.where(TimeEntry.started_at < today))
    return clock.start_of(clock.day_of(last)) if last else today


def _told(student_id: int, now: datetime) -> Select[int]:
    """Entries asked about, or what they were corrected into."""
    stands = func.coalesce(TimeEntry.replaced_by_id, TimeEntry.id)
    chosen = select(stands).join(CorrectionRequest, CorrectionRequest.entry_id == TimeEntry.id)
    closed = CorrectionRequest.closed_at
    return chosen.where(
        TimeEntry.student_id == student_id, or_(closed.is_(None), closed >= now - TOLD)
    )


def corrections_of(entries: Sequence[TimeEntry]) -> dict[int, CorrectionRequest]:
    """By entry, what was asked about it, or about the one that it corrects."""
    ids = [one.id for one in entries]
    chosen = (
        select(CorrectionRequest)
        .join(TimeEntry, TimeEntry.id == CorrectionRequest.entry_id)
        .where(or_(TimeEntry.id.in_(ids), TimeEntry.replaced_by_id.in_(ids)))
        .order_by(CorrectionRequest.id)
        .options(joinedload(CorrectionRequest.entry))
    )
    return {one.entry.replaced_by_id or one.entry_id: one for one in db.session.scalars(chosen)}


def correction_of(entry_id: int) -> CorrectionRequest | None:
    return db.session.scalar(select(CorrectionRequest).filter_by(entry_id=entry_id))


def correction_request(correction_request_id: int) -> CorrectionRequest | None:
    return db.session.get(CorrectionRequest, correction_request_id)


def open_corrections() -> Sequence[CorrectionRequest]:
    entry = joinedload(CorrectionRequest.entry)
    load = (entry.joinedload(TimeEntry.student), entry.joinedload(TimeEntry.operation))
    chosen = select(CorrectionRequest).filter_by(state=CorrectionState.ASKED)
    return db.session.scalars(chosen.order_by(CorrectionRequest.id).options(*load)).all()


def proposed_times(request: CorrectionRequest, now: datetime) -> tuple[datetime, datetime]:
    """From when to when, as far as the wish and the student's other times of that session tell;
    outside any session the times as they are."""
    entry, day = request.entry, clock.day_of(request.entry.started_at)
    sessions = timetable.sessions_between(day, day, cohort_id=entry.student.cohort_id)
    during = [one for one in sessions if one.starts_at <= entry.started_at < one.ends_at]
    if not during:
        return entry.started_at, entry.ended_at or now
    within = (during[0].starts_at, during[0].ends_at)
    others = [one for one in entries_between([entry.student_id], *within) if one.id != entry.id]
    return rules.proposed_times(request, within, others, now)
