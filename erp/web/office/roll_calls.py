"""The roll: all present by default, one tap to change; made for a phone."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.core import clock, journal
from erp.flow import called_roll
from erp.people import queries as people
from erp.people.models import Student
from erp.people.states import Role
from erp.school import queries as school
from erp.timetable import calendar, queries
from erp.timetable.models import ClassSession
from erp.timetable.states import Presence, Side
from erp.training import queries as training
from erp.web.office.face import office
from erp.web.shared.hours_view import year_of

LEADS = (Role.INSTRUCTOR, Role.TEACHER)


@office.get("/appels", access=May.CALL_ROLL)
def list_roll_calls() -> str:
    """Missing ones of the current period only: what was before the holidays does not nag."""
    mine = current_user.id if current_user.role in LEADS else None
    today = clock.today()
    since = calendar.period_start(today, year_of(today)[0])
    return render_template(
        "office/roll_calls/list_roll_calls.html",
        today=queries.sessions_between(today, today, leader_id=mine),
        missing=queries.without_roll(since, clock.start_of(today), leader_id=mine),
    )


@office.get("/appels/<int:class_session_id>", access=May.CALL_ROLL)
def show_roll(class_session_id: int) -> str:
    session = find(class_session_id)
    students = students_of(session)
    return render_template(
        "office/roll_calls/show_roll.html",
        session=session,
        students=students,
        known=queries.attendances(session.id),
        expected=training.expected_away([one.id for one in students], session),
        signed=training.sign_offs(session.id),
        words=Presence,
        entries=journal.entries_of(session),
    )


@office.post("/appels/<int:class_session_id>", access=May.CALL_ROLL)
def call_roll(class_session_id: int) -> Response:
    session = find(class_session_id)
    students = students_of(session)
    said = {student.id: said_of(student) for student in students}
    facts = {"school": school.the_school(), "actor": current_user, "now": clock.now()}
    called_roll.call_roll(session, students, said, **facts, side=side_of(session))
    flash(_("L'appel est enregistré."), "success")
    return redirect(url_for(".list_roll_calls"), 303)


def side_of(session: ClassSession) -> Side:
    leads = current_user.role in LEADS or session.leader_id == current_user.id
    return Side.LEADER if leads else Side.OFFICE


def said_of(student: Student) -> tuple[Presence, int]:
    """What the page sent about a student; what cannot be read means present."""
    word = request.form.get(f"presence-{student.id}", "")
    late = request.form.get(f"late-{student.id}", "")
    presence = Presence.of(word) if word in set(Presence) else Presence.PRESENT
    return presence, int(late) if late.isascii() and late.isdigit() and len(late) < 4 else 0


def students_of(session: ClassSession) -> list[Student]:
    return list(people.students_of([session.cohort_id], session.day))


def find(class_session_id: int) -> ClassSession:
    return queries.class_session(class_session_id) or abort(404)
