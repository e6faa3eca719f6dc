"""What hangs on the card: its steps one by one, what went wrong, how one reads best, one's hours."""

from collections.abc import Sequence
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from erp.core import clock
from erp.people import actions as people
from erp.people.models import Student
from erp.people.states import TextFont, TextSize, TextSpacing
from erp.production import actions, queries
from erp.production.models import Step, TimeEntry
from erp.production.states import CorrectionWish, IncidentKind, NonConformityCause
from erp.training import queries as training
from erp.web.shared.face import TABLET
from erp.web.shared.papers import files_folder
from erp.web.workshop.face import workshop
from erp.web.workshop.tasks import own_task, signed_in
from erp.web.workshop.visits import visitor

PROBLEM_ICONS = {
    "accident": "bandaid",
    "near_miss": "exclamation-triangle-fill",
    "drawing": "file-earmark-image",
    "setting": "sliders",
    "measure": "rulers",
    "gesture": "hand-index-thumb",
    "organisation": "list-check",
    "material": "boxes",
}
PROBLEMS = {
    "incidents": IncidentKind,
    "causes": [one for one in NonConformityCause if one is not NonConformityCause.CUSTOMER],
    "icons": PROBLEM_ICONS,
}


@workshop.get("/taches/<int:assignment_id>/etapes", access=TABLET)
def show_step(assignment_id: int) -> str | Answer:
    """The first step that has no answer yet; when all have one, back to the card."""
    task, student = own_task(assignment_id), visitor()
    steps = queries.steps_of(task.operation_id)
    todo = first_to_do(steps)
    if todo is None:
        return redirect(url_for(".show_task", assignment_id=task.id), 303)
    return render_template(
        "workshop/cards/show_step.html", task=task, student=student, step=todo, count=len(steps)
    )


def first_to_do(steps: Sequence[Step]) -> Step | None:
    return next((one for one in steps if not any(r.student_id for r in one.results)), None)


@workshop.get("/taches/<int:assignment_id>/probleme", access=TABLET)
def ask_problem(assignment_id: int) -> str:
    return render_template(
        "workshop/cards/ask_problem.html",
        task=own_task(assignment_id),
        student=visitor(),
        **PROBLEMS,
    )


@workshop.get("/taches/<int:assignment_id>/defaut", access=TABLET)
def ask_fault_photo(assignment_id: int) -> str:
    task = own_task(assignment_id)
    return render_template("workshop/cards/ask_fault_photo.html", task=task, student=visitor())


@workshop.get("/taches/<int:assignment_id>/etape.jpg", access=TABLET)
def show_step_photo(assignment_id: int) -> Response:
    """The picture of the step that is to be done."""
    step = first_to_do(queries.steps_of(own_task(assignment_id).operation_id))
    if step is None or step.photo is None:
        abort(404)
    stored = step.photo.stored_file
    return send_file(files_folder() / stored.path, stored.media_type)


@workshop.get("/confort", access=TABLET)
def ask_comfort() -> str | Answer:
    student = visitor()
    if student is None:
        return redirect(url_for(".home"), 303)
    lists = {"size": TextSize, "spacing": TextSpacing, "font": TextFont}
    return render_template("workshop/cards/ask_comfort.html", student=student, lists=lists)


@workshop.post("/confort", access=TABLET)
def choose_comfort() -> Answer:
    student = signed_in()
    try:
        people.change_comfort(
            student,
            size=TextSize.of(request.form.get("size", student.text_size)),
            spacing=TextSpacing.of(request.form.get("spacing", student.text_spacing)),
            font=TextFont.of(request.form.get("font", student.text_font)),
        )
    except ValueError:
        abort(404)
    return redirect(url_for(".ask_comfort"), 303)


@workshop.get("/mes-heures", access=TABLET)
def show_hours() -> str | Answer:
    student = visitor()
    if student is None:
        return redirect(url_for(".home"), 303)
    today = clock.today()
    return render_template(
        "workshop/cards/show_hours.html",
        student=student,
        day=training.hours_of_student(student, today, today),
        week=training.hours_of_student(student, clock.monday_of(today), today),
        tomorrow=queries.tasks_after(student.id, clock.now()),
        **own_entries(student),
    )


def own_entries(student: Student) -> dict[str, Any]:
    entries = queries.entries_since_yesterday(student.id, clock.now())
    return {"entries": entries, "asked": queries.asked_corrections([one.id for one in entries])}


@workshop.get("/mes-heures/<int:entry_id>", access=TABLET)
def ask_correction(entry_id: int) -> str:
    return render_template(
        "workshop/cards/ask_correction.html",
        entry=own_entry(entry_id),
        student=signed_in(),
        wishes=CorrectionWish,
        icons={"longer": "plus-lg", "shorter": "dash-lg", "not_me": "person-x"},
    )


@workshop.post("/mes-heures/<int:entry_id>", access=TABLET)
def send_correction(entry_id: int) -> Answer:
    wish = request.form.get("wish", "")
    if wish not in set(CorrectionWish):
        abort(404)
    actions.ask_correction(own_entry(entry_id), CorrectionWish.of(wish), now=clock.now())
    flash(_("Ton maître regarde."), "success")
    return redirect(url_for(".show_hours"), 303)


def own_entry(entry_id: int) -> TimeEntry:
    """One's own time of yesterday or today, once it is over."""
    recent = queries.entries_since_yesterday(signed_in().id, clock.now())
    return next((one for one in recent if one.id == entry_id and one.ended_at), None) or abort(404)
