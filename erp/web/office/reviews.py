"""The instructor's page: to validate, help asked, late, to review. Made for a phone too."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.core import clock, files
from erp.core.files import StoredFile, Upload
from erp.core.refusal import Refusal
from erp.flow import validated_work
from erp.people import queries as people
from erp.people.models import Student
from erp.production import actions, queries
from erp.production.models import (
    CorrectionRequest,
    Operation,
    PieceCount,
    TabletEvent,
    TimeEntry,
)
from erp.production.states import EventKind
from erp.timetable import queries as timetable
from erp.training import queries as training
from erp.training.queries import Proposal
from erp.training.states import Autonomy
from erp.web.office.calls import calls_told, coaches_of
from erp.web.office.face import office
from erp.web.office.work_orders_forms import CountForm, NoteForm, RedoForm, TimeForm
from erp.web.shared.asked import as_number
from erp.web.shared.live import live
from erp.web.shared.papers import files_folder

COUNT, TIME = "/pointages/pieces/<int:count_id>", "/pointages/temps/<int:entry_id>"


@office.get("/a-valider", access=May.REVIEW_WORK)
def show_reviews() -> Response:
    to_validate = queries.operations_to_validate()
    page = render_template(
        "office/reviews/show_reviews.html",
        to_validate=to_validate,
        **levels_of(to_validate),
        **calls_told(),
        to_confirm=queries.entries_to_confirm(),
        without_code=by_student(queries.events_without_code()),
        late=queries.late_work_orders(clock.today()),
        events=queries.events_to_review(),
        **troubles(),
    )
    return live(page)


def levels_of(to_validate: Sequence[Operation]) -> dict:
    """What each student showed, as proposed; `together`: nothing in them asks for a second look."""
    shown = training.shown_by({one.operation_type_id for one in to_validate})
    proposals = training.proposals(to_validate, shown)
    return {
        "proposals": proposals,
        "together": [one.id for one in validated_work.that_go_together(to_validate, proposals)],
        "workers": {one.id: training.workers_of(one) for one in to_validate},
        "shown": shown,
        "autonomies": Autonomy,
    }


def troubles() -> dict:
    """What stands still or hurts, and who waits for the instructor to begin."""
    today = queries.assignments_between(clock.today(), clock.today())
    waiting, faults = queries.needs_instructor(today), queries.open_non_conformities()
    return {
        "corrections": queries.open_corrections(),
        "incidents": queries.open_incidents(),
        "waiting": waiting,
        "coaches_waiting": coaches_of({team.id: team for team, _what in waiting}),
        "breakdowns": queries.open_breakdowns(),
        "non_conformities": faults,
        "fault_photos": queries.photos_of_faults(faults),
    }


def by_student(events: Sequence[TabletEvent]) -> list[tuple[Student, list[TabletEvent]]]:
    found: dict[int, tuple[Student, list[TabletEvent]]] = {}
    for event in events:
        if event.student is not None:
            found.setdefault(event.student.id, (event.student, []))[1].append(event)
    return list(found.values())


@office.post("/operations/<int:operation_id>/valider", access=May.REVIEW_WORK)
def validate_operation(operation_id: int) -> Response:
    operation, now = queries.operation_to_validate.one(operation_id) or abort(404), clock.now()
    facts = {"said": said_of(operation), "photo": photo_sent(), "actor": current_user}
    count = validated_work.validate_operation(operation, **facts, now=now)
    words = ngettext("%(num)s observation notée.", "%(num)s observations notées.", count)
    return done(_("« %(operation)s » est validée.", operation=operation.label) + " " + words)


@office.post("/a-valider/tout", access=May.REVIEW_WORK)
def validate_all() -> Response:
    """Of what the page showed: what was handed in since waits for a look."""
    shown = set(request.form.getlist("operation"))
    waiting = [one for one in queries.operations_to_validate() if str(one.id) in shown]
    count = validated_work.validate_all(waiting, actor=current_user, now=clock.now())
    return done(ngettext("%(num)s opération validée.", "%(num)s opérations validées.", count))


def said_of(operation: Operation) -> dict[int, Proposal]:
    """What the page sent for each student; what cannot be read stays as proposed."""
    told = {}
    for student in training.workers_of(operation):
        rank = request.form.get(f"rank-{student.id}", "")
        autonomy = request.form.get(f"autonomy-{student.id}", "")
        if rank.isascii() and rank.isdigit() and len(rank) < 3 and autonomy in set(Autonomy):
            told[student.id] = Proposal(int(rank), Autonomy.of(autonomy))
    return told


def photo_sent() -> StoredFile | None:
    sent = request.files.get("photo")
    if sent is None or not sent.filename:
        return None
    upload = Upload(sent.filename, sent.stream.read(files.LARGEST + 1))
    return files.keep(upload, folder=files_folder())


@office.get("/operations/<int:operation_id>/reprendre", access=May.REVIEW_WORK)
def ask_redo(operation_id: int) -> str:
    operation, form = find_operation(operation_id), RedoForm()
    return render_template("office/reviews/ask_redo.html", operation=operation, form=form)


@office.post("/operations/<int:operation_id>/reprendre", access=May.REVIEW_WORK)
def redo_operation(operation_id: int) -> Response | tuple[str, int]:
    operation, form = find_operation(operation_id), RedoForm()
    if not form.validate():
        page = render_template("office/reviews/ask_redo.html", operation=operation, form=form)
        return page, 422
    reason = str(form.reason.data)
    actions.redo_operation(operation, reason=reason, actor=current_user, now=clock.now())
    return done(_("« %(operation)s » est à reprendre.", operation=operation.label))


@office.get(COUNT, access=May.REVIEW_WORK)
def edit_count(count_id: int) -> str:
    count = find_count(count_id)
    form = CountForm(obj=count, note="")
    return render_template("office/reviews/edit_count.html", count=count, form=form)


@office.post(COUNT, access=May.REVIEW_WORK)
def correct_count(count_id: int) -> Response | tuple[str, int]:
    count, form = find_count(count_id), CountForm()
    if form.validate():
        try:
            actions.correct_count(count, **form.data, actor=current_user, now=clock.now())
        except Refusal as refusal:
            form.refuse("good", refusal)
        else:
            return to_work(count.operation)
    return render_template("office/reviews/edit_count.html", count=count, form=form), 422


@office.get(TIME, access=May.REVIEW_WORK)
def edit_time(entry_id: int) -> str:
    entry, wish, now = find_entry(entry_id), queries.correction_of(entry_id), clock.now()
    times = (entry.started_at, entry.ended_at or now)
    if wish:
        times = queries.proposed_times(wish, now)
    form = TimeForm(started_at=local(times[0]), ended_at=local(times[1]), note=said(wish))
    return render_template("office/reviews/edit_time.html", entry=entry, form=form, wish=wish)


def said(wish: CorrectionRequest | None) -> str:
    return _("L'élève : %(wish)s", wish=_(wish.wish.label)) if wish else ""


@office.post(TIME, access=May.REVIEW_WORK)
def correct_time(entry_id: int) -> Response | tuple[str, int]:
    entry, wish, form = find_entry(entry_id), queries.correction_of(entry_id), TimeForm()
    facts = {"actor": current_user, "now": clock.now()}
    if form.accepts(lambda: actions.correct_time(entry, **in_utc(form.data), **facts)):
        told = _("L'heure est corrigée : l'élève le lira.")
        return done(told) if wish else to_work(entry.operation)
    return render_template("office/reviews/edit_time.html", entry=entry, form=form, wish=wish), 422


@office.get("/evenements/<int:event_id>", access=May.REVIEW_WORK)
def show_event(event_id: int) -> str:
    event = queries.event(event_id) or abort(404)
    return render_template("office/reviews/show_event.html", **of_event(event, NoteForm()))


@office.post("/evenements/<int:event_id>", access=May.REVIEW_WORK)
def review_event(event_id: int) -> Response | tuple[str, int]:
    event, form = queries.event(event_id) or abort(404), NoteForm()
    if not form.validate():
        return render_template("office/reviews/show_event.html", **of_event(event, form)), 422
    note = str(form.note.data)
    actions.review_event(event, note=note, actor=current_user, now=clock.now())
    return done(_("C'est noté."))


def of_event(event: TabletEvent, form: NoteForm) -> dict:
    """The event, and who it could have been: the students of that workshop on that day."""
    day = clock.day_of(event.received_at)
    sessions = timetable.workshop_sessions_of(event.tablet.place_id, day)
    students = people.students_of({one.cohort_id for one in sessions}, day)
    review, told = queries.review_of(event.id), told_of(event, students)
    return {"event": event, "form": form, "students": students, "review": review, "told": told}


def told_of(event: TabletEvent, students: Sequence[Student]) -> list[str]:
    """As far as it can be read: the button, who it says it was, the work."""
    said = {name: str(event.payload.get(name)) for name in ("kind", "student_id", "operation_id")}
    told = [f"« {_(EventKind.of(said['kind']).label)} »"] if said["kind"] in set(EventKind) else []
    told += [one.name for one in students if str(one.id) == said["student_id"]]
    operation = queries.operation(as_number(said["operation_id"]) or 0)
    return told + ([f"{operation.label}, {operation.work_order.number}"] if operation else [])


def find_operation(operation_id: int) -> Operation:
    return queries.operation(operation_id) or abort(404)


def find_count(count_id: int) -> PieceCount:
    return queries.count(count_id) or abort(404)


def find_entry(entry_id: int) -> TimeEntry:
    return queries.entry(entry_id) or abort(404)


def local(moment):
    """What the browser's picker shows: the wall clock of Paris."""
    return moment.astimezone(clock.PARIS).replace(tzinfo=None)


def in_utc(facts: dict) -> dict:
    moments = ("started_at", "ended_at")
    told = {name: clock.at(facts[name].date(), facts[name].time()) for name in moments}
    return {**facts, **told}


def done(sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for(".show_reviews"), 303)


def to_work(operation: Operation) -> Response:
    flash(_("La correction est notée ; ce qui avait été dit reste visible."), "success")
    return redirect(url_for(".show_work_order", work_order_id=operation.work_order_id), 303)
