"""A student reads their own hours, absences and booklet, and nothing else."""

from datetime import timedelta

from flask import Response, abort, render_template
from flask_login import current_user

from erp.access.permissions import May
from erp.core import clock
from erp.people import queries
from erp.people.models import Student
from erp.reporting import booklets
from erp.school import queries as school
from erp.training import queries as training
from erp.training.states import PaperKind
from erp.web.office.face import office
from erp.web.shared.hours_view import hours_view
from erp.web.shared.papers import files_folder, send_pdf

LOOK_BACK = timedelta(days=120)


@office.get("/mes-heures", access=May.SEE_OWN_HOURS)
def show_my_hours() -> str:
    student, today = me(), clock.today()
    return render_template(
        "office/my_hours/show_my_hours.html",
        student=student,
        view=hours_view(student),
        absences=training.absences(today - LOOK_BACK, today, student.id),
    )


@office.get("/mes-heures/livret.pdf", access=May.SEE_OWN_HOURS)
def read_my_booklet() -> Response:
    return own_paper(PaperKind.BOOKLET)


@office.get("/mes-heures/realisations.pdf", access=May.SEE_OWN_HOURS)
def read_my_achievements() -> Response:
    return own_paper(PaperKind.ACHIEVEMENTS)


def own_paper(kind: PaperKind) -> Response:
    """As it stands today; the one that the school issues bears a code."""
    student = me()
    content = booklets.draw(
        kind, student, school.the_school(), begins=student.joined_on, ends=clock.today(),
        folder=files_folder(), now=clock.now(),
    )  # fmt: skip
    return send_pdf(content, f"{kind.value}.pdf")


def me() -> Student:
    return queries.student_of_user(current_user) or abort(404)
