"""What people write into the ledger by hand: hours without a session, lessons on a real part."""

from datetime import date, datetime
from typing import Any

from erp.core import clock, journal
from erp.core.db import db
from erp.core.words import N_
from erp.people.models import Student, User
from erp.production.models import WorkOrder
from erp.timetable.models import AttendanceSignOff, ClassSession
from erp.timetable.refusals import NothingToSign
from erp.training import queries, rules
from erp.training.models import HoursEntry, OrderLesson


def note_hours(
    student: Student,
    *,
    day: date,
    minutes: int,
    reason: str,
    actor: User,
    now: datetime,
    **what: Any,
) -> HoursEntry:
    """Add, or take away with a negative duration, what no roll call told; rows are never changed.

    `what`: nature and subject.
    """
    rules.check_entry(minutes, day, clock.day_of(now))
    entry = HoursEntry(
        student=student,
        cohort_id=rules.cohort_id_on(student, day),
        day=day,
        minutes=minutes,
        reason=reason,
        noted_by_id=actor.id,
        noted_at=now,
        **what,
    )
    db.session.add(entry)
    note = f"{day:%d/%m/%Y} {minutes:+d} min : {reason}"
    journal.write(student, "hours", N_("Heures notées à la main"), actor=actor, note=note)
    return entry


def give_lesson(
    session: ClassSession,
    work_order: WorkOrder,
    *,
    subject: str,
    label: str,
    minutes: int,
    actor: User,
    now: datetime,
) -> OrderLesson:
    """Some minutes of a session were a lesson on this part: they count as theory."""
    rules.check_lesson(session, minutes, queries.lessons_of_session(session.id))
    lesson = OrderLesson(
        class_session=session,
        work_order=work_order,
        subject=subject,
        label=label,
        minutes=minutes,
        given_by_id=actor.id,
        noted_at=now,
    )
    db.session.add(lesson)
    journal.write(work_order, "lesson", N_("Cours donné sur cette pièce"), actor=actor, note=label)
    return lesson


def sign_presence(student: Student, *, tablet_id: int, now: datetime) -> int:
    """For the sessions of this half-day that they were at, with the code they have just given on
    this tablet; how many it signs."""
    sessions = queries.to_sign(student, now)
    if not sessions:
        raise NothingToSign
    for session in sessions:
        word = AttendanceSignOff(class_session_id=session.id, student_id=student.id)
        word.tablet_id, word.signed_at = tablet_id, now
        db.session.add(word)
    return len(sessions)
