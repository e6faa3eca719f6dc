"""The meter of practice and theory: what was done, what is planned, against the diploma's target."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from erp.core import clock
from erp.core.db import db
from erp.curriculum.models import Diploma
from erp.people.models import Cohort, Student
from erp.timetable.models import ClassSession
from erp.training import rules
from erp.training.models import Gap, Hours, Line, Meter, Period
from erp.training.queries.ledger import lines
from erp.training.queries.sums import Span, sums
from erp.training.states import Kind


def hours_of_student(student: Student, begins: date, ends: date) -> Hours:
    """All they have lived, in whatever cohort it was."""
    told = sums(Span(begins, ends, student_ids=[student.id])).values()
    return rules.hours_of((pair for one in told for pair in one.items()), student.cohort.diploma)


def weeks_of_student(student: Student, begins: date, ends: date) -> list[Period]:
    return rules.periods(student, lines_of_student(student, begins, ends), clock.monday_of)


def months_of_student(student: Student, begins: date, ends: date) -> list[Period]:
    told = lines_of_student(student, begins, ends)
    return rules.periods(student, told, lambda day: day.replace(day=1))


def lines_of_student(student: Student, begins: date, ends: date) -> list[Line]:
    return lines(Span(begins, ends, student_ids=[student.id]), now=clock.now())


def hours_of_cohorts(cohorts: Sequence[Cohort], begins: date, ends: date) -> dict[int, Hours]:
    """What was lived in each cohort, by whoever was in it then."""
    groups: dict[int, list[rules.Minutes]] = {one.id: [] for one in cohorts}
    for (_who, cohort_id), minutes in sums(Span(begins, ends, cohort_ids=list(groups))).items():
        groups[cohort_id] += minutes.items()
    return {one.id: rules.hours_of(groups[one.id], one.diploma) for one in cohorts}


def students_of_cohort(cohort: Cohort, begins: date, ends: date) -> dict[int, Hours]:
    """What each student lived in this cohort; who left it is here too."""
    told = sums(Span(begins, ends, cohort_ids=[cohort.id]))
    return {who: rules.hours_of(one.items(), cohort.diploma) for (who, _), one in told.items()}


def planned_of_cohorts(cohorts: Sequence[Cohort], begins: datetime, ends: date) -> dict[int, Hours]:
    """What the timetable still holds for one student of each cohort: no roll called yet."""
    last = clock.start_of(ends) + clock.A_DAY
    chosen = select(
        ClassSession.cohort_id, ClassSession.nature, ClassSession.starts_at, ClassSession.ends_at
    ).where(
        ClassSession.cohort_id.in_([one.id for one in cohorts]),
        ClassSession.starts_at >= begins,
        ClassSession.starts_at < last,
        ClassSession.rolled_at.is_(None),
    )
    groups: dict[int, list[rules.Minutes]] = {one.id: [] for one in cohorts}
    for cohort_id, nature, starts_at, ends_at in db.session.execute(chosen):
        groups[cohort_id].append((nature, int((ends_at - starts_at).total_seconds()) // 60))
    return {one.id: rules.hours_of(groups[one.id], one.diploma) for one in cohorts}


def planned_of_cohort(cohort: Cohort, begins: datetime, ends: date) -> Hours:
    return planned_of_cohorts([cohort], begins, ends)[cohort.id]


def meter_of_student(student: Student, begins: date, ends: date, *, now: datetime) -> Meter:
    """Until the end of the period, or until they left."""
    done = hours_of_student(student, begins, ends)
    if student.left_on is not None:
        return Meter(done, rules.hours_of([], student.cohort.diploma))
    return Meter(done, planned_of_cohort(student.cohort, now, ends))


def meters_of_cohorts(
    cohorts: Sequence[Cohort], begins: date, ends: date, *, now: datetime
) -> dict[int, Meter]:
    """Of whole cohorts: what each student still has before them, times their number."""
    done = hours_of_cohorts(cohorts, begins, ends)
    planned = planned_of_cohorts(cohorts, now, ends)
    here = {one.id: sum(s.left_on is None for s in one.students) for one in cohorts}
    return {one.id: Meter(done[one.id], planned[one.id].times(here[one.id])) for one in cohorts}


def by_diploma(cohorts: Sequence[Cohort], meters: dict[int, Meter]) -> dict[Diploma, Meter]:
    """What the cohorts of each diploma add up to, in the order of the diplomas' names."""
    found: dict[Diploma, Meter] = {}
    for one in sorted(cohorts, key=lambda one: (one.diploma.name, one.id)):
        known = found.get(one.diploma)
        found[one.diploma] = known + meters[one.id] if known else meters[one.id]
    return found


def missing_rolls(cohort: Cohort, begins: date, *, now: datetime) -> int:
    """Sessions that are over and that nobody has told: their hours are nowhere yet."""
    chosen = select(func.count()).where(
        ClassSession.cohort_id == cohort.id,
        ClassSession.starts_at >= clock.start_of(begins),
        ClassSession.ends_at < now,
        ClassSession.rolled_at.is_(None),
    )
    return db.session.scalar(chosen) or 0


def gap_of_student(student: Student, begins: date, ends: date, *, now: datetime) -> Gap:
    return gaps([student], begins, ends, now=now)[student.id]


def gaps(students: Sequence[Student], begins: date, ends: date, *, now: datetime) -> dict[int, Gap]:
    """Presence at workshop sessions beside the time on orders, by student."""
    present = dict.fromkeys((one.id for one in students), 0)
    on_orders = dict.fromkeys(present, 0)
    for line in lines(Span(begins, ends, student_ids=list(present)), now=now):
        if line.kind in (Kind.ORDERS, Kind.WORKSHOP) and line.source == "session":
            present[line.student_id] += line.minutes
            on_orders[line.student_id] += line.minutes if line.kind is Kind.ORDERS else 0
    return {who: Gap(present[who], on_orders[who]) for who in present}
