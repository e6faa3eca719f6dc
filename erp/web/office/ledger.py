"""The ledger of hours: a cohort's meters, the rows behind a number, the gaps, hours by hand."""

from datetime import timedelta
from typing import Any

from flask import Response, abort, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from erp.access.permissions import May
from erp.core import clock
from erp.people import queries as people
from erp.people.models import Cohort, Student
from erp.reporting import hours
from erp.training import actions, queries
from erp.training.models import Hours
from erp.training.queries import Span
from erp.training.states import Drift
from erp.web.office.face import office
from erp.web.office.ledger_forms import HoursForm, PeriodForm
from erp.web.office.timetable import cohort_asked
from erp.web.shared.hours_view import period_asked, year_of
from erp.web.shared.papers import send_csv
from erp.web.shared.records import done, record_page

Row = tuple[Any, Hours, Hours]  # whom, what they lived, what it will be at the end


@office.get("/promotions/<int:cohort_id>/heures", access=May.READ_STUDENTS)
def show_cohort_hours(cohort_id: int) -> str:
    cohort, (begins, ends) = find_cohort(cohort_id), period_asked(*year_of(clock.today()))
    lived = queries.students_of_cohort(cohort, begins, ends)
    planned = queries.planned_of_cohort(cohort, clock.now(), ends)
    return render_template(
        "office/ledger/show_cohort_hours.html",
        cohort=cohort,
        form=PeriodForm.of(begins, ends),
        rows=meters_of(cohort, lived, planned),
        whole=sum(lived.values(), queries.hours_of([], cohort.diploma)),
        planned=planned,
        drifts=Drift,
        missing=queries.missing_rolls(cohort, begins, now=clock.now()),
    )


def meters_of(cohort: Cohort, lived: dict[int, Hours], planned: Hours) -> list[Row]:
    """By last name; for who is no longer in the cohort nothing more is planned."""
    nothing = queries.hours_of([], cohort.diploma)
    rows = []
    for student in people.names_of(cohort.id, lived):
        stays = student.cohort_id == cohort.id and student.left_on is None
        done_ = lived.get(student.id, nothing)
        rows.append((student, done_, done_ + planned if stays else done_))
    return rows


@office.get("/promotions/<int:cohort_id>/heures.csv", access=May.READ_STUDENTS)
def read_cohort_hours(cohort_id: int) -> Response:
    cohort, (begins, ends) = find_cohort(cohort_id), period_asked(*year_of(clock.today()))
    span = Span(begins, ends, cohort_ids=[cohort.id])
    return send_csv(hours.hours_table(span, now=clock.now()), f"heures-{cohort.id}.csv")


@office.get("/eleves/<int:student_id>/registre", access=May.READ_STUDENTS)
def show_ledger(student_id: int) -> str:
    student, today = find_student(student_id), clock.today()
    begins, ends = period_asked(today.replace(day=1), today)
    told = queries.lines_of_student(student, begins, ends)
    return render_template(
        "office/ledger/show_ledger.html",
        student=student,
        form=PeriodForm.of(begins, ends),
        lines=[line for line in told if line.minutes],
        whole=queries.hours_of_student(student, begins, ends),
        work=queries.work_behind(student, told),
        words=queries.words_of(student, begins, ends),
        entries={one.id: one for one in queries.entries_of(student, begins, ends)},
    )


@office.get("/eleves/<int:student_id>/heures/nouveau", access=May.WRITE_STUDENTS)
def new_hours(student_id: int) -> str | tuple[str, int]:
    return hours_page(HoursForm(day=clock.today()), find_student(student_id))


@office.post("/eleves/<int:student_id>/heures/nouveau", access=May.WRITE_STUDENTS)
def note_hours(student_id: int) -> Answer | str | tuple[str, int]:
    student, form = find_student(student_id), HoursForm()
    facts = {"actor": current_user, "now": clock.now()}
    if form.accepts(lambda: actions.note_hours(student, **form.facts, **facts)):
        return done(_("Les heures sont notées."), url_for(".show_ledger", student_id=student.id))
    return hours_page(form, student)


def hours_page(form: HoursForm, student: Student) -> str | tuple[str, int]:
    back = url_for(".show_ledger", student_id=student.id)
    return record_page(form, kicker=student.name, title=_("Noter des heures"), back=back)


@office.get("/ecarts", access=May.READ_STUDENTS)
def show_gaps() -> str:
    cohorts, today = people.cohorts(), clock.today()
    cohort = cohort_asked(cohorts)
    begins, ends = period_asked(clock.monday_of(today), today, longest=timedelta(days=62))
    students = list(cohort.students) if cohort else []
    return render_template(
        "office/ledger/show_gaps.html",
        cohorts=cohorts,
        chosen=cohort,
        form=PeriodForm.of(begins, ends),
        students=students,
        gaps=queries.gaps(students, begins, ends, now=clock.now()),
    )


def find_cohort(cohort_id: int) -> Cohort:
    return people.cohort(cohort_id) or abort(404)


def find_student(student_id: int) -> Student:
    return people.student(student_id) or abort(404)
