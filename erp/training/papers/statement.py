"""A student's hours → the frozen data of the statement."""

from collections.abc import Sequence
from datetime import date, timedelta

from erp.core import clock
from erp.customers.papers import school_block
from erp.documents import format as french
from erp.documents.hours_statement import HoursStatement, HoursWeek
from erp.people.models import Student
from erp.school.models import School
from erp.training.models import Line, Period
from erp.training.rules import periods
from erp.training.states import Kind


def statement(
    student: Student,
    told: Sequence[Line],
    school: School,
    *,
    begins: date,
    ends: date,
    today: date,
) -> HoursStatement:
    """`told`: the student's lines of these days."""
    return HoursStatement(
        school=school_block(school),
        student=student.name,
        cohort=student.cohort.name,
        diploma=student.cohort.diploma.name,
        period_from=begins,
        period_to=ends,
        issued_on=today,
        weeks=tuple(_week(one) for one in periods(student, told, clock.monday_of)),
        kinds=tuple((kind.label, _minutes(told, kind)) for kind in Kind if _minutes(told, kind)),
        target_percent=student.cohort.diploma.practice_percent,
    )


def _minutes(told: Sequence[Line], kind: Kind) -> int:
    return sum(line.minutes for line in told if line.kind is kind)


def _week(one: Period) -> HoursWeek:
    friday = one.starts_on + timedelta(days=4)
    label = f"Semaine {one.starts_on.isocalendar().week}, jusqu'au {french.day(friday)}"
    return HoursWeek(label, one.hours.practice, one.hours.theory)
