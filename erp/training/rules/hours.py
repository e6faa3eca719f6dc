"""What must be true of the ledger, and how its minutes add up."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from erp.core.clock import day_of
from erp.curriculum.models import Diploma
from erp.people.models import Student
from erp.timetable.models import Absence, ClassSession, Justification
from erp.timetable.states import PRACTICE, AbsenceReason, Nature, Presence
from erp.training.models import Hours, Line, OrderLesson, Period
from erp.training.refusals import (
    DayIsToCome,
    LessonTooLong,
    MoreThanADay,
    NoMinutes,
    NotHereThatDay,
)
from erp.training.states import KIND_OF, Alert, Kind

MOST_MINUTES = 12 * 60
PRACTICED = frozenset({Kind.ORDERS, *(KIND_OF[one] for one in PRACTICE)})
Minutes = tuple[Kind | Nature, int]
CALL_AFTER, DROPOUT_AFTER = 2, 4  # whole days in a row without a word
CALL_SHARE, DROPOUT_SHARE = 10, 25  # percent of a month


class Told(NamedTuple):
    """What a roll call said; `minutes` of the session, `reason` when we know why they were away."""

    student_id: int
    day: date
    presence: Presence
    minutes: int
    reason: AbsenceReason | None = None


def hours_of(minutes: Iterable[Minutes], diploma: Diploma) -> Hours:
    practice = theory = beside = 0
    for kind, count in minutes:
        if kind in PRACTICED or kind in PRACTICE:
            practice += count
        elif kind == Kind.THEORY:
            theory += count
        else:
            beside += count
    target, tolerance = diploma.practice_percent, diploma.practice_tolerance
    return Hours(practice, theory, target, tolerance, beside)


def check_entry(minutes: int, day: date, today: date) -> None:
    if not minutes:
        raise NoMinutes
    if abs(minutes) > MOST_MINUTES:
        raise MoreThanADay
    if day > today:
        raise DayIsToCome


def cohort_id_on(student: Student, day: date) -> int:
    """Where they were that day; refuses a day they were not at the school."""
    for stay in student.past_stays:
        if stay.starts_on <= day < stay.until:
            return stay.cohort_id
    if day < student.here_since or (student.left_on is not None and day >= student.left_on):
        raise NotHereThatDay(student=student)
    return student.cohort_id


def check_lesson(session: ClassSession, minutes: int, others: Iterable[OrderLesson]) -> None:
    """Lessons on orders fit into their session."""
    if minutes <= 0:
        raise NoMinutes
    left = session.minutes - sum(one.minutes for one in others)
    if minutes > left:
        raise LessonTooLong(left=max(0, left))


def periods(
    student: Student, told: Iterable[Line], first_day_of: Callable[[date], date]
) -> list[Period]:
    groups: dict[date, list[Minutes]] = {}
    for line in told:
        groups.setdefault(first_day_of(line.day), []).append((line.kind, line.minutes))
    diploma = student.cohort.diploma
    return [Period(first, hours_of(groups[first], diploma)) for first in sorted(groups)]


def told(
    student_id: int,
    presence: Presence,
    within: tuple[datetime, datetime],
    announced: Iterable[Absence],
    papers: Iterable[Justification],
) -> Told:
    """`announced` for a time explains the sessions it touches, a paper whole days."""
    starts_at, ends_at = within
    day = day_of(starts_at)
    why = [one.reason for one in papers if one.starts_on <= day <= one.ends_on]
    why += [o.reason for o in announced if o.starts_at < ends_at and starts_at < o.ends_at]
    minutes = int((ends_at - starts_at).total_seconds()) // 60
    return Told(student_id, day, presence, minutes, next(iter(why), None))


def days_in_a_row(silent: Sequence[Told], rows: Sequence[Told]) -> int:
    """Whole days away without a word, counted back from the last day with a roll call."""
    count = 0
    for day in sorted({row.day for row in rows}, reverse=True):
        of_the_day = [row for row in rows if row.day == day]
        whole = all(one.presence is Presence.ABSENT for one in of_the_day)
        if not whole or not any(row.day == day for row in silent):
            return count
        count += 1
    return count


def percent_away(silent: Sequence[Told], rows: Sequence[Told]) -> int:
    whole = sum(one.minutes for one in rows)
    away = sum(one.minutes for one in silent if one.presence is Presence.ABSENT)
    return round(100 * away / whole) if whole else 0


def alert_of(days: int, percent: int) -> Alert | None:
    if days >= DROPOUT_AFTER or percent >= DROPOUT_SHARE:
        return Alert.DROPOUT
    return Alert.CALL if days >= CALL_AFTER or percent >= CALL_SHARE else None
