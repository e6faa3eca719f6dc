"""The meter of practice and theory: what was done, what is planned, against the diploma's target."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select

from erp.core import clock
from erp.core.db import db
from erp.people.models import Cohort, Student
from erp.production import queries as production
from erp.production.models import TimeEntry
from erp.timetable.models import Attendance, ClassSession
from erp.timetable.states import Nature
from erp.training.models import Gap, Hours, Period

ONE_DAY = timedelta(days=1)


Row = tuple[int, date, Nature, int]  # student, day, nature, minutes


def _done(student_ids: Collection[int], begins: date, ends: date) -> list[Row]:
    """Minutes of presence, session by session, in one question."""
    chosen = (
        select(
            Attendance.student_id, ClassSession.starts_at, ClassSession.nature, Attendance.minutes
        )
        .join(ClassSession, Attendance.class_session_id == ClassSession.id)
        .where(
            Attendance.student_id.in_(student_ids),
            ClassSession.starts_at >= clock.start_of(begins),
            ClassSession.starts_at < clock.start_of(ends + ONE_DAY),
        )
    )
    return [(who, clock.day_of(at), nature, n) for who, at, nature, n in db.session.execute(chosen)]


def _sum(rows: Iterable[Row], target: Decimal) -> Hours:
    practice = theory = 0
    for _who, _day, nature, minutes in rows:
        if nature is Nature.WORKSHOP:
            practice += minutes
        else:
            theory += minutes
    return Hours(practice, theory, target)


def hours_of_student(student: Student, begins: date, ends: date) -> Hours:
    target = student.cohort.diploma.practice_percent
    return _sum(_done([student.id], begins, ends), target)


def weeks_of_student(student: Student, begins: date, ends: date) -> list[Period]:
    return _by(_done([student.id], begins, ends), clock.monday_of, student)


def months_of_student(student: Student, begins: date, ends: date) -> list[Period]:
    return _by(_done([student.id], begins, ends), lambda day: day.replace(day=1), student)


def _by(
    rows: Iterable[Row], first_day_of: Callable[[date], date], student: Student
) -> list[Period]:
    target = student.cohort.diploma.practice_percent
    groups: dict[date, list[Row]] = {}
    for row in rows:
        groups.setdefault(first_day_of(row[1]), []).append(row)
    return [Period(first, _sum(groups[first], target)) for first in sorted(groups)]


def hours_of_cohorts(cohorts: Sequence[Cohort], begins: date, ends: date) -> dict[int, Hours]:
    """The meter of each cohort: the sum of its students, in one question."""
    cohort_of = {student.id: cohort.id for cohort in cohorts for student in cohort.students}
    groups: dict[int, list[Row]] = {cohort.id: [] for cohort in cohorts}
    for row in _done(list(cohort_of), begins, ends):
        groups[cohort_of[row[0]]].append(row)
    return {one.id: _sum(groups[one.id], one.diploma.practice_percent) for one in cohorts}


def planned_of_cohort(cohort: Cohort, begins: date, ends: date) -> Hours:
    """What the timetable holds for one student of the cohort."""
    chosen = select(ClassSession).where(
        ClassSession.cohort_id == cohort.id,
        ClassSession.starts_at >= clock.start_of(begins),
        ClassSession.starts_at < clock.start_of(ends + ONE_DAY),
    )
    rows = [(0, one.day, one.nature, one.minutes) for one in db.session.scalars(chosen)]
    return _sum(rows, cohort.diploma.practice_percent)


def gap_of_student(student: Student, begins: date, ends: date, *, now: datetime) -> Gap:
    """Presence in the workshop beside the time logged on orders, overlaps counted once."""
    rows = _done([student.id], begins, ends)
    present = sum(minutes for _w, _d, nature, minutes in rows if nature is Nature.WORKSHOP)
    entries = select(TimeEntry).where(
        TimeEntry.student_id == student.id,
        TimeEntry.replaced_by_id.is_(None),
        TimeEntry.started_at >= clock.start_of(begins),
        TimeEntry.started_at < clock.start_of(ends + ONE_DAY),
    )
    spans = [
        (one.started_at, one.ended_at or max(now, one.started_at))
        for one in db.session.scalars(entries)
    ]
    return Gap(present, production.measure(spans).clock_seconds // 60)
