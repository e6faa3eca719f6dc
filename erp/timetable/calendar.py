"""Which days the school works: public holidays, the zone's school holidays, its own closed days.

Sources: packages `holidays` (public holidays) and `vacances-scolaires-france` (education ministry
data until 2028), imported only when asked for: they are slow to load.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, select

from erp.core.db import db
from erp.core.prepared import prepared
from erp.school import queries as school
from erp.timetable.models import ClosedDays

ONE_DAY = timedelta(days=1)
WEEKEND, SATURDAY = "week-end", 5


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> dict[date, str]:
    from holidays.countries import FR

    return dict(FR(years=year, language="fr").items())


@lru_cache(maxsize=64)
def _school_holidays(year: int, zone: str) -> dict[date, str]:
    """Each day's holidays by name; empty for a year the ministry has not published."""
    from vacances_scolaires_france import SchoolHolidayDates, UnsupportedYearException

    try:
        found = SchoolHolidayDates().holidays_for_year_and_zone(year, zone)
    except UnsupportedYearException:
        return {}
    return {day: _lower_first(facts["nom_vacances"]) for day, facts in found.items()}


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def public_holidays(begins: date, ends: date) -> set[date]:
    """The days of the law between two days, both included."""
    years = range(begins.year, ends.year + 1)
    return {day for year in years for day in _public_holidays(year) if begins <= day <= ends}


def why_closed(day: date) -> str:
    """In words why nobody works that day; "" when the school is open."""
    return why_closed_on([day])[day]


def why_closed_on(days: Sequence[date]) -> dict[date, str]:
    """The same of several days, in one question."""
    own = _closed.columns(min(days), max(days))
    return {day: _why(day, own) for day in days}


def _why(day: date, own: Sequence[Any]) -> str:
    labels = (one.label for one in own if one.starts_on <= day <= one.ends_on)
    return _general_reason(day) or next(labels, "")


@prepared
def _closed(begins: date, ends: date) -> Select[date, date, str]:
    told = select(ClosedDays.starts_on, ClosedDays.ends_on, ClosedDays.label)
    touching = (ClosedDays.starts_on <= ends, ClosedDays.ends_on >= begins)
    return told.where(*touching).order_by(ClosedDays.id)


def _general_reason(day: date) -> str:
    """Week-ends, public holidays, the zone's school holidays."""
    if day.weekday() >= days_a_week():
        return WEEKEND
    holiday = _public_holidays(day.year).get(day)
    if holiday:
        return holiday
    return _holidays_of(day)


def days_a_week() -> int:
    """How many of a week's days, from Monday, the school may work."""
    known = school.find_school()
    return SATURDAY + 1 if known is not None and known.opens_on_saturday else SATURDAY


def _holidays_of(day: date) -> str:
    """The school holidays of the zone that day is in; "" outside them."""
    known = school.find_school()
    return _school_holidays(day.year, known.zone.value).get(day, "") if known else ""


def open_days(begins: date, ends: date) -> Iterator[date]:
    """The days the school works, from `begins` to `ends`, both included."""
    own = db.session.scalars(select(ClosedDays)).all()
    day = begins
    while day <= ends:
        if not _general_reason(day) and not any(o.starts_on <= day <= o.ends_on for o in own):
            yield day
        day += ONE_DAY


@dataclass(frozen=True)
class Closure:
    """Days closed one after the other for the same reason; both are included."""

    starts_on: date
    ends_on: date
    why: str


def closures(begins: date, ends: date) -> list[Closure]:
    """School and public holidays between two days, in order.

    A public holiday within school holidays is not told apart.
    """
    found: list[Closure] = []
    day = begins
    while day <= ends:
        why = _holidays_of(day) or _general_reason(day)
        if why and why != WEEKEND:
            joins = found and found[-1].why == why and (day - found[-1].ends_on).days <= 3
            first = found.pop().starts_on if joins else day
            found.append(Closure(first, day, why))
        day += ONE_DAY
    return found


def period_start(today: date, begins: date) -> date:
    """The first day after the last school holidays; `begins` when there were none this year."""
    over = [
        one
        for one in closures(begins, today)
        if _holidays_of(one.starts_on) and one.ends_on < today
    ]
    return max([begins, *(one.ends_on + ONE_DAY for one in over)])


def working_day_after(day: date, count: int) -> date:
    """The `count`-th open day after `day`; gives up counting closed days after a year."""
    last = day + timedelta(days=365)
    own = _closed.columns(day, last)
    while count > 0 and day < last:
        day += ONE_DAY
        if not _why(day, own):
            count -= 1
    return day
