"""What instructors do about cards: start with, check the first piece, write steps, settle troubles."""

from decimal import Decimal, InvalidOperation
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField

from erp.access.permissions import May
from erp.core import clock
from erp.people import queries as people
from erp.production import actions, queries
from erp.production.models import Breakdown, Incident, NonConformity, Operation, Step
from erp.production.refusals import BoundsAreReversed, NoFirstPieceAsked
from erp.production.states import StepKind
from erp.web.office.face import office
from erp.web.office.work_orders_forms import NoteForm
from erp.web.shared.asked import as_number
from erp.web.shared.fields import FrenchDecimalField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.records import Page, record_page

FIRST = "/operations/<int:operation_id>/premiere-piece"
STEPS = "/operations/<int:operation_id>/etapes"
LEVELS = "/eleves/<int:student_id>/autonomie"


class StepForm(SchoolForm):
    beside = {BoundsAreReversed: "high"}

    text = StringField(_l("Ce qu'il faut faire"), [REQUIRED, at_most(80)])
    kind = WordField(_l("Sorte d'étape"), StepKind)
    nominal = FrenchDecimalField(_l("Cote voulue"), places=4)
    low = FrenchDecimalField(_l("Au moins"), places=4)
    high = FrenchDecimalField(_l("Au plus"), places=4)
    unit = StringField(_l("Unité"), [at_most(12)], default="mm")
    choices = TextAreaField(_l("Choix possibles, un par ligne"), [at_most(400)])


@office.post("/equipes/<int:assignment_id>/lancer", access=May.REVIEW_WORK)
def start_with_team(assignment_id: int) -> Response:
    assignment = queries.assignment(assignment_id) or abort(404)
    actions.start_with(assignment, actor=current_user, now=clock.now())
    return done(_("La tâche est lancée avec l'équipe."))


@office.get(FIRST, access=May.REVIEW_WORK)
def show_first_piece(operation_id: int) -> str:
    operation = find_operation(operation_id)
    if not queries.is_first_piece_asked(operation):
        raise NoFirstPieceAsked(operation=operation)
    return first_piece_page(operation)


@office.post(FIRST, access=May.REVIEW_WORK)
def check_first_piece(operation_id: int) -> Response | tuple[str, int]:
    operation = find_operation(operation_id)
    values = measures_sent(operation)
    if values is None:
        flash(_("Une mesure est illisible : tapez un nombre."), "refusal")
        return first_piece_page(operation), 422
    good = request.form.get("verdict") == "good"
    who = {"actor": current_user, "now": clock.now()}
    actions.check_first_piece(operation, values, is_good=good, **who)
    return done(_("La première pièce est jugée."))


def first_piece_page(operation: Operation) -> str:
    return render_template(
        "office/cards/first_piece.html",
        operation=operation,
        measures=queries.two_measures(operation.id),
        checked=queries.first_piece(operation.id),
    )


def measures_sent(operation: Operation) -> dict[int, Decimal] | None:
    """What was typed, by step; None when something is no number."""
    told = {}
    for step in queries.steps_of(operation.id):
        text = request.form.get(f"step-{step.id}", "").strip().replace(",", ".")
        try:
            value = Decimal(text) if text else None
        except InvalidOperation:
            return None
        if value is not None and value.is_finite() and abs(value) < 10**6:
            told[step.id] = value
    return told


@office.get(STEPS, access=May.REVIEW_WORK)
def list_steps(operation_id: int) -> str:
    operation = find_operation(operation_id)
    steps = queries.steps_of(operation.id)
    return render_template(
        "office/cards/list_steps.html",
        operation=operation,
        steps=steps,
        photos=queries.unused_photos_of(operation.id),
        first_piece_asked=queries.is_first_piece_asked(operation),
        like=None if steps else queries.with_steps_like(operation),
    )


@office.get(f"{STEPS}/nouvelle", access=May.REVIEW_WORK)
def new_step(operation_id: int) -> Page:
    return step_page(find_operation(operation_id), StepForm())


