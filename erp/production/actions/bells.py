"""What the bell does to a task that nobody stopped, and the instructor's word about it."""

from datetime import datetime

from erp.core import journal
from erp.core.db import db
from erp.core.words import N_
from erp.people.models import User
from erp.production import queries
from erp.production.models import TimeEntry
from erp.production.states import OPERATION


def end_by_bell(entry: TimeEntry, *, at: datetime) -> None:
    """Marked as ended by the timetable; the operation rests when nobody is on it any more."""
    entry.ended_at, entry.ended_by_bell = max(at, entry.started_at), True
    db.session.flush()  # who is still on it is asked of the database
    operation = entry.operation
    on_it = queries.open_entries_on(operation.id)
    if not on_it and "pause" in OPERATION.verbs(operation.state):
        OPERATION.make("pause", operation, actor=None, note=N_("À la sonnerie"))


def confirm_time(entry: TimeEntry, *, actor: User) -> None:
    """The student did work until the bell."""
    if entry.ended_by_bell:
        entry.ended_by_bell = False
        journal.write(entry.operation, "confirm", N_("Temps confirmé"), actor=actor)
