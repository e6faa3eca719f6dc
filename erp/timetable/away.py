"""Who is not at school when: absences told before, roll calls, exams, internships and outings."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from erp.core import clock
from erp.core.db import db
from erp.core.prepared import prepared
from erp.timetable.models import Absence, Attendance, CalendarEvent, ClassSession
from erp.timetable.states import EventKind, Presence

Span = tuple[datetime, datetime]
TAKING = [kind for kind in EventKind if kind.takes_students]


@dataclass
class Away:
    """Answers without asking the database again; everything in it was read at once."""

    students: dict[int, list[Span]] = field(default_factory=dict)
    staff: dict[int, list[Span]] = field(default_factory=dict)
    cohorts: dict[int | None, list[Span]] = field(default_factory=dict)  # None: every cohort
    events: Sequence[CalendarEvent] = ()  # those of all these days
    called: set[tuple[int, int]] = field(default_factory=set)  # (session, student) told absent

    def is_student_away(self, student_id: int, session: ClassSession) -> bool:
        return self.away_from(session)(student_id)

    def away_from(self, session: ClassSession) -> Callable[[int], bool]:
        """Whether a student, by id, is away from it: to ask about a whole cohort."""
        spans = [*self.cohorts.get(session.cohort_id, ()), *self.cohorts.get(None, ())]
        everybody, key = _crosses(spans, session), session.id

        def is_away(student_id: int) -> bool:
            own = self.students.get(student_id)
            told = (key, student_id) in self.called
            return everybody or told or (own is not None and _crosses(own, session))

        return is_away

    def is_staff_away(self, user_id: int, session: ClassSession) -> bool:
        return _crosses(self.staff.get(user_id, []), session)


def _crosses(spans: Collection[Span], session: ClassSession) -> bool:
    return any(start < session.ends_at and session.starts_at < end for start, end in spans)


def away(begins: date, ends: date) -> Away:
    """Everybody's absences from one day to another, both included, in three questions."""
    found = Away()
    first, last = clock.start_of(begins), clock.start_of(ends + timedelta(days=1))
    for one in absences(first, last):
        told, key = (
            (found.students, one.student_id) if one.student_id else (found.staff, one.user_id)
        )
        told.setdefault(key or 0, []).append((one.starts_at, one.ends_at))
    found.events = events(begins, ends)
    for event in found.events:
        if event.kind.takes_students:
            found.cohorts.setdefault(event.cohort_id, []).append(_days(event))
    found.called = {
        (session_id, student_id) for session_id, student_id in _called.columns(first, last)
    }
    return found


@prepared
def _called(first: datetime, last: datetime) -> Select[int, int]:
    absent = Attendance.presence == Presence.ABSENT
    within = (ClassSession.starts_at >= first, ClassSession.starts_at < last)
    told = select(Attendance.class_session_id, Attendance.student_id).join(ClassSession)
    return told.where(absent, Attendance.replaced_at.is_(None), *within)


def _days(event: CalendarEvent) -> Span:
    return clock.start_of(event.starts_on), clock.start_of(event.ends_on + timedelta(days=1))


def absences(
    first: datetime, last: datetime, *, student_ids: Collection[int] | None = None
) -> Sequence[Absence]:
    """Those that touch this time, with their person, in order."""
    if student_ids is None:
        return _all_absences.all(first, last)
    chosen = _absences(first, last).where(Absence.student_id.in_(student_ids))
    return db.session.scalars(chosen).all()


def _absences(first: datetime, last: datetime) -> Select[Absence]:
    chosen = select(Absence).where(Absence.starts_at < last, Absence.ends_at > first)
    load = (joinedload(Absence.student), joinedload(Absence.user))
    return chosen.order_by(Absence.starts_at).options(*load)


_all_absences = prepared(_absences)


def events(begins: date, ends: date) -> Sequence[CalendarEvent]:
    return _events.all(begins, ends)


@prepared
def _events(begins: date, ends: date) -> Select[CalendarEvent]:
    touching = (CalendarEvent.starts_on <= ends, CalendarEvent.ends_on >= begins)
    chosen = select(CalendarEvent).where(*touching).order_by(CalendarEvent.starts_on)
    return chosen.options(joinedload(CalendarEvent.cohort))


def absence(absence_id: int) -> Absence | None:
    return db.session.get(Absence, absence_id)


def event(event_id: int) -> CalendarEvent | None:
    return db.session.get(CalendarEvent, event_id)


def is_open_day(day: date) -> bool:
    """An open day opens the school, even on a Saturday."""
    return any(one.kind is EventKind.OPEN_DAY for one in events(day, day))
