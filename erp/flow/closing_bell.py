"""The bell stops what nobody stopped: at the break, at noon, in the evening."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from erp.core import clock
from erp.production import actions as production
from erp.production import queries
from erp.production.models import TimeEntry
from erp.timetable import queries as timetable
from erp.timetable.models import ClassSession, Recess

EARLY, A_DAY = timedelta(minutes=30), timedelta(days=1)


def ring(now: datetime) -> int:
    """End every task whose bell has rung; tells how many. An instructor confirms each."""
    running = queries.running_entries()
    if not running:
        return 0
    since = clock.day_of(min(entry.started_at for entry in running))
    cohorts = {entry.student.cohort_id for entry in running}
    sessions, recesses = timetable.sessions_of_cohorts(cohorts, since), timetable.recesses()
    rung = 0
    for entry in running:
        bell = bell_of(entry, sessions, recesses)
        if bell <= now:
            production.end_by_bell(entry, at=bell)
            rung += 1
    return rung


def bell_of(
    entry: TimeEntry, sessions: Sequence[ClassSession], recesses: Sequence[Recess]
) -> datetime:
    """The first bell after the start; for work outside any session, midnight."""
    began = entry.started_at
    ends = [
        one.ends_at
        for one in sessions
        if one.cohort_id == entry.student.cohort_id and one.starts_at - EARLY <= began < one.ends_at
    ]
    if not ends:
        return clock.start_of(clock.day_of(began) + A_DAY)
    breaks = [clock.at(clock.day_of(began), one.starts_at) for one in recesses]
    return min([min(ends), *(bell for bell in breaks if bell > began)])
