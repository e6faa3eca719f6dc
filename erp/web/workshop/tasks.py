"""One card: what to do, the drawing, done and to do, the few possible buttons."""

from flask import Response, abort, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response as Answer

from erp.core import clock
from erp.production import queries
from erp.production.models import Assignment
from erp.production.states import OPERATION, Feeling, PauseReason, ScrapReason
from erp.reporting import drawings
from erp.web.shared.face import TABLET
from erp.web.shared.papers import files_folder
from erp.web.workshop.face import workshop
from erp.web.workshop.visits import visitor

ICONS = {
    "break": "cup-hot",
    "lesson": "book",
    "breakdown": "tools",
    "material": "boxes",
    "other": "three-dots",
    "hard": "emoji-frown",
    "fair": "emoji-neutral",
    "easy": "emoji-smile",
}


@workshop.get("/taches/<int:assignment_id>", access=TABLET)
def show_task(assignment_id: int) -> str | Answer:
    student = visitor()
    if student is None:
        return redirect(url_for(".home"), 303)
    assignment = own_task(assignment_id)
    entries = queries.open_entries_on(assignment.operation_id)
    return render_template(
        "workshop/tasks/show_task.html",
        student=student,
        task=assignment,
        verbs=OPERATION.verbs(assignment.operation.state),
        mine=next((one for one in entries if one.student_id == student.id), None),
        now=clock.now(),
        has_drawing=drawings.drawing_of(assignment.operation) is not None,
    )


@workshop.get("/taches/<int:assignment_id>/equipe", access=TABLET)
def ask_team(assignment_id: int) -> str:
    task = own_task(assignment_id)
    return render_template("workshop/tasks/ask_team.html", task=task, student=visitor())


@workshop.get("/taches/<int:assignment_id>/pause", access=TABLET)
def ask_pause(assignment_id: int) -> str:
    return render_template(
        "workshop/tasks/ask_pause.html",
        task=own_task(assignment_id),
        student=visitor(),
        reasons=PauseReason,
        icons=ICONS,
    )


@workshop.get("/taches/<int:assignment_id>/fini", access=TABLET)
def ask_pieces(assignment_id: int) -> str:
    task = own_task(assignment_id)
    left = task.operation.work_order.quantity - task.operation.good - task.operation.scrapped
    return render_template(
        "workshop/tasks/ask_pieces.html",
        task=task,
        student=visitor(),
        left=max(0, int(left)),
        reasons=ScrapReason,
        feelings=Feeling,
        icons=ICONS,
    )


@workshop.get("/taches/<int:assignment_id>/plan.png", access=TABLET)
def show_drawing(assignment_id: int) -> Response:
    """The first page of the drawing, as a picture."""
    stored = drawings.drawing_of(own_task(assignment_id).operation)
    if stored is None:
        abort(404)
    return send_file(drawings.picture_of(stored, folder=files_folder()), "image/png")


def own_task(assignment_id: int) -> Assignment:
    """A task of the student who is here; another's does not exist."""
    student = visitor()
    if student is None:
        abort(401)
    task = queries.assignment(assignment_id)
    if task is None or student.id not in {member.student_id for member in task.members}:
        abort(404)
    return task
