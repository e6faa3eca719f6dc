"""What a guardian reads by a personal link: hours and absences of a minor, and nothing else."""

from datetime import timedelta

from flask import abort, render_template

from erp.core import clock, tokens
from erp.people import queries
from erp.people.actions.guardians import FAMILY
from erp.people.models import Student
from erp.training import queries as training
from erp.web.shared.face import PUBLIC
from erp.web.shared.handing import doors
from erp.web.shared.hours_view import hours_view

LOOK_BACK = timedelta(days=120)


@doors.get("/famille/<token>", access=PUBLIC)
def show_family(token: str) -> str:
    student, today = student_of(token), clock.today()
    return render_template(
        "shared/doors/show_family.html",
        student=student,
        view=hours_view(student),
        absences=training.absences(today - LOOK_BACK, today, student.id),
        token=token,
    )


def student_of(token: str) -> Student:
    """404 when the link is over, and from the day the student is of age or gone."""
    guardian_id = tokens.subject_of(FAMILY, token, now=clock.now())
    guardian = queries.guardian(guardian_id) if guardian_id else None
    if guardian is None or guardian.student.is_adult(clock.today()):
        abort(404)
    return guardian.student
