"""What screens and others ask about sessions and presence."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from erp.core import clock
from erp.core.db import db
from erp.core.prepared import prepared
from erp.timetable import calendar, rules
from erp.timetable.away import events
from erp.timetable.models import (
    Attendance,
    CalendarEvent,
    ClassSession,
    ClosedDays,
    Recess,
    SchoolYear,
    TimetableSlot,
)
from erp.timetable.states import Nature, Presence

LOAD = (
    joinedload(ClassSession.cohort),
    joinedload(ClassSession.place),
    joinedload(ClassSession.leader),
)
EARLY, A_DAY = timedelta(minutes=30), timedelta(days=1)


def class_session(class_session_id: int) -> ClassSession | None:
    return db.session.get(ClassSession, class_session_id, options=LOAD)


def count_absent(session_ids: Collection[int]) -> int:
    """How many students are away from these sessions, each once."""
    said = select(func.count(Attendance.student_id.distinct())).where(
        Attendance.class_session_id.in_(session_ids),
        Attendance.presence == Presence.ABSENT,
        Attendance.replaced_at.is_(None),
    )
    return db.session.scalar(said) or 0


def sessions_between(
    begins: date,
    ends: date,
    *,
    cohort_id: int | None = None,
    cohort_ids: Collection[int] | None = None,
    leader_id: int | None = None,
    nature: Nature | None = None,
) -> Sequence[ClassSession]:
    """The sessions of days `begins` to `ends`, both included, in order."""
    span = clock.start_of(begins), clock.start_of(ends + timedelta(days=1))
    wanted = {"cohort_id": cohort_id, "leader_id": leader_id, "nature": nature}
    wanted = {key: value for key, value in wanted.items() if value is not None}
    if cohort_ids is None and not wanted:
        return _all_between.all(*span)
    chosen = _between(*span).filter_by(**wanted)
    if cohort_ids is not None:
        chosen = chosen.where(ClassSession.cohort_id.in_(cohort_ids))
    return db.session.scalars(chosen).all()


def _between(first: datetime, last: datetime) -> Select[ClassSession]:
    chosen = select(ClassSession).where(
        ClassSession.starts_at >= first, ClassSession.starts_at < last
    )
    return chosen.order_by(ClassSession.starts_at, ClassSession.id).options(*LOAD)


_all_between = prepared(_between)


def workshop_sessions_at(place_id: int, moment: datetime) -> Sequence[ClassSession]:
    """The workshop sessions going on in a place, half an hour early and late included.

    Between sessions and after hours: all those of the day, for who comes early or stays late.
    """
    of_the_day = workshop_sessions_of(place_id, clock.day_of(moment))
    going_on = [one for one in of_the_day if one.starts_at - EARLY <= moment <= one.ends_at + EARLY]
    return going_on or of_the_day


def cohorts_at(place_id: int, moment: datetime) -> set[int]:
    """Of the same sessions: which cohorts they are of, and nothing else."""
    begins = clock.start_of(clock.day_of(moment))
    of_the_day = _cohorts_of.columns(place_id, begins, begins + A_DAY)
    going_on = {
        cohort for cohort, starts, ends in of_the_day if starts - EARLY <= moment <= ends + EARLY
    }
    return going_on or {cohort for cohort, _, _ in of_the_day}


@prepared
def _cohorts_of(place_id: int, begins: datetime, ends: datetime) -> Select[int, datetime, datetime]:
    told = select(ClassSession.cohort_id, ClassSession.starts_at, ClassSession.ends_at)
    return told.where(*_workshop_at(place_id, begins, ends))


def _workshop_at(
    place_id: int, begins: datetime, ends: datetime
) -> tuple[ColumnElement[bool], ...]:
    return (
        ClassSession.place_id == place_id,
        ClassSession.nature == Nature.WORKSHOP,
        ClassSession.starts_at >= begins,
        ClassSession.starts_at < ends,
    )


def workshop_sessions_of(place_id: int, day: date) -> Sequence[ClassSession]:
    """All the workshop sessions of a day in a place."""
    begins = clock.start_of(day)
    chosen = select(ClassSession).where(*_workshop_at(place_id, begins, begins + A_DAY))
    chosen = chosen.order_by(ClassSession.starts_at)
    return db.session.scalars(chosen.options(*LOAD)).all()


def last_workshop_day(before: date) -> date | None:
    """The day before this one on which somebody was in a workshop: Friday, of a Monday."""
    chosen = select(func.max(ClassSession.starts_at)).filter_by(nature=Nature.WORKSHOP)
    last = db.session.scalar(chosen.where(ClassSession.starts_at < clock.start_of(before)))
    return clock.day_of(last) if last else None


def recesses() -> Sequence[Recess]:
    return db.session.scalars(select(Recess).order_by(Recess.starts_at)).all()


def recess(recess_id: int) -> Recess | None:
    return db.session.get(Recess, recess_id)


def sessions_of_cohorts(cohort_ids: Collection[int], since: date) -> Sequence[ClassSession]:
    """Their workshop sessions since a day, in order."""
    chosen = select(ClassSession).where(
        ClassSession.cohort_id.in_(cohort_ids),
        ClassSession.nature == Nature.WORKSHOP,
        ClassSession.starts_at >= clock.start_of(since),
    )
    return db.session.scalars(chosen.order_by(ClassSession.starts_at)).all()


def overlapping(
    cohort_id: int, starts_at: datetime, ends_at: datetime, *, but: int | None = None
) -> ClassSession | None:
    """A session of this cohort that shares some of this time."""
    chosen = select(ClassSession).where(
        ClassSession.cohort_id == cohort_id,
        ClassSession.starts_at < ends_at,
        ClassSession.ends_at > starts_at,
        ClassSession.id != (but or 0),
    )
    return db.session.scalar(chosen.limit(1))


def attendances(class_session_id: int) -> dict[int, Attendance]:
    """What holds of the roll call, by student."""
    said = select(Attendance).filter_by(class_session_id=class_session_id, replaced_at=None)
    return {one.student_id: one for one in db.session.scalars(said)}


def without_roll(
    since: date, now: datetime, *, leader_id: int | None = None
) -> Sequence[ClassSession]:
    """Sessions that have begun since a day and whose roll was not called."""
    chosen = select(ClassSession).where(
        ClassSession.starts_at >= clock.start_of(since),
        ClassSession.starts_at <= now,
        ClassSession.rolled_at.is_(None),
    )
    if leader_id is not None:
        chosen = chosen.filter_by(leader_id=leader_id)
    return db.session.scalars(chosen.order_by(ClassSession.starts_at.desc()).options(*LOAD)).all()


def slots(cohort_id: int) -> Sequence[TimetableSlot]:
    chosen = select(TimetableSlot).filter_by(cohort_id=cohort_id)
    load = (joinedload(TimetableSlot.place), joinedload(TimetableSlot.leader))
    ordered = chosen.order_by(TimetableSlot.weekday, TimetableSlot.starts_at)
    return db.session.scalars(ordered.options(*load)).all()


def slot(slot_id: int) -> TimetableSlot | None:
    return db.session.get(TimetableSlot, slot_id)


def closed_days() -> Sequence[ClosedDays]:
    return db.session.scalars(select(ClosedDays).order_by(ClosedDays.starts_on)).all()


def closed(closed_days_id: int) -> ClosedDays | None:
    return db.session.get(ClosedDays, closed_days_id)


def school_year(day: date) -> SchoolYear | None:
    """The school year a day is in, or the next one that begins."""
    chosen = select(SchoolYear).where(SchoolYear.ends_on >= day).order_by(SchoolYear.id)
    return db.session.scalar(chosen.limit(1))


def session_with_roll(class_session_id: int) -> ClassSession | None:
    chosen = select(ClassSession).filter_by(id=class_session_id)
    load = (*LOAD, selectinload(ClassSession.attendances))
    return db.session.scalar(chosen.options(*load))


def school_years() -> Sequence[SchoolYear]:
    return db.session.scalars(select(SchoolYear).order_by(SchoolYear.id.desc())).all()


def year(year_id: int) -> SchoolYear | None:
    return db.session.get(SchoolYear, year_id)


Missing = tuple[TimetableSlot, datetime, datetime]


def missing_sessions(cohort_id: int, begins: date, ends: date) -> list[Missing]:
    """What the usual week asks for on the open days and is not there: slot, start, end."""
    rules.check_span(begins, ends)
    known = sessions_between(begins, ends, cohort_id=cohort_id)
    taken = [(one.starts_at, one.ends_at) for one in known]
    missing = []
    week = slots(cohort_id)
    elsewhere = [one for one in events(begins, ends) if takes(one, cohort_id)]
    for day in calendar.open_days(begins, ends):
        if any(one.starts_on <= day <= one.ends_on for one in elsewhere):
            continue
        for one in week:
            times = clock.at(day, one.starts_at), clock.at(day, one.ends_at)
            if one.weekday == day.weekday() and not _crosses(times, taken):
                missing.append((one, *times))
    return missing


def takes(event: CalendarEvent, cohort_id: int) -> bool:
    """Whether this cohort is elsewhere on those days."""
    return event.kind.takes_students and event.cohort_id in (None, cohort_id)


def _crosses(times: tuple[datetime, datetime], taken: list[tuple[datetime, datetime]]) -> bool:
    return any(start < times[1] and times[0] < end for start, end in taken)