@office.post(f"{STEPS}/nouvelle", access=May.REVIEW_WORK)
def add_step(operation_id: int) -> Response | Page:
    operation, form = find_operation(operation_id), StepForm()
    if form.accepts(lambda: actions.add_step(operation, **form.data)):
        flash(_("L'étape est ajoutée."), "success")
        return redirect(url_for(".list_steps", operation_id=operation.id), 303)
    return step_page(operation, form)


@office.post("/etapes/<int:step_id>/retirer", access=May.REVIEW_WORK)
def remove_step(step_id: int) -> Response:
    step: Step = queries.step(step_id) or abort(404)
    operation_id = step.operation_id
    actions.remove_step(step)
    flash(_("L'étape est retirée."), "success")
    return redirect(url_for(".list_steps", operation_id=operation_id), 303)


def step_page(operation: Operation, form: StepForm) -> Page:
    back = url_for(".list_steps", operation_id=operation.id)
    return record_page(form, kicker=operation.label, title=_("Ajouter une étape"), back=back)


@office.get(LEVELS, access=May.REVIEW_WORK)
def show_levels(student_id: int) -> str:
    student = people.student(student_id) or abort(404)
    levels = queries.levels_of([student.id])
    return render_template(
        "office/cards/show_levels.html", student=student, kinds=queries.kinds_done(), levels=levels
    )


@office.post(LEVELS, access=May.REVIEW_WORK)
def set_levels(student_id: int) -> Response:
    student = people.student(student_id) or abort(404)
    for kind in queries.kinds_done():
        level = as_number(request.form.get(f"kind-{kind.id}", ""))
        if level:
            actions.set_level(student, kind.id, level, actor=current_user, now=clock.now())
    flash(_("Les niveaux sont notés."), "success")
    return redirect(url_for(".show_levels", student_id=student.id), 303)


def settling(trouble: Any, title: str) -> Response | Page:
    """The page that settles a trouble with a word, asked for or sent."""
    if trouble is None:
        abort(404)
    form = NoteForm()
    who = {"actor": current_user, "now": clock.now()}
    if request.method == "POST" and form.accepts(
        lambda: actions.settle(trouble, note=str(form.note.data), **who)
    ):
        return done(_("C'est réglé."))
    back = url_for(".show_reviews")
    return record_page(form, kicker=which(trouble), title=title, back=back, label=_("C'est réglé"))


def which(trouble: Breakdown | Incident | NonConformity) -> str:
    """What it is, who met it, at which work."""
    if isinstance(trouble, Breakdown):
        what = trouble.machine.name
    else:
        what = _((trouble.kind if isinstance(trouble, Incident) else trouble.cause).label)
    who = [trouble.student.first_name] if trouble.student else []
    return " · ".join([what, *who, trouble.operation.label])


@office.get("/pannes/<int:breakdown_id>", access=May.REVIEW_WORK)
def ask_repair(breakdown_id: int) -> Response | Page:
    return settling(queries.breakdown(breakdown_id), _("La machine est réparée"))


@office.post("/pannes/<int:breakdown_id>", access=May.REVIEW_WORK)
def settle_breakdown(breakdown_id: int) -> Response | Page:
    return settling(queries.breakdown(breakdown_id), _("La machine est réparée"))


@office.get("/incidents/<int:incident_id>", access=May.REVIEW_WORK)
def ask_incident(incident_id: int) -> Response | Page:
    return settling(queries.incident(incident_id), _("Ce qui a été fait"))


@office.post("/incidents/<int:incident_id>", access=May.REVIEW_WORK)
def settle_incident(incident_id: int) -> Response | Page:
    return settling(queries.incident(incident_id), _("Ce qui a été fait"))


@office.get("/non-conformites/<int:non_conformity_id>", access=May.REVIEW_WORK)
def ask_lesson(non_conformity_id: int) -> Response | Page:
    return settling(queries.non_conformity(non_conformity_id), _("Ce qu'on en apprend"))


@office.post("/non-conformites/<int:non_conformity_id>", access=May.REVIEW_WORK)
def settle_non_conformity(non_conformity_id: int) -> Response | Page:
    return settling(queries.non_conformity(non_conformity_id), _("Ce qu'on en apprend"))


def find_operation(operation_id: int) -> Operation:
    return queries.operation(operation_id) or abort(404)


def done(sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for(".show_reviews"), 303)
