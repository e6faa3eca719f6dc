"""The ledger opened: every line of it, down to the session, lesson or entry it comes from."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from erp.core import clock
from erp.core.db import db
from erp.people.models import Student
from erp.production import queries as production
from erp.production.models import Operation, TimeEntry
from erp.timetable.models import Attendance, ClassSession
from erp.timetable.states import PRACTICE, Nature
from erp.training.models import HoursEntry, Line, OrderLesson
from erp.training.queries.sums import Span
from erp.training.states import KIND_OF, Kind

Stretch = tuple[datetime, datetime]


def lines(span: Span, *, now: datetime) -> list[Line]:
    """In the order of the days; a workshop session gives one line on orders, one beside them."""
    told = [*_of_sessions(span, now), *_of_entries(span)]
    return sorted(told, key=lambda one: (one.day, one.student_id, one.source, one.source_id))


def _of_sessions(span: Span, now: datetime) -> Iterator[Line]:
    chosen = (
        select(Attendance.student_id, Attendance.minutes, ClassSession)
        .join(ClassSession, Attendance.class_session_id == ClassSession.id)
        .where(*span.sessions(), *span.live(), Attendance.minutes > 0)
    )
    rows = list(db.session.execute(chosen))
    lessons = _lessons_of(span)
    work = _work(span, now)
    for student_id, minutes, session in rows:
        facts = {"student_id": student_id, "cohort_id": session.cohort_id, "day": session.day}
        if session.nature in PRACTICE:
            for lesson in lessons.get(session.id, []):
                given = min(minutes, lesson.minutes)
                minutes -= given
                yield _line(facts, Kind.THEORY, lesson.subject, given, "lesson", lesson.id)
        if session.nature is Nature.WORKSHOP:
            within = (session.starts_at, session.ends_at)
            done = min(minutes, minutes_within(work.get(student_id, []), within))
            minutes -= done
            yield _line(facts, Kind.ORDERS, session.subject, done, "session", session.id)
        yield _line(facts, KIND_OF[session.nature], session.subject, minutes, "session", session.id)


def _line(
    facts: dict[str, Any], kind: Kind, subject: str, minutes: int, source: str, source_id: int
) -> Line:
    return Line(
        **facts, kind=kind, subject=subject, minutes=minutes, source=source, source_id=source_id
    )


def _lessons_of(span: Span) -> dict[int, list[OrderLesson]]:
    """By session, in the order they were noted."""
    chosen = (
        select(OrderLesson)
        .join(ClassSession, OrderLesson.class_session_id == ClassSession.id)
        .where(*span.sessions())
        .order_by(OrderLesson.id)
    )
    found: dict[int, list[OrderLesson]] = {}
    for lesson in db.session.scalars(chosen):
        found.setdefault(lesson.class_session_id, []).append(lesson)
    return found


def _work(span: Span, now: datetime) -> dict[int, list[Stretch]]:
    """When each student was on an order, corrections included."""
    first, after = span.moments
    chosen = select(TimeEntry.student_id, TimeEntry.started_at, TimeEntry.ended_at).where(
        TimeEntry.replaced_by_id.is_(None),
        TimeEntry.started_at < after + clock.A_DAY,
        TimeEntry.started_at >= first - clock.A_DAY,
    )
    if span.student_ids is not None:
        chosen = chosen.where(TimeEntry.student_id.in_(span.student_ids))
    found: dict[int, list[Stretch]] = {}
    for student_id, started_at, ended_at in db.session.execute(chosen):
        found.setdefault(student_id, []).append((started_at, ended_at or max(now, started_at)))
    return found


def minutes_within(stretches: list[Stretch], within: Stretch) -> int:
    """Minutes of work inside a session, overlaps counted once."""
    first, last = within
    inside = [(max(a, first), min(b, last)) for a, b in stretches if a < last and b > first]
    return production.measure(inside).clock_seconds // 60


def _of_entries(span: Span) -> Iterator[Line]:
    chosen = select(HoursEntry).where(*span.entries())
    for one in db.session.scalars(chosen):
        facts = {"student_id": one.student_id, "cohort_id": one.cohort_id, "day": one.day}
        yield _line(facts, KIND_OF[one.nature], one.subject, one.minutes, "entry", one.id)


def work_behind(student: Student, told: Sequence[Line]) -> dict[int, list[TimeEntry]]:
    """By session, the times at operations that its minutes on orders come from."""
    during = (
        TimeEntry.started_at < ClassSession.ends_at,
        or_(TimeEntry.ended_at.is_(None), TimeEntry.ended_at > ClassSession.starts_at),
    )
    load = joinedload(TimeEntry.operation)
    chosen = (
        select(ClassSession.id, TimeEntry)
        .join(TimeEntry, and_(*during))
        .where(
            ClassSession.id.in_([one.source_id for one in told if one.kind is Kind.ORDERS]),
            TimeEntry.student_id == student.id,
            TimeEntry.replaced_by_id.is_(None),
        )
        .order_by(TimeEntry.started_at, TimeEntry.id)
        .options(load.joinedload(Operation.work_order), load.joinedload(Operation.operation_type))
    )
    found: dict[int, list[TimeEntry]] = {}
    for session_id, entry in db.session.execute(chosen):
        found.setdefault(session_id, []).append(entry)
    return found


def entries_of(student: Student, begins: date, ends: date) -> Sequence[HoursEntry]:
    """Hours noted by hand, with their reasons."""
    chosen = select(HoursEntry).where(*Span(begins, ends, student_ids=[student.id]).entries())
    return db.session.scalars(chosen.options(joinedload(HoursEntry.noted_by))).all()


def words_of(student: Student, begins: date, ends: date) -> dict[int, list[Attendance]]:
    """All that was said of a student at each session told twice, the replaced words included."""
    span = Span(begins, ends)
    chosen = (
        select(Attendance)
        .join(ClassSession, Attendance.class_session_id == ClassSession.id)
        .where(*span.sessions(), Attendance.student_id == student.id)
        .order_by(Attendance.id)
        .options(joinedload(Attendance.said_by))
    )
    found: dict[int, list[Attendance]] = {}
    for word in db.session.scalars(chosen):
        found.setdefault(word.class_session_id, []).append(word)
    return {session_id: words for session_id, words in found.items() if len(words) > 1}
