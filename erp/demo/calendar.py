"""The days of the demo: the open days of its school year, and today whatever day it is.

When the year is young, sessions begin some weeks before the summer: orders need a past.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from erp.core import clock
from erp.core.db import db
from erp.demo.wishes import Wishes
from erp.timetable.calendar import why_closed
from erp.timetable.models import ClosedDays, SchoolYear

LOOK_BACK = 42  # school days before today that the orders have lived
ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class Days:
    """Every day with sessions in it, in order."""

    all: list[date]
    today: date
    hours: tuple[time, time, time]  # of today: Wishes.hours

    def back(self, count: int) -> date:
        """The school day `count` school days ago."""
        return self.all[self.all.index(self.today) - count]

    def at(self, count: int, hour: int, minute: int = 0) -> datetime:
        return clock.at(self.back(count), time(hour, minute))

    def after(self, moment: datetime, hour: int, minute: int = 0) -> datetime:
        """An hour of the next school day."""
        day = clock.day_of(moment)
        return clock.at(next(one for one in self.all if one > day), time(hour, minute))

    def week(self, day: date, count: int) -> date:
        """The Monday of the `count`-th week after a day's, not counting weeks of holidays."""
        monday = clock.monday_of(day)
        while count > 0:
            monday += 7 * ONE_DAY
            count -= any(not why_closed(monday + n * ONE_DAY) for n in range(5))
        return monday


def lay_year(wishes: Wishes) -> Days:
    """From 1 September to the first Friday of July, or to today in the middle of the summer."""
    first, last = bounds(wishes.school_year)
    last = max(last, wishes.today)
    db.session.add(SchoolYear(id=wishes.school_year, starts_on=first, ends_on=last))
    training = a_friday_of_march(wishes.school_year + 1)
    if training != wishes.today:
        label = "Journée pédagogique"
        db.session.add(ClosedDays(starts_on=training, ends_on=training, label=label))
    if wishes.today.weekday() >= SATURDAY:
        db.session.add(a_rest_for(wishes.today))
    db.session.flush()  # the calendar is asked from here on
    start = min(first, some_weeks_before(wishes.today))
    if start < first:
        before = wishes.school_year - 1
        opens, closes = bounds(before)
        db.session.add(SchoolYear(id=before, starts_on=opens, ends_on=closes))
    count = (last - start).days + 1
    days = (start + n * ONE_DAY for n in range(count))
    return Days(
        [d for d in days if d == wishes.today or not why_closed(d)], wishes.today, wishes.hours
    )


def a_rest_for(today: date) -> ClosedDays:
    """Whoever comes at a weekend finds work: its two days of rest come before (L3164-2)."""
    friday = clock.monday_of(today) + 4 * ONE_DAY
    first = friday - ONE_DAY if today.weekday() == SATURDAY else friday
    return ClosedDays(starts_on=first, ends_on=friday, label="Repos avant le week-end")


def bounds(year: int) -> tuple[date, date]:
    july = date(year + 1, 7, 1)
    return date(year, 9, 1), july + timedelta((4 - july.weekday()) % 7)


def a_friday_of_march(year: int) -> date:
    march = date(year, 3, 8)
    return march + timedelta((4 - march.weekday()) % 7)


def some_weeks_before(today: date) -> date:
    day, left = today, LOOK_BACK
    while left > 0:
        day -= ONE_DAY
        left -= not why_closed(day)
    return day
