"""A student's hours → the frozen data of the statement."""

from datetime import date, timedelta

from erp.customers.papers import school_block
from erp.documents import format as french
from erp.documents.hours_statement import HoursStatement, HoursWeek
from erp.people.models import Student
from erp.school.models import School
from erp.training.models import Period


def statement(
    student: Student,
    weeks: list[Period],
    school: School,
    *,
    begins: date,
    ends: date,
    today: date,
) -> HoursStatement:
    return HoursStatement(
        school=school_block(school),
        student=student.name,
        cohort=student.cohort.name,
        diploma=student.cohort.diploma.name,
        period_from=begins,
        period_to=ends,
        issued_on=today,
        weeks=tuple(_week(one) for one in weeks),
        target_percent=student.cohort.diploma.practice_percent,
    )


def _week(one: Period) -> HoursWeek:
    friday = one.starts_on + timedelta(days=4)
    label = f"Semaine {one.starts_on.isocalendar().week}, jusqu'au {french.day(friday)}"
    return HoursWeek(label, one.hours.practice, one.hours.theory)
