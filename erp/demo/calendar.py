"""The school's open days: zone A, French public holidays; today is open whatever it is."""

from datetime import date, timedelta
from functools import cache

from holidays import country_holidays
from vacances_scolaires_france import SchoolHolidayDates

from erp.core.db import db
from erp.demo.wishes import Wishes
from erp.timetable.models import ClosedDays, SchoolYear

ZONE = "A"


@cache
def _school_holidays() -> SchoolHolidayDates:
    return SchoolHolidayDates()


def is_open(day: date) -> bool:
    if day.weekday() > 4 or day in country_holidays("FR", years=day.year):
        return False
    known = _school_holidays()
    return day.year > known.max_year or not known.is_holiday_for_zone(day, ZONE)


def open_days(first: date, last: date) -> list[date]:
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return [day for day in days if is_open(day)]


def year_of(wishes: Wishes) -> tuple[date, date]:
    """From 1 September to the first Friday of July, or to today in the middle of the summer."""
    start = wishes.school_year
    july = date(start + 1, 7, 1)
    last = july + timedelta((4 - july.weekday()) % 7)
    return date(start, 9, 1), max(last, wishes.today)


def days_of(wishes: Wishes) -> list[date]:
    """Every day with sessions in it: the open days of the year, and today."""
    first, last = year_of(wishes)
    return sorted({*open_days(first, last), wishes.today})


def back(wishes: Wishes, count: int) -> date:
    """The school day `count` school days ago; before the year began, the calendar goes on back."""
    day = wishes.today
    while count > 0:
        day -= timedelta(1)
        count -= is_open(day)
    return day


def ahead(wishes: Wishes, weeks: int) -> date:
    """The Monday of a week to come, or gone by when negative."""
    monday = wishes.today - timedelta(wishes.today.weekday())
    return monday + timedelta(weeks=weeks)


def lay_year(wishes: Wishes) -> None:
    first, last = year_of(wishes)
    db.session.add(SchoolYear(id=wishes.school_year, starts_on=first, ends_on=last))
    bridge = date(wishes.school_year, 11, 10)
    if bridge.weekday() == 0 and bridge != wishes.today:
        db.session.add(ClosedDays(starts_on=bridge, ends_on=bridge, label="Pont du 11 novembre"))
