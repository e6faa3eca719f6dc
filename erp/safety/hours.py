"""The time limits of minors, lessons counted: the same for a plan and for what was lived.

Pure: spans in, reasons out. A span is (start, end) in UTC; days are those of Paris.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from erp.core import clock
from erp.safety import law
from erp.safety.law import Limits
from erp.safety.refusals import (
    AtNight,
    DayTooLong,
    DayTooLongBeforeSixteen,
    NoBreak,
    NoWeeklyRest,
    OnPublicHoliday,
    RestTooShort,
    SafetyRefusal,
    WeekTooLong,
)

Span = tuple[datetime, datetime]
ONE_DAY, NOTHING = timedelta(days=1), timedelta()


LIMITS = (
    DayTooLong,
    DayTooLongBeforeSixteen,
    WeekTooLong,
    NoBreak,
    AtNight,
    RestTooShort,
    NoWeeklyRest,
    OnPublicHoliday,
)
SHORTER = DayTooLongBeforeSixteen


@dataclass(frozen=True)
class Breach:
    """A limit that is passed; `days` are those it is about: one, or the seven of a week."""

    days: tuple[date, ...]
    reason: SafetyRefusal


def breaches(
    name: str, birth_date: date, spans: Sequence[Span], holidays: Collection[date]
) -> list[Breach]:
    """Every limit these spans pass, in the order of the days. Overlapping spans count once."""
    days: dict[date, list[Span]] = {}
    whole = joined(spans)
    for start, end in whole:
        days.setdefault(clock.day_of(start), []).append((start, end))
    found: list[Breach] = []
    last: datetime | None = None  # when the day before was over
    for day, worked in days.items():
        limits = law.limits_on(birth_date, day)
        if limits is not None:
            told = _of_day(name, day, worked, limits, last)
            if day in holidays:
                told.append(OnPublicHoliday(student=name, day=_said(day)))
            found += [Breach((day,), reason) for reason in told]
        last = worked[-1][1]
    found += _of_weeks(name, birth_date, _by_day(whole))
    return sorted(found, key=lambda breach: breach.days[0])


def joined(spans: Sequence[Span], gap: timedelta = NOTHING) -> list[Span]:
    """In order; those that touch, cross or stand less than `gap` apart are one."""
    whole: list[Span] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if whole and start <= whole[-1][1] + gap:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


def _of_day(
    name: str, day: date, worked: list[Span], limits: Limits, last: datetime | None
) -> list[SafetyRefusal]:
    facts = {"student": name, "day": _said(day)}
    reasons: list[SafetyRefusal] = []
    total = _length(worked)
    if total > limits.day:
        kind, most = (DayTooLong, law.DAY) if total > law.DAY else (SHORTER, limits.day)
        reasons.append(kind(**facts, time=_hours(total), most=_hours(most)))
    unbroken = max(end - start for start, end in joined(worked, law.BREAK - _INSTANT))
    if unbroken > law.UNBROKEN:
        reasons.append(NoBreak(**facts, time=_hours(unbroken)))
    if any(_is_at_night(start, end, day, limits) for start, end in worked):
        reasons.append(AtNight(**facts, evening=limits.evening.hour))
    rest = worked[0][0] - last if last else limits.rest
    if rest < limits.rest:
        reasons.append(RestTooShort(**facts, time=_hours(rest), most=_hours(limits.rest)))
    return reasons


def _is_at_night(start: datetime, end: datetime, day: date, limits: Limits) -> bool:
    """Before six, or after the evening hour of this age."""
    return start < clock.at(day, law.MORNING) or end > clock.at(day, limits.evening)


def _by_day(whole: Sequence[Span]) -> dict[date, timedelta]:
    """What falls on each day: a span that goes on after midnight is of both."""
    found: dict[date, timedelta] = {}
    for start, end in whole:
        while start < end:
            day = clock.day_of(start)
            until = min(end, clock.start_of(day + ONE_DAY))
            found[day] = found.get(day, NOTHING) + (until - start)
            start = until
    return found


def _of_weeks(name: str, birth_date: date, days: dict[date, timedelta]) -> Iterator[Breach]:
    for monday in sorted({clock.monday_of(day) for day in days}):
        week = tuple(monday + n * ONE_DAY for n in range(7))
        young = [day for day in week if law.is_minor(birth_date, day) and day in days]
        facts = {"student": name, "day": _said(monday)}
        total = sum((days[day] for day in young), NOTHING)
        if total > law.WEEK:
            most = _hours(law.WEEK)
            yield Breach(week, WeekTooLong(**facts, time=_hours(total), most=most))
        if young and not _rests([day in days for day in week]):
            yield Breach(week, NoWeeklyRest(**facts))


def _rests(worked: list[bool]) -> bool:
    """Two free days one after the other, from Monday to Sunday."""
    pairs = zip(worked, worked[1:], strict=False)
    return any(not first and not second for first, second in pairs)


_INSTANT = timedelta(seconds=1)  # a break of exactly thirty minutes is one


def _length(spans: Sequence[Span]) -> timedelta:
    return sum((end - start for start, end in spans), NOTHING)


def _hours(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    return f"{minutes // 60} h {minutes % 60:02d}"


def _said(day: date) -> str:
    return f"{day:%d/%m/%Y}"
