"""The meter of one student, the same for the office, for the student and for the guardians."""

from dataclasses import dataclass
from datetime import date, timedelta

from erp.core import clock
from erp.people.models import Student
from erp.timetable import queries as timetable
from erp.training import queries
from erp.training.models import Gap, Hours, Meter, Period
from erp.web.shared.asked import day_asked


@dataclass(frozen=True)
class HoursView:
    begins: date
    ends: date
    week: Hours
    month: Hours
    year: Meter
    weeks: list[Period]
    months: list[Period]
    gap: Gap


def hours_view(student: Student) -> HoursView:
    """This week, this month, this school year so far; and what is planned until its end."""
    today, now = clock.today(), clock.now()
    begins, ends = year_of(today)
    monday, first = clock.monday_of(today), today.replace(day=1)
    told = queries.lines_of_student(student, begins, ends)
    return HoursView(
        begins=begins,
        ends=ends,
        week=queries.hours_of_student(student, monday, today),
        month=queries.hours_of_student(student, first, today),
        year=queries.meter_of_student(student, begins, ends, now=now),
        weeks=queries.periods(student, told, clock.monday_of)[-10:],
        months=queries.periods(student, told, lambda day: day.replace(day=1)),
        gap=queries.gap_of_student(student, monday, today, now=now),
    )


def year_of(today: date) -> tuple[date, date]:
    """The school year's days; from September to August when nobody has said."""
    year = timetable.school_year(today)
    if year is not None:
        return year.starts_on, year.ends_on
    first = date(today.year - (today.month < 9), 9, 1)
    return first, first.replace(year=first.year + 1) - timedelta(days=1)


def period_asked(
    begins: date, ends: date, longest: timedelta = timedelta(days=1500)
) -> tuple[date, date]:
    """?begins=2026-09-01&ends=2026-09-30; what cannot be read is as usual."""
    first, last = day_asked("begins") or begins, day_asked("ends") or ends
    return (first, last) if first <= last <= first + longest else (begins, ends)
