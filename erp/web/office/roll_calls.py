"""The roll: all present by default, one tap to change; made for a phone."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.core import clock, journal
from erp.people import queries as people
from erp.people.models import Student
from erp.people.states import Role
from erp.timetable import actions, queries
from erp.timetable.models import ClassSession
from erp.timetable.states import Presence
from erp.web.office.face import office

LOOK_BACK = timedelta(days=30)


@office.get("/appels", access=May.CALL_ROLL)
def list_roll_calls() -> str:
    leads = current_user.role in (Role.INSTRUCTOR, Role.TEACHER)
    mine, today = (current_user.id if leads else None), clock.today()
    return render_template(
        "office/roll_calls/list_roll_calls.html",
        today=queries.sessions_between(today, today, leader_id=mine),
        missing=queries.without_roll(today - LOOK_BACK, clock.start_of(today), leader_id=mine),
    )


@office.get("/appels/<int:class_session_id>", access=May.CALL_ROLL)
def show_roll(class_session_id: int) -> str:
    session = find(class_session_id)
    return render_template(
        "office/roll_calls/show_roll.html",
        session=session,
        students=students_of(session),
        known=queries.attendances(session.id),
        words=Presence,
        entries=journal.entries_of(session),
    )


@office.post("/appels/<int:class_session_id>", access=May.CALL_ROLL)
def call_roll(class_session_id: int) -> Response:
    session = find(class_session_id)
    students = students_of(session)
    said = {student.id: said_of(student) for student in students}
    actions.call_roll(session, students, said, actor=current_user, now=clock.now())
    flash(_("L'appel est enregistré."), "success")
    return redirect(url_for(".list_roll_calls"), 303)


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
