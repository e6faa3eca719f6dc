"""Pages that a link alone opens: what a guardian reads of a minor, and the proof of a paper."""

from datetime import timedelta

from flask import Response, abort, render_template

from erp.core import clock, tokens
from erp.people import queries
from erp.people.actions.guardians import FAMILY
from erp.people.models import Student
from erp.reporting import booklets
from erp.school import queries as school
from erp.training import queries as training
from erp.training.actions.follow_up import VERIFY
from erp.training.states import PaperKind
from erp.web.shared.face import PUBLIC
from erp.web.shared.handing import doors
from erp.web.shared.hours_view import hours_view
from erp.web.shared.papers import files_folder, send_pdf

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


@doors.get("/famille/<token>/livret.pdf", access=PUBLIC)
def read_family_booklet(token: str) -> Response:
    """As it stands today; what the school has issued bears a code."""
    student, today = student_of(token), clock.today()
    content = booklets.draw(
        PaperKind.BOOKLET, student, school.the_school(), begins=student.joined_on, ends=today,
        folder=files_folder(), now=clock.now(),
    )  # fmt: skip
    return send_pdf(content, f"livret-{student.id}.pdf")


@doors.get("/verifier/<token>", access=PUBLIC)
def verify_paper(token: str) -> str | tuple[str, int]:
    """What the code on a paper opens: whether the school issued it, and nothing more."""
    number = tokens.subject_of(VERIFY, token, now=clock.now())
    paper = training.student_paper(number) if number else None
    page = render_template("shared/doors/verify_paper.html", paper=paper)
    return page if paper else (page, 404)


def student_of(token: str) -> Student:
    """404 when the link is over, and from the day the student is of age or gone."""
    guardian_id = tokens.subject_of(FAMILY, token, now=clock.now())
    guardian = queries.guardian(guardian_id) if guardian_id else None
    if guardian is None or guardian.student.is_adult(clock.today()):
        abort(404)
    return guardian.student
