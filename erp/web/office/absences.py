"""Absences: who was away, who said why, and whom to call first."""

from datetime import timedelta

from flask import Response, abort, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from erp.access.permissions import May
from erp.core import clock, files
from erp.people import queries as people
from erp.people.models import Student
from erp.timetable import actions
from erp.training import queries
from erp.web.office.absences_forms import JustifyForm
from erp.web.office.face import office
from erp.web.office.ledger_forms import PeriodForm
from erp.web.shared.hours_view import period_asked
from erp.web.shared.papers import files_folder, send_file_of
from erp.web.shared.records import Answer, Page, done, number_asked, record_page

A_MONTH, LONGEST = timedelta(days=30), timedelta(days=400)


@office.get("/absences", access=May.READ_STUDENTS)
def list_absences() -> str:
    today, student_id = clock.today(), number_asked("student_id")
    begins, ends = period_asked(today - A_MONTH, today, longest=LONGEST)
    return render_template(
        "office/absences/list_absences.html",
        form=PeriodForm.of(begins, ends),
        absences=queries.absences(begins, ends, student_id),
        worries=queries.worries(today),
        student=people.student(student_id) if student_id else None,
        papers=queries.justifications(student_id) if student_id else [],
    )


@office.get("/eleves/<int:student_id>/justifier", access=May.WRITE_STUDENTS)
def new_justification(student_id: int) -> Page:
    student, day = find(student_id), clock.today()
    return justify_page(JustifyForm(starts_on=day, ends_on=day), student)


@office.post("/eleves/<int:student_id>/justifier", access=May.WRITE_STUDENTS)
def justify(student_id: int) -> Answer:
    student, form = find(student_id), JustifyForm()
    if form.accepts(lambda: keep(student, form)):
        words = _("L'absence de %(student)s est justifiée.", student=student.first_name)
        return done(words, url_for(".list_absences", student_id=student.id))
    return justify_page(form, student)


def keep(student: Student, form: JustifyForm) -> None:
    papers = [files.keep(one, folder=files_folder()) for one in form.paper.data or []]
    facts = {name: form[name].data for name in ("starts_on", "ends_on", "reason", "note")}
    paper = papers[0] if papers else None
    who = {"actor": current_user, "now": clock.now()}
    actions.justify(student, stored_file=paper, **facts, **who)


def justify_page(form: JustifyForm, student: Student) -> Page:
    back = url_for(".list_absences", student_id=student.id)
    return record_page(form, kicker=student.name, title=_("Justifier une absence"), back=back)


@office.get("/justificatifs/<int:justification_id>", access=May.WRITE_STUDENTS)
def read_justification(justification_id: int) -> Response:
    """A medical paper is for the office alone."""
    found = queries.justification(justification_id)
    if found is None or found.stored_file is None:
        abort(404)
    return send_file_of(found.stored_file)


def find(student_id: int) -> Student:
    return people.student(student_id) or abort(404)
