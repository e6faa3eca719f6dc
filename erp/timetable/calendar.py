"""Which days the school works: public holidays, the zone's school holidays, its own closed days.

Sources: packages `holidays` (public holidays) and `vacances-scolaires-france` (education ministry
data until 2028), imported only when asked for: they are slow to load.
"""

from datetime import date, timedelta
from functools import lru_cache

from sqlalchemy import select

from erp.core.db import db
from erp.school import queries as school
from erp.timetable.models import ClosedDays

ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> dict[date, str]:
    from holidays.countries import FR

    return dict(FR(years=year, language="fr").items())


@lru_cache(maxsize=64)
def _school_holidays(year: int, zone: str) -> frozenset[date]:
    """Empty for a year the ministry has not published."""
    from vacances_scolaires_france import SchoolHolidayDates, UnsupportedYearException

    try:
        return frozenset(SchoolHolidayDates().holidays_for_year_and_zone(year, zone))
    except UnsupportedYearException:
        return frozenset()


def why_closed(day: date) -> str:
    """In words why nobody works that day; "" when the school is open."""
    if day.weekday() > 4:
        return "week-end"
    holiday = _public_holidays(day.year).get(day)
    if holiday:
        return holiday
    known = school.find_school()
    if known and day in _school_holidays(day.year, known.zone.value):
        return "vacances scolaires"
    own = select(ClosedDays.label).where(ClosedDays.starts_on <= day, ClosedDays.ends_on >= day)
    return db.session.scalar(own.limit(1)) or ""


def working_day_after(day: date, count: int) -> date:
    """The `count`-th open day after `day`; gives up counting closed days after a year."""
    last = day + timedelta(days=365)
    while count > 0 and day < last:
        day += ONE_DAY
        if not why_closed(day):
            count -= 1
    return day
