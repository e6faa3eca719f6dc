"""One card: what to do, the drawing, done and to do, the few possible buttons."""

from typing import Any

from flask import Response, abort, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response as Answer

from erp.core import clock
from erp.people.models import Student
from erp.people.states import TabletMode
from erp.production import queries
from erp.production.models import Assignment, TeamMember, TimeEntry
from erp.production.states import OPERATION, Feeling, PauseReason, ScrapReason
from erp.reporting import drawings
from erp.web.shared.face import TABLET
from erp.web.shared.live import live
from erp.web.shared.papers import files_folder
from erp.web.shared.records import number_asked
from erp.web.workshop.face import workshop
from erp.web.workshop.visits import tablet, visitor

ICONS = {
    "break": "cup-hot",
    "lesson": "book",
    "breakdown": "tools",
    "material": "boxes",
    "other": "three-dots",
    "measure": "rulers",
    "surface": "stars",
    "machine": "gear",
    "setting": "sliders",
    "hard": "emoji-frown",
    "fair": "emoji-neutral",
    "easy": "emoji-smile",
}
WORDS = {"icons": ICONS, "pauses": PauseReason, "scraps": ScrapReason, "feelings": Feeling}


@workshop.get("/taches/<int:assignment_id>", access=TABLET)
def show_task(assignment_id: int) -> Answer:
    student = visitor()
    if student is None:
        return redirect(url_for(".home"), 303)
    facts = card(own_task(assignment_id), student)
    return live(render_template("workshop/tasks/show_task.html", **facts))


@workshop.get("/taches/<int:assignment_id>/equipe", access=TABLET)
def ask_team(assignment_id: int) -> str:
    return render_template("workshop/tasks/ask_team.html", **asking(assignment_id))


@workshop.get("/taches/<int:assignment_id>/pause", access=TABLET)
def ask_pause(assignment_id: int) -> str:
    return render_template("workshop/tasks/ask_pause.html", **asking(assignment_id))


@workshop.get("/taches/<int:assignment_id>/fini", access=TABLET)
def ask_pieces(assignment_id: int) -> str:
    return render_template("workshop/tasks/ask_pieces.html", **asking(assignment_id))


@workshop.get("/taches/<int:assignment_id>/plan", access=TABLET)
def show_plan(assignment_id: int) -> str:
    """The drawing in large; a page after the other when it has several."""
    task = own_task(assignment_id)
    stored = drawings.drawing_of(task.operation) or abort(404)
    pages = drawings.pages_of(stored, folder=files_folder())
    page = min(max(number_asked("page") or 1, 1), max(pages, 1))
    return render_template(
        "workshop/tasks/show_plan.html",
        task=task,
        student=visitor(),
        pages=pages,
        page=page,
        picture=url_for(".show_drawing", assignment_id=task.id, page=page if page > 1 else None),
        back=url_for(".show_task", assignment_id=task.id),
    )


@workshop.get("/taches/<int:assignment_id>/plan.png", access=TABLET)
def show_drawing(assignment_id: int) -> Response:
    """A page of the drawing, as a picture: the tablet keeps the first ones of its own workshop."""
    task = queries.assignment(assignment_id)
    if task is None or task.class_session.place_id != tablet().place_id:
        abort(404)
    stored = drawings.drawing_of(task.operation)
    if stored is None:
        abort(404)
    folder, page = files_folder(), number_asked("page") or 1
    if not 1 <= page <= drawings.pages_of(stored, folder=folder):
        abort(404)
    picture = drawings.picture_of(stored, folder=folder, page=page) or abort(404)
    return send_file(picture, "image/png")


def card(task: Assignment, student: Student) -> dict[str, Any]:
    """What a task shows to one of its team."""
    entries = queries.open_entries_on(task.operation_id)
    return {
        "student": student,
        "task": task,
        "others": busy_elsewhere(task, student),
        "verbs": OPERATION.verbs(task.operation.state),
        "mine": next((one for one in entries if one.student_id == student.id), None),
        "now": clock.now(),
        "call": queries.open_help(task.operation_id, student.id),
        **ladder(task, student),
        "regulated": bool(regulated_works(task)),
        "in_question": queries.is_in_question(task.operation),
        "has_drawing": drawings.drawing_of(task.operation) is not None,
    }


def regulated_works(task: Assignment) -> set[str]:
    """The articles about what this team does at its machine; none: nothing to fear."""
    works = task.machine.regulated_works if task.machine else []
    return {one.article for one in works if one.mode is task.mode}


def busy_elsewhere(task: Assignment, student: Student) -> list[TimeEntry]:
    on = queries.open_entries([student.id])
    return [one for one in on if one.operation_id != task.operation_id]


def ladder(task: Assignment, student: Student) -> dict[str, Any]:
    """What this student's level changes, the steps of the work, and what comes next."""
    operation = task.operation
    level = queries.level_of(student.id, operation.operation_type_id)
    checked = queries.first_piece(operation.id) if level < queries.USUAL_LEVEL else None
    steps = queries.steps_of(operation.id)
    team = [member.student_id for member in task.members]
    return {
        "level": level,
        "waits_for_first": level < queries.USUAL_LEVEL and not (checked and checked.is_good),
        "steps": steps,
        "steps_done": sum(any(r.student_id for r in one.results) for one in steps),
        "mode": tablet().mode,
        "starters": [student.id] if tablet().mode is TabletMode.ALONE else team,
        "after": queries.operation_after(operation),
    }


def asking(assignment_id: int) -> dict[str, Any]:
    """What the three questions are made of."""
    task, student = own_task(assignment_id), visitor()
    operation = task.operation
    left = operation.work_order.quantity - operation.good - operation.scrapped
    on = queries.open_entries([student.id]) if student else []
    others = [one.operation.label for one in on if one.operation_id != operation.id]
    return {
        "task": task,
        "student": student,
        "members": members_asked(task, student),
        "other": others[0] if others else "",
        "left": max(0, int(left)),
        "before": queries.operation_before(operation),
        **WORDS,
    }


def members_asked(task: Assignment, student: Student | None) -> list[TeamMember]:
    """On a tablet of one student at a time, nobody else is put to work."""
    alone = tablet().mode is TabletMode.ALONE
    return [one for one in task.members if not alone or (student and one.student_id == student.id)]


def own_task(assignment_id: int) -> Assignment:
    """A task of the student who is here; another's does not exist."""
    student = visitor()
    if student is None:
        abort(401)
    task = queries.assignment(assignment_id)
    if task is None or student.id not in {member.student_id for member in task.members}:
        abort(404)
    return task
