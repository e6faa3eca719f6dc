"""The meter of one student, the same for the office and for the student."""

from dataclasses import dataclass
from datetime import date, timedelta

from erp.core import clock
from erp.people.models import Student
from erp.timetable import queries as timetable
from erp.training import queries
from erp.training.models import Gap, Hours, Period


@dataclass(frozen=True)
class HoursView:
    begins: date
    ends: date
    week: Hours
    month: Hours
    year: Hours
    planned: Hours
    weeks: list[Period]
    months: list[Period]
    gap: Gap


def hours_view(student: Student) -> HoursView:
    """This week, this month, this school year so far; and what is planned until its end."""
    today = clock.today()
    begins, ends = year_of(today)
    monday, first = clock.monday_of(today), today.replace(day=1)
    return HoursView(
        begins=begins,
        ends=ends,
        week=queries.hours_of_student(student, monday, today),
        month=queries.hours_of_student(student, first, today),
        year=queries.hours_of_student(student, begins, ends),
        planned=queries.planned_of_cohort(student.cohort, begins, ends),
        weeks=queries.weeks_of_student(student, begins, ends)[-10:],
        months=queries.months_of_student(student, begins, ends),
        gap=queries.gap_of_student(student, monday, today, now=clock.now()),
    )


def year_of(today: date) -> tuple[date, date]:
    """The school year's days; from September to August when nobody has said."""
    year = timetable.school_year(today)
    if year is not None:
        return year.starts_on, year.ends_on
    first = date(today.year - (today.month < 9), 9, 1)
    return first, first.replace(year=first.year + 1) - timedelta(days=1)
