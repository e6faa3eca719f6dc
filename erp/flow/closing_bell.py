"""The bell stops what nobody stopped: at the break, at noon, in the evening."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from erp.core import clock
from erp.people.models import Student
from erp.production import actions as production
from erp.production import queries
from erp.production.models import HelpCall, TimeEntry
from erp.timetable import queries as timetable
from erp.timetable.models import ClassSession, Recess

EARLY, A_DAY = timedelta(minutes=30), timedelta(days=1)


def ring(now: datetime) -> int:
    """End every task whose bell has rung, and every call for help with its session; tells how many
    tasks. An instructor confirms each of those."""
    running, calls = queries.running_entries(), queries.help_calls()
    begun = [*(one.started_at for one in running), *(one.called_at for one in calls)]
    if not begun:
        return 0
    students = [*(one.student for one in running), *(one.student for one in calls)]
    cohorts = {one.cohort_id for one in students}
    sessions = timetable.sessions_of_cohorts(cohorts, clock.day_of(min(begun)))
    _end_calls(calls, sessions, now)
    return _end_tasks(running, sessions, now)


def _end_calls(calls: Sequence[HelpCall], sessions: Sequence[ClassSession], now: datetime) -> None:
    """A break ends no call: who waits for an instructor still waits after it."""
    for call in calls:
        bell = bell_of(call.student, call.called_at, sessions, [])
        if bell <= now:
            production.end_call(call, at=bell)


def _end_tasks(
    running: Sequence[TimeEntry], sessions: Sequence[ClassSession], now: datetime
) -> int:
    recesses, rung = timetable.recesses(), 0
    for entry in running:
        bell = bell_of(entry.student, entry.started_at, sessions, recesses)
        if bell <= now:
            production.end_by_bell(entry, at=bell)
            rung += 1
    return rung


def bell_of(
    student: Student,
    began: datetime,
    sessions: Sequence[ClassSession],
    recesses: Sequence[Recess],
) -> datetime:
    """The first bell after it began; for what is outside any session, midnight."""
    ends = [
        one.ends_at
        for one in sessions
        if one.cohort_id == student.cohort_id and one.starts_at - EARLY <= began < one.ends_at
    ]
    if not ends:
        return clock.start_of(clock.day_of(began) + A_DAY)
    breaks = [clock.at(clock.day_of(began), one.starts_at) for one in recesses]
    return min([min(ends), *(bell for bell in breaks if bell > began)])
