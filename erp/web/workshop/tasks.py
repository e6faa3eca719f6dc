"""One card: what to do, the drawing, done and to do, the few possible buttons."""

from typing import Any

from flask import Response, abort, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response as Answer

from erp.core import clock
from erp.people.models import Student
from erp.people.states import TabletMode
from erp.production import queries
from erp.production.models import Assignment, Operation, TeamMember, TimeEntry
from erp.production.states import OPERATION, DayRole, Feeling, PauseReason, ScrapReason
from erp.reporting import drawings
from erp.web.shared.face import TABLET
from erp.web.shared.live import live
from erp.web.shared.papers import files_folder, send_picture
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
DURATIONS = (15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 210, 240)  # minutes
WORDS = {
    "icons": ICONS,
    "pauses": PauseReason,
    "scraps": ScrapReason,
    "feelings": Feeling,
    "durations": DURATIONS,
}


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


@workshop.get("/taches/<int:assignment_id>/duree", access=TABLET)
def ask_duration(assignment_id: int) -> str:
    """A team leader says how long the team has worked, up to now."""
    return render_template("workshop/tasks/ask_duration.html", **asking(assignment_id))


@workshop.get("/taches/<int:assignment_id>/piece.png", access=TABLET)
def show_part(assignment_id: int) -> Response:
    """What the part looks like, small: the tablet keeps those of its own workshop."""
    photo = drawings.photo_of(task_here(assignment_id).operation) or abort(404)
    return send_picture(drawings.thumbnail_of(photo, folder=files_folder()))


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
    stored = drawings.drawing_of(task_here(assignment_id).operation) or abort(404)
    folder, page = files_folder(), number_asked("page") or 1
    if not 1 <= page <= drawings.pages_of(stored, folder=folder):
        abort(404)
    picture = drawings.picture_of(stored, folder=folder, page=page) or abort(404)
    return send_file(picture, "image/png")


def task_here(assignment_id: int) -> Assignment:
    """A task of this tablet's workshop, whoever stands before it."""
    task = queries.assignment(assignment_id)
    if task is None or task.class_session.place_id != tablet().place_id:
        abort(404)
    return task


def card(task: Assignment, student: Student) -> dict[str, Any]:
    """What a task shows to one of its team."""
    entries = queries.open_entries_on(task.operation_id)
    return {
        **shown(task),
        "student": student,
        "task": task,
        "others": busy_elsewhere(task, student),
        "verbs": OPERATION.verbs(task.operation.state),
        "mine": next((one for one in entries if one.student_id == student.id), None),
        "now": clock.now(),
        "call": queries.open_help(task.operation_id, student.id),
        **ladder(task, student),
        "regulated": bool(regulated_works(task)),
        "declares": declares(task, student),
    }


def shown(task: Assignment) -> dict[str, Any]:
    """Its pictures, and the way of the part: what was done before, what comes next."""
    operation = task.operation
    route = queries.routes_of([operation.work_order_id])[operation.work_order_id]
    here = next(n for n, one in enumerate(route) if one.id == operation.id)
    return {
        "route": route,
        "after": route[here + 1] if here + 1 < len(route) else None,
        "has_drawing": drawings.drawing_of(operation) is not None,
        "in_question": queries.is_in_question(operation),
        "photo": drawings.photo_of(operation),
    }


def declares(task: Assignment, student: Student) -> bool:
    """Who says afterwards how long the team worked: on a team's own tablet anybody of it,
    elsewhere the team leader of the day."""
    if tablet().mode is not TabletMode.SEVERAL:
        return tablet().mode is TabletMode.TEAM
    roles = queries.roles_at([task.class_session_id])
    return any(r.student_id == student.id and r.role is DayRole.TEAM_LEADER for r in roles)


def regulated_works(task: Assignment) -> set[str]:
    """The articles about what this team does at its machine; none: nothing to fear."""
    works = task.machine.regulated_works if task.machine else []
    return {one.article for one in works if one.mode is task.mode}


def busy_elsewhere(task: Assignment, student: Student) -> list[TimeEntry]:
    on = queries.open_entries([student.id])
    return [one for one in on if one.operation_id != task.operation_id]


def ladder(task: Assignment, student: Student) -> dict[str, Any]:
    """What this student's level changes, the steps of the work, and who begins."""
    operation = task.operation
    steps = queries.steps_of(operation.id)
    team = [member.student_id for member in task.members]
    return {
        "level": queries.level_of(student.id, operation.operation_type_id),
        "waits_for_first": waits_for_first(operation, student),
        "steps": steps,
        "steps_done": sum(any(r.student_id for r in one.results) for one in steps),
        "mode": tablet().mode,
        "starters": [student.id] if tablet().mode is TabletMode.ALONE else team,
    }


def waits_for_first(operation: Operation, student: Student) -> bool:
    """At levels 1 and 2 nobody goes on to a second piece before the first one is good."""
    level = queries.level_of(student.id, operation.operation_type_id)
    if level >= queries.USUAL_LEVEL:
        return False
    checked = queries.first_piece(operation.id)
    return checked is None or not checked.is_good


def asking(assignment_id: int) -> dict[str, Any]:
    """What the questions of a card are made of."""
    task, student = own_task(assignment_id), signed_in()
    others = [one.operation.label for one in busy_elsewhere(task, student)]
    return {
        "task": task,
        "student": student,
        "members": members_asked(task, student),
        "other": others[0] if others else "",
        "left": pieces_left(task.operation, student),
        "before": queries.operation_before(task.operation),
        **WORDS,
    }


def pieces_left(operation: Operation, student: Student) -> int:
    left = max(0, int(operation.work_order.quantity - operation.good - operation.scrapped))
    return min(left, 1) if waits_for_first(operation, student) else left


def members_asked(task: Assignment, student: Student) -> list[TeamMember]:
    """On a tablet of one student at a time, nobody else is put to work."""
    alone = tablet().mode is TabletMode.ALONE
    return [one for one in task.members if not alone or one.student_id == student.id]


def signed_in() -> Student:
    return visitor() or abort(401)


def own_task(assignment_id: int) -> Assignment:
    """A task of the student who is here; another's does not exist."""
    student = signed_in()
    task = queries.assignment(assignment_id)
    if task is None or student.id not in {member.student_id for member in task.members}:
        abort(404)
    return task
