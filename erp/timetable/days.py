"""What people say of days that are not like others: exams, internships, and who will be away."""

from datetime import date, datetime

from erp.core import journal
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.words import N_
from erp.people.models import Cohort, Student, User
from erp.timetable import rules
from erp.timetable.models import Absence, CalendarEvent
from erp.timetable.states import AbsenceReason, EventKind


def add_event(
    *, kind: EventKind, label: str, starts_on: date, ends_on: date, cohort: Cohort | None
) -> CalendarEvent:
    """No session is laid for a cohort at an exam or in a company; those that are there stay."""
    event = CalendarEvent()
    facts = {"kind": kind, "label": label, "starts_on": starts_on, "ends_on": ends_on}
    with db.session.no_autoflush:
        change_event(event, **facts, cohort=cohort)  # type: ignore[arg-type]  # one kind each
    db.session.add(event)
    return event


def change_event(
    event: CalendarEvent,
    *,
    kind: EventKind,
    label: str,
    starts_on: date,
    ends_on: date,
    cohort: Cohort | None,
) -> None:
    rules.check_days(starts_on, ends_on)
    event.kind, event.label, event.cohort = kind, label, cohort
    event.starts_on, event.ends_on = starts_on, ends_on


def tell_absence(
    who: Student | User,
    *,
    starts_at: datetime,
    ends_at: datetime,
    reason: AbsenceReason,
    actor: Actor | None,
) -> Absence:
    """Told before it happens; the roll call keeps saying who was there."""
    rules.check_order(starts_at, ends_at)
    absence = Absence(starts_at=starts_at, ends_at=ends_at, reason=reason)
    if isinstance(who, Student):
        absence.student = who
    else:
        absence.user = who
    db.session.add(absence)
    journal.write(absence, "add", N_("Absence annoncée"), actor=actor)
    return absence


def change_absence(
    absence: Absence, *, starts_at: datetime, ends_at: datetime, reason: AbsenceReason
) -> None:
    rules.check_order(starts_at, ends_at)
    absence.starts_at, absence.ends_at, absence.reason = starts_at, ends_at, reason
