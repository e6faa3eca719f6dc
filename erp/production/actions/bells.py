"""What the bell does to a task that nobody stopped, and the instructor's word about it."""

from datetime import datetime

from erp.core import journal
from erp.core.words import N_
from erp.people.models import User
from erp.production.actions.leaving import rest
from erp.production.models import TimeEntry


def end_by_bell(entry: TimeEntry, *, at: datetime) -> None:
    """Marked as ended by the timetable; the operation rests when nobody is on it any more."""
    entry.ended_at, entry.ended_by_bell = max(at, entry.started_at), True
    rest([entry.operation_id], actor=None, note=N_("À la sonnerie"))


def confirm_time(entry: TimeEntry, *, actor: User) -> None:
    """The student did work until the bell."""
    if entry.ended_by_bell:
        entry.ended_by_bell = False
        journal.write(entry.operation, "confirm", N_("Temps confirmé"), actor=actor)
