"""What the instructor confirms: times the bell ended, taps without a code, events to review."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.core import clock
from erp.people import queries as people
from erp.production import actions, queries
from erp.production.models import TabletEvent
from erp.production.states import KeptReason
from erp.web.office.face import office
from erp.web.shared.asked import as_number


@office.post("/pointages/temps/<int:entry_id>/confirmer", access=May.REVIEW_WORK)
def confirm_time(entry_id: int) -> Response:
    actions.confirm_time(queries.entry(entry_id) or abort(404), actor=current_user)
    return done(_("Le temps est confirmé."))


@office.post("/pointages/temps/confirmer", access=May.REVIEW_WORK)
def confirm_times() -> Response:
    """Those the page showed, no other: somebody may have been stopped meanwhile."""
    shown = set(request.form.getlist("entry"))
    for entry in queries.entries_to_confirm():
        if str(entry.id) in shown:
            actions.confirm_time(entry, actor=current_user)
    return done(_("Les temps sont confirmés."))


@office.post("/eleves/<int:student_id>/sans-code/confirmer", access=May.REVIEW_WORK)
def confirm_events(student_id: int) -> Response:
    events = events_shown(student_id)
    actions.confirm_events(events, actor=current_user, now=clock.now())
    return done(_("C'était bien cet élève : c'est noté."))


@office.post("/eleves/<int:student_id>/sans-code/refuser", access=May.REVIEW_WORK)
def deny_events(student_id: int) -> Response:
    events = events_shown(student_id)
    actions.deny_events(events, actor=current_user, now=clock.now())
    return done(_("Ces pointages ne comptent plus."))


@office.post("/evenements/<int:event_id>/prendre", access=May.REVIEW_WORK)
def apply_event(event_id: int) -> Response:
    event = queries.event(event_id) or abort(404)
    student_id = as_number(request.form.get("student_id", ""))
    student = people.student(student_id or 0) or abort(404)
    actions.apply_event(event, student, actor=current_user, now=clock.now())
    return done(_("Le pointage est pris en compte."))


@office.get("/corrections/<int:correction_request_id>", access=May.REVIEW_WORK)
def ask_kept_reason(correction_request_id: int) -> str:
    wish = queries.correction_request(correction_request_id) or abort(404)
    return render_template(
        "office/confirmations/ask_kept_reason.html", wish=wish, reasons=KeptReason
    )


@office.post("/corrections/<int:correction_request_id>", access=May.REVIEW_WORK)
def keep_time(correction_request_id: int) -> Response:
    wish = queries.correction_request(correction_request_id) or abort(404)
    told = request.form.get("reason", "")
    reason = KeptReason.of(told) if told in set(KeptReason) else abort(404)
    actions.keep_time(wish, reason, actor=current_user, now=clock.now())
    return done(_("L'heure reste ; l'élève lira pourquoi."))


def events_shown(student_id: int) -> list[TabletEvent]:
    """What the page showed of this student, and is still to be said."""
    if people.student(student_id) is None:
        abort(404)
    shown = set(request.form.getlist("event"))
    waiting = queries.events_without_code()
    return [one for one in waiting if one.student_id == student_id and str(one.id) in shown]


def done(sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for(".show_reviews"), 303)
