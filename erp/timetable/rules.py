"""What must be true of sessions and of a roll call."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from erp.core import clock
from erp.people.models import Cohort
from erp.timetable.models import Attendance, ClassSession, TimetableSlot
from erp.timetable.refusals import (
    EndsBeforeItStarts,
    RestIsTooShort,
    SessionHasWork,
    SessionIsToCome,
    SessionsOverlap,
    UsualRestIsTooShort,
    YearIsTooLong,
)
from erp.timetable.states import Presence, Side

LONGEST_YEAR = 456  # days


def check_order(starts_at: datetime | time, ends_at: datetime | time) -> None:
    if ends_at <= starts_at:  # type: ignore[operator]  # two of a kind
        raise EndsBeforeItStarts


def check_free(other: ClassSession | None) -> None:
    if other is not None:
        starts, ends = (
            m.astimezone(clock.PARIS).strftime("%H:%M") for m in (other.starts_at, other.ends_at)
        )
        raise SessionsOverlap(cohort=other.cohort, starts=starts, ends=ends)


def check_days(starts_on: date, ends_on: date) -> None:
    """One day at least."""
    if ends_on < starts_on:
        raise EndsBeforeItStarts


def check_span(begins: date, ends: date) -> None:
    """One day at least, a school year at most."""
    check_year(begins, ends + timedelta(days=1))


def check_year(starts_on: date, ends_on: date) -> None:
    if ends_on <= starts_on:
        raise EndsBeforeItStarts
    if (ends_on - starts_on).days > LONGEST_YEAR:
        raise YearIsTooLong


def check_apart(other: TimetableSlot, weekday: int, starts_at: time, ends_at: time) -> None:
    """Two cells of the usual week do not share time."""
    if other.weekday == weekday and other.starts_at < ends_at and starts_at < other.ends_at:
        told = {"starts": f"{other.starts_at:%H:%M}", "ends": f"{other.ends_at:%H:%M}"}
        raise SessionsOverlap(cohort=other.cohort, **told)


def check_usual_rest(cohort: Cohort, weekdays: Iterable[int]) -> None:
    """Two days in a row without a session, the Sunday before a Monday included."""
    taken = set(weekdays)
    if not any({day, (day + 1) % 7}.isdisjoint(taken) for day in range(7)):
        raise UsualRestIsTooShort(cohort=cohort)


def check_rest(cohort: Cohort, monday: date, days: Collection[date]) -> None:
    """The same in the week of `monday`; its Sunday may rest with the Monday that follows."""
    week = [monday + timedelta(days=n) for n in range(8)]
    if not any(first not in days and second not in days for first, second in pairwise(week)):
        raise RestIsTooShort(cohort=cohort, monday=f"{monday:%d/%m/%Y}")


def check_can_go(session: ClassSession) -> None:
    if session.rolled_at is not None:
        raise SessionHasWork


def check_has_begun(session: ClassSession, now: datetime) -> None:
    if session.starts_at > now:
        raise SessionIsToCome


def minutes_present(session: ClassSession, presence: Presence, late_minutes: int) -> int:
    """All of it, none of it, or what is left after the minutes missed."""
    if presence is Presence.ABSENT:
        return 0
    missed = late_minutes if presence is Presence.LATE else 0
    return max(0, session.minutes - missed)


def gives_way(before: Attendance, word: Attendance) -> bool:
    """The office's word holds until the office says otherwise."""
    return before.side is not Side.OFFICE or word.side is Side.OFFICE


def changes_in_words(spoken: Iterable[tuple[Attendance | None, Attendance]]) -> str:
    return " ; ".join(
        f"{before.student.name} : {before.presence.label} → {word.presence.label}"
        for before, word in spoken
        if before is not None
    )
