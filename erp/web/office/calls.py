"""Calls for help on the instructor's page: where, who else may help, how soon somebody came."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.core import clock
from erp.people.models import Student
from erp.production import actions, queries
from erp.production.models import Assignment, HelpCall
from erp.web.office.face import office

A_MINUTE = timedelta(minutes=1)


@office.post("/aides/<int:call_id>/vue", access=May.REVIEW_WORK)
def see_help(call_id: int) -> Response:
    actions.see_help(find_call(call_id), actor=current_user, now=clock.now())
    return done(_("L'élève sait que vous arrivez."))


@office.post("/aides/<int:call_id>/fermer", access=May.REVIEW_WORK)
def close_help(call_id: int) -> Response:
    actions.close_help(find_call(call_id), actor=current_user, now=clock.now())
    return done(_("L'appel est fermé."))


def calls_told() -> dict[str, object]:
    """The calls still open, and those of today with how long each waited."""
    teams = queries.teams_calling()
    today = queries.help_calls_since(clock.start_of(clock.today()))
    return {
        "calls": queries.help_calls(),
        "teams": teams,
        "coaches": coaches_of(teams),
        "answered": [(one, waited(one, one.seen_at), waited(one, one.closed_at)) for one in today],
        "usual_wait": usual_wait(today),
    }


def coaches_of(teams: dict[int, Assignment]) -> dict[int, list[Student]]:
    """By the key of each team, who of the same session may help; nobody of the team itself."""
    sessions = {one.class_session for one in teams.values()}
    kinds = {one.operation.operation_type_id for one in teams.values()}
    able = queries.coaches(sessions, kinds, clock.today())
    return {
        key: [one for one in able.get(place_of(team), []) if one.id not in ids_of(team)]
        for key, team in teams.items()
    }


def place_of(team: Assignment) -> tuple[int, int]:
    return team.class_session_id, team.operation.operation_type_id


def ids_of(team: Assignment) -> set[int]:
    return {member.student_id for member in team.members}


def waited(call: HelpCall, until: datetime | None) -> int | None:
    """In minutes, one at least: a tablet's clock is never quite ours."""
    return max(1, round((until - call.called_at) / A_MINUTE)) if until else None


def usual_wait(calls: Sequence[HelpCall]) -> int | None:
    """The median of the day, from the call to « J'arrive »."""
    waits = [minutes for one in calls if (minutes := waited(one, one.seen_at))]
    return round(median(waits)) if waits else None


def find_call(call_id: int) -> HelpCall:
    return queries.help_call(call_id) or abort(404)


def done(sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for(".show_reviews"), 303)
