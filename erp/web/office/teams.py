"""Teams: which students do which operation at which workshop session."""

from datetime import date, timedelta

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May, is_granted
from erp.core import clock
from erp.core.refusal import Refusal
from erp.equipment import queries as equipment
from erp.equipment.states import MachineMode
from erp.flow import formed_team
from erp.people import queries as people
from erp.production import queries
from erp.production.actions import Team
from erp.production.models import Assignment, Operation
from erp.production.refusals import TeamRefused
from erp.timetable import queries as timetable
from erp.timetable.models import ClassSession
from erp.timetable.states import Nature
from erp.training import queries as training
from erp.web.office.face import office
from erp.web.office.teams_forms import TeamForm
from erp.web.shared.asked import monday_asked
from erp.web.shared.hours_view import year_of

TEAM = "/operations/<int:operation_id>/equipe/<int:class_session_id>"


@office.get("/equipes", access=May.ASSIGN_TEAMS)
def show_week_of_teams() -> str:
    monday = week_asked()
    sunday = monday + timedelta(days=6)
    sessions = timetable.sessions_between(monday, sunday, nature=Nature.WORKSHOP)
    return render_template(
        "office/teams/show_week_of_teams.html",
        **days_around(monday),
        sessions=sessions,
        last=max((session.day for session in sessions), default=monday),
        teams=teams_between(monday, sunday),
        waiting=queries.open_operations(),
        drifts=training.drift_warnings(*year_of(clock.today()), now=clock.now()),
    )


def teams_between(first: date, last: date) -> dict[int, list[Assignment]]:
    """By session."""
    teams: dict[int, list[Assignment]] = {}
    for one in queries.assignments_between(first, last):
        teams.setdefault(one.class_session_id, []).append(one)
    return teams


def days_around(monday: date) -> dict[str, date]:
    a_week = timedelta(days=7)
    return {
        "monday": monday,
        "before": monday - a_week,
        "after": monday + a_week,
        "today": clock.today(),
    }


@office.get("/operations/<int:operation_id>/equipe", access=May.ASSIGN_TEAMS)
def assign_operation(operation_id: int) -> str:
    today = clock.today()
    return render_template(
        "office/teams/assign_operation.html",
        operation=find_operation(operation_id),
        today=today,
        sessions=timetable.sessions_between(
            today, today + timedelta(days=13), nature=Nature.WORKSHOP
        ),
    )


@office.get(TEAM, access=May.ASSIGN_TEAMS)
def form_team(operation_id: int, class_session_id: int) -> str:
    session = find_session(class_session_id)
    known = queries.assignment_of(operation_id, class_session_id)
    chosen = [member.student_id for member in known.members] if known else []
    facts = {"machine_id": known.machine_id, "mode": known.mode} if known else {}
    form = offered(session, TeamForm(student_ids=chosen, **facts))
    return team_page(find_operation(operation_id), session, form)


@office.post(TEAM, access=May.ASSIGN_TEAMS)
def assign_team(operation_id: int, class_session_id: int) -> Response | tuple[str, int]:
    operation = queries.operation_and_work_order(operation_id) or abort(404)
    session, form = find_session(class_session_id), TeamForm()
    offered(session, form)
    if form.validate() and is_given(operation, session, form):
        flash(_("L'équipe est formée."), "success")
        week = clock.monday_of(session.day).isoformat()
        return redirect(url_for(".show_week_of_teams", week=week), 303)
    return team_page(operation, session, form), 422


@office.post("/equipes/<int:assignment_id>/retirer", access=May.ASSIGN_TEAMS)
def remove_team(assignment_id: int) -> Response:
    assignment = queries.assignment(assignment_id) or abort(404)
    week = clock.monday_of(assignment.class_session.day).isoformat()
    formed_team.take_off_team(assignment, actor=current_user)
    flash(_("L'équipe est retirée."), "success")
    return redirect(url_for(".show_week_of_teams", week=week), 303)


def is_given(operation: Operation, session: ClassSession, form: TeamForm) -> bool:
    """Each reason against is told in its own sentence; a director may set the school's aside."""
    try:
        formed_team.form_team(
            the_team(operation, session, form), motive=form.motive.data or "", actor=current_user
        )
    except TeamRefused as refused:
        form.form_errors += [told(reason) for reason in refused.reasons]
        form.bends = refused.bends
    except Refusal as refusal:
        form.refuse("student_ids", refusal)
    return not form.errors


def the_team(operation: Operation, session: ClassSession, form: TeamForm) -> Team:
    """Under the instructor of the session, whoever fills the form."""
    students = people.students_by_ids(form.student_ids.data or [])
    machine = equipment.machine(form.machine_id.data) if form.machine_id.data else None
    mode = form.mode.data or MachineMode.PRODUCTION
    return Team(operation, session, students, session.leader, machine, mode)


def told(reason: Refusal) -> str:
    article = getattr(reason, "article", "")
    return f"{reason} ({_('Code du travail')}, {article})" if article else str(reason)


def offered(session: ClassSession, form: TeamForm) -> TeamForm:
    there = people.names_there(session.cohort_id, session.day)
    return form.offer(there, equipment.machine_names())


def team_page(operation: Operation, session: ClassSession, form: TeamForm) -> str:
    able = queries.coaches([session], [operation.operation_type_id], session.day)
    return render_template(
        "office/teams/form_team.html",
        operation=operation,
        session=session,
        form=form,
        able=able.get((session.id, operation.operation_type_id), []),
        insists=form.bends and is_granted(current_user, May.OVERRIDE_SAFETY),
    )


def find_operation(operation_id: int) -> Operation:
    return queries.operation(operation_id) or abort(404)


def find_session(class_session_id: int) -> ClassSession:
    return timetable.class_session(class_session_id) or abort(404)


def week_asked() -> date:
    """The Monday of ?week=2026-11-23; this week when it cannot be read."""
    return monday_asked("week")
