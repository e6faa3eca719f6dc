"""Who was away, whether somebody said why, and who may be on the way out."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from erp.core import clock
from erp.core.db import db
from erp.people.models import Student
from erp.timetable import away as announced
from erp.timetable.models import Attendance, AttendanceSignOff, ClassSession, Justification
from erp.timetable.states import AbsenceReason, Presence
from erp.training import rules
from erp.training.queries.sums import Span
from erp.training.rules import Told
from erp.training.states import Alert

LOOK_BACK = timedelta(days=30)


@dataclass(frozen=True)
class Absence:
    """A day, or part of one, that a student was away; `whole`: from all its sessions.

    `reason`: announced before or justified since; None as long as nobody said why.
    """

    student: Student
    day: date
    minutes: int
    whole: bool
    reason: AbsenceReason | None


@dataclass(frozen=True)
class Worry:
    """A student who may be dropping out; `days` in a row, `percent` of the last month."""

    student: Student
    alert: Alert
    days: int
    percent: int


def absences(begins: date, ends: date, student_id: int | None = None) -> list[Absence]:
    """The newest first."""
    span = Span(begins, ends, student_ids=None if student_id is None else [student_id])
    days: dict[tuple[int, date], list[Told]] = defaultdict(list)
    told_all = _told(span)
    away = _away(told_all)
    for one in told_all:
        if (one.student_id, one.day) in away:
            days[one.student_id, one.day].append(one)
    students = _students({who for who, _ in days})
    found = [_absence(students[who], day, told) for (who, day), told in days.items()]
    return sorted(found, key=lambda one: (one.day, one.student.last_name), reverse=True)


def _absence(student: Student, day: date, told: list[Told]) -> Absence:
    """Of a day that is half explained the rest is without news."""
    missed = [one for one in told if one.presence is Presence.ABSENT]
    reasons = [one.reason for one in missed]
    return Absence(
        student,
        day,
        sum(one.minutes for one in missed),
        len(missed) == len(told),
        None if None in reasons else reasons[0],
    )


def _told(span: Span) -> list[Told]:
    """Every word of the rolls, and why when it is known: announced for that hour, or justified."""
    chosen = (
        select(
            Attendance.student_id, Attendance.presence, ClassSession.starts_at, ClassSession.ends_at
        )
        .join(ClassSession, Attendance.class_session_id == ClassSession.id)
        .where(*span.sessions(), *span.live())
    )
    papers, before = _justifications(span), _announced(span)
    return [
        rules.told(who, presence, (starts, ends), before.get(who, ()), papers.get(who, ()))
        for who, presence, starts, ends in db.session.execute(chosen)
    ]


def _announced(span: Span) -> dict[int, list[announced.Absence]]:
    found: dict[int, list[announced.Absence]] = defaultdict(list)
    for one in announced.absences(*span.moments, student_ids=span.student_ids):
        if one.student_id is not None:
            found[one.student_id].append(one)
    return found


def _away(told: Sequence[Told]) -> set[tuple[int, date]]:
    return {(one.student_id, one.day) for one in told if one.presence is Presence.ABSENT}


def _students(ids: Collection[int]) -> dict[int, Student]:
    chosen = select(Student).where(Student.id.in_(ids)).options(joinedload(Student.cohort))
    return {one.id: one for one in db.session.scalars(chosen)}


def _justifications(span: Span) -> dict[int, list[Justification]]:
    chosen = select(Justification).where(
        Justification.starts_on <= span.ends, Justification.ends_on >= span.begins
    )
    if span.student_ids is not None:
        chosen = chosen.where(Justification.student_id.in_(span.student_ids))
    found: dict[int, list[Justification]] = defaultdict(list)
    for one in db.session.scalars(chosen.order_by(Justification.id)):
        found[one.student_id].append(one)
    return found


def justifications(student_id: int) -> Sequence[Justification]:
    chosen = select(Justification).filter_by(student_id=student_id)
    load = (joinedload(Justification.stored_file), joinedload(Justification.noted_by))
    ordered = chosen.order_by(Justification.starts_on.desc())
    return db.session.scalars(ordered.options(*load)).all()


def justification(justification_id: int) -> Justification | None:
    load = joinedload(Justification.stored_file)
    return db.session.get(Justification, justification_id, options=[load])


def expected_away(student_ids: Collection[int], session: ClassSession) -> set[int]:
    """Those of whom we know already that they are away then: announced, or justified that day."""
    day = session.day
    chosen = select(Justification.student_id).where(
        Justification.student_id.in_(student_ids),
        Justification.starts_on <= day,
        Justification.ends_on >= day,
    )
    before = announced.absences(session.starts_at, session.ends_at, student_ids=student_ids)
    return {one.student_id for one in before if one.student_id} | set(db.session.scalars(chosen))


def is_away(student_id: int, day: date) -> bool:
    """From one session of that day at least, as far as the rolls were called."""
    return bool(_away(_told(Span(day, day, student_ids=[student_id]))))


def worries(today: date) -> list[Worry]:
    """Students away for days in a row, or for too large a part of the last month, without a word."""
    told: dict[int, list[Told]] = defaultdict(list)
    for row in _told(Span(today - LOOK_BACK, today)):
        told[row.student_id].append(row)
    students = _students(told)
    found = []
    for who, rows in told.items():
        silent = [row for row in rows if row.reason is None]
        days, percent = rules.days_in_a_row(silent, rows), rules.percent_away(silent, rows)
        alert = rules.alert_of(days, percent)
        if alert is not None and students[who].left_on is None:
            found.append(Worry(students[who], alert, days, percent))
    return sorted(found, key=lambda one: (one.days, one.percent), reverse=True)


NOON = time(13)


def to_sign(student: Student, now: datetime) -> list[ClassSession]:
    """The sessions of this half-day that have begun, where they were, and that they did not sign."""
    day = clock.day_of(now)
    noon = clock.at(day, NOON)
    begins = clock.start_of(day) if now < noon else noon
    signed = select(AttendanceSignOff.class_session_id).filter_by(student_id=student.id)
    away = select(Attendance.class_session_id).filter_by(
        student_id=student.id, presence=Presence.ABSENT, replaced_at=None
    )
    chosen = select(ClassSession).where(
        ClassSession.cohort_id == student.cohort_id,
        ClassSession.starts_at <= now,
        or_(ClassSession.starts_at >= begins, ClassSession.ends_at > now),
        ClassSession.id.not_in(signed),
        ClassSession.id.not_in(away),
    )
    return list(db.session.scalars(chosen.order_by(ClassSession.starts_at)))


def sign_offs(class_session_id: int) -> dict[int, AttendanceSignOff]:
    """By student, with the tablet."""
    signed = select(AttendanceSignOff).filter_by(class_session_id=class_session_id)
    load = joinedload(AttendanceSignOff.tablet)
    return {one.student_id: one for one in db.session.scalars(signed.options(load))}
