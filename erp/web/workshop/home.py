"""The tablet's first screens: faces, PIN, tasks of the one who came."""

from flask import abort, current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from erp.core import clock
from erp.core.refusal import Refusal
from erp.people import actions
from erp.people.models import Student
from erp.production import queries as production
from erp.school import queries as school
from erp.timetable import queries as timetable
from erp.training import queries as training
from erp.web.shared import devices
from erp.web.shared.face import PUBLIC, TABLET
from erp.web.shared.live import live
from erp.web.shared.records import number_asked
from erp.web.workshop.face import workshop
from erp.web.workshop.visits import here, tablet, visitor

TEN_YEARS = 10 * 365 * 86400


@workshop.get("/", access=TABLET)
def home() -> Answer:
    sessions = timetable.workshop_sessions_at(tablet().place_id, clock.now())
    students = here()
    ids = [student.id for student in students]
    return live(
        render_template(
            "workshop/home/home.html",
            tablet=tablet(),
            sessions=sessions,
            students=students,
            running={entry.student_id for entry in production.open_entries(ids)},
            calling=production.calling(ids),
        )
    )


@workshop.get("/eleve/<int:student_id>", access=TABLET)
def ask_pin(student_id: int) -> str:
    return render_template("workshop/home/ask_pin.html", student=find_here(student_id), error="")


@workshop.post("/eleve/<int:student_id>", access=TABLET, own_transactions=True)
def enter(student_id: int) -> Answer | tuple[str, int]:
    student = find_here(student_id)
    pin = request.form.get("pin", "")[:8]
    try:
        secret = actions.open_visit(student.id, pin, tablet_id=tablet().id, now=clock.now())
    except Refusal as refusal:
        error, student = str(refusal), find_here(student_id)
        page = render_template("workshop/home/ask_pin.html", student=student, error=error)
        return page, 422
    session[devices.VISIT] = secret
    return redirect(url_for(".show_tasks"), 303)


@workshop.get("/taches", access=TABLET)
def show_tasks() -> str | Answer:
    """Whoever has one task is led to it; `?tout=1`, from its card, shows the rest of theirs too."""
    student = visitor()
    if student is None:
        return redirect(url_for(".home"), 303)
    if school.the_school().presence_is_signed and training.to_sign(student, clock.now()):
        return redirect(url_for(".ask_presence"), 303)
    tasks = production.tasks_now(student.id, clock.now())
    if len(tasks) == 1 and not number_asked("tout"):
        return redirect(url_for(".show_task", assignment_id=tasks[0].id), 303)
    return render_template("workshop/home/show_tasks.html", student=student, tasks=tasks)


@workshop.post("/sortir", access=TABLET)
def leave() -> Answer:
    actions.close_visits(tablet().id, now=clock.now())
    session.pop(devices.VISIT, None)
    return redirect(url_for(".home"), 303)


@workshop.get("/enroler/<token>", access=PUBLIC)
def show_enrolment(token: str) -> str:
    return render_template("workshop/home/show_enrolment.html", token=token)


@workshop.post("/enroler/<token>", access=PUBLIC)
def enrol(token: str) -> Answer:
    device = actions.enrol(token, now=clock.now())
    flash(_("Cette tablette est prête."), "success")
    answer = redirect(url_for(".home"), 303)
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])  # the proxy hears https, not we
    answer.set_cookie(
        devices.COOKIE, device, max_age=TEN_YEARS, httponly=True, secure=secure, samesite="Lax"
    )
    return answer


def find_here(student_id: int) -> Student:
    """Only the faces of this workshop's session can be chosen."""
    return next((s for s in here() if s.id == student_id), None) or abort(404)
