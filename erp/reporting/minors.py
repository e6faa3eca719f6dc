"""The time limits of minors, week by week: on the plan, and on what was lived."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from erp.core import clock
from erp.core.db import db
from erp.people.models import Student
from erp.production.models import TimeEntry
from erp.safety import hours, law
from erp.safety import queries as safety
from erp.safety.hours import Span
from erp.safety.refusals import SafetyRefusal
from erp.timetable.models import Attendance, ClassSession
from erp.timetable.states import Presence

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Told:
    """What a minor's week passes; empty lists are not told."""

    student: Student
    planned: list[SafetyRefusal]
    lived: list[SafetyRefusal]


def breaches_of_week(monday: date) -> Sequence[Told]:
    """Students under 18 that week with a limit passed, by name; lessons are counted."""
    week = [monday + n * ONE_DAY for n in range(7)]
    known = safety.facts(monday, week[-1], machine_ids=(), has_papers=False)
    lived = _lived(monday - ONE_DAY, week[-1])
    told = []
    for student in sorted(known.students.values(), key=lambda one: (one.name, one.id)):
        if not law.is_minor(student.birth_date, monday):
            continue
        facts = (student.name, student.birth_date, lived.get(student.id, []), known.holidays)
        planned = _in(week, known.breaches_of(student))
        told.append(Told(student, planned, _in(week, hours.breaches(*facts))))
    return [one for one in told if one.planned or one.lived]


def _in(week: list[date], found: list[hours.Breach]) -> list[SafetyRefusal]:
    return [one.reason for one in found if one.days[0] in week]


def _lived(begins: date, ends: date) -> dict[int, list[Span]]:
    """By student: the sessions they came to, and what the tablets logged."""
    first, last = clock.start_of(begins), clock.start_of(ends + ONE_DAY)
    spans: dict[int, list[Span]] = {}
    came = (
        select(Attendance)
        .join(Attendance.class_session)
        .where(Attendance.presence != Presence.ABSENT, Attendance.replaced_at.is_(None))
        .where(ClassSession.starts_at >= first, ClassSession.starts_at < last)
        .options(joinedload(Attendance.class_session))
    )
    for one in db.session.scalars(came):
        over = one.class_session.ends_at
        start = over - timedelta(minutes=one.minutes)
        spans.setdefault(one.student_id, []).append((start, over))
    logged = select(TimeEntry).where(
        TimeEntry.started_at >= first, TimeEntry.ended_at < last, TimeEntry.replaced_by_id.is_(None)
    )
    for entry in db.session.scalars(logged):
        if entry.ended_at is not None:
            spans.setdefault(entry.student_id, []).append((entry.started_at, entry.ended_at))
    return spans
