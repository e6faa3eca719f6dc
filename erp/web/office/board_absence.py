"""« Absent ce matin »: what a missing student or instructor was to do, and three ways out."""

from datetime import date, timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.core import clock
from erp.flow import absent_this_morning
from erp.flow.absent_this_morning import Missing
from erp.people import queries as people
from erp.people.states import Role
from erp.planning import queries
from erp.planning.grid import NOON
from erp.planning.queries import Touched
from erp.production.actions import Team
from erp.web.office.board_cards import find_operation, hand, number, seen, team_of, wanted_session
from erp.web.office.board_forms import AbsentForm, CardForm
from erp.web.office.face import office

STAFF = (Role.INSTRUCTOR, Role.WORKSHOP_MANAGER)
A_DAY = timedelta(days=1)


@office.get("/planning/absence", access=May.ASSIGN_TEAMS)
def show_absence() -> str:
    """Nothing is written before a way out is chosen."""
    form = absent_form()
    missing = missing_in(form) if request.args.get("qui") and form.validate() else None
    return render_template(
        "office/board_absence/show_absence.html",
        form=form,
        missing=missing,
        touched=touched_by(missing) if missing else [],
    )


def touched_by(missing: Missing) -> list[Touched]:
    span = missing.starts_at, missing.ends_at
    return queries.touched(queries.chances(clock.now()), missing.who, span)


@office.post("/planning/absence", access=May.ASSIGN_TEAMS)
def tell_morning_absence() -> Response:
    absent_this_morning.tell(missing_asked(), actor=current_user)
    flash(_("L'absence est notée."), "success")
    return again()


@office.post("/planning/absence/echanger", access=May.ASSIGN_TEAMS, own_transactions=True)
def swap_card() -> Response:
    operation = find_operation(number("operation"))
    card = seen(number("card"), operation)
    absent_this_morning.swap(missing_asked(), card, swapped_team(), hand())
    flash(_("L'absence est notée et la carte est changée."), "success")
    return again()


def swapped_team() -> Team | None:
    """What the pressed button says; None: back to the tray."""
    session = wanted_session()
    if session is None:
        return None
    team = team_of(find_operation(number("operation")), session, CardForm())
    instructor = people.user(number("instructor")) or session.leader
    return Team(team.operation, session, team.students, instructor, team.machine, team.mode)


def absent_form() -> AbsentForm:
    """Of the address, so that the page can be drawn again after each swap."""
    today = clock.today()
    told = request.values if request.values.get("qui") else None
    form = AbsentForm(told, jusque=today)
    return form.offer(people.enrolled_between(today, today), people.staff(*STAFF))


def missing_asked() -> Missing:
    form = absent_form()
    if not form.validate():
        abort(400)
    return missing_in(form) or abort(404)


def missing_in(form: AbsentForm) -> Missing | None:
    """From now to noon or to the evening of the day that was said."""
    kind, key = form.qui.data[:1], int(form.qui.data[1:])  # one of the choices
    who = people.student(key) if kind == "e" else people.user(key)
    day: date = max(form.jusque.data or clock.today(), clock.today())
    ends = clock.at(day, NOON) if form.moitie.data == "midi" else clock.start_of(day + A_DAY)
    starts = clock.start_of(clock.today())
    return Missing(who, starts, ends, form.reason.data) if who else None


def again() -> Response:
    """The same question, to see what is still touched."""
    asked: dict[str, Any] = {
        name: request.form.get(name) for name in ("qui", "jusque", "moitie", "reason")
    }
    return redirect(url_for(".show_absence", **asked), 303)
