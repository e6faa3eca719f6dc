"""One's own sessions in one's own calendar: a link that can be taken back."""

from datetime import timedelta

from flask import Response, abort, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from erp.core import clock, tokens
from erp.people import queries as people
from erp.people.models import User
from erp.people.states import STAFF
from erp.timetable import away, ical
from erp.timetable import queries as timetable
from erp.web.office.face import office
from erp.web.shared.face import PUBLIC, SIGNED_IN
from erp.web.shared.links import absolute

AGENDA, LIFE = "agenda", timedelta(days=400)
BEFORE, AFTER = timedelta(days=30), timedelta(days=365)


@office.get("/mon-agenda", access=SIGNED_IN)
def show_my_agenda() -> str:
    check_has_agenda(current_user)
    return render_template("office/agenda/show_my_agenda.html")


@office.post("/mon-agenda/lien", access=SIGNED_IN)
def give_agenda_link() -> Answer:
    """The old link ends: who had it reads nothing any more."""
    check_has_agenda(current_user)
    now = clock.now()
    tokens.revoke_all(AGENDA, current_user.id, now=now)
    secret = tokens.give(AGENDA, current_user.id, now=now, expires_at=now + LIFE)
    link = absolute(".read_agenda", token=secret)
    flash(_("Votre lien, montré cette fois seulement : %(link)s", link=link), "success")
    return redirect(url_for(".show_my_agenda"), 303)


@office.post("/mon-agenda/revoquer", access=SIGNED_IN)
def revoke_agenda_link() -> Answer:
    check_has_agenda(current_user)
    tokens.revoke_all(AGENDA, current_user.id, now=clock.now())
    flash(_("Le lien ne marche plus."), "success")
    return redirect(url_for(".show_my_agenda"), 303)


@office.get("/agenda/<token>", access=PUBLIC)
def read_agenda(token: str) -> Response:
    user_id = tokens.subject_of(AGENDA, token, now=clock.now())
    user = people.user(user_id) if user_id else None
    if user is None or not user.is_active:
        abort(404)
    answer = make_response(feed_of(user))
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
    answer.headers["Content-Disposition"] = 'inline; filename="agenda.ics"'
    return answer


def feed_of(user: User) -> bytes:
    """What a member of staff leads, or what a student's cohort has."""
    today = clock.today()
    begins, ends = today - BEFORE, today + AFTER
    events = away.events(begins, ends)
    if user.role in STAFF:
        sessions = timetable.sessions_between(begins, ends, leader_id=user.id)
        return ical.feed(user.name, sessions, events, now=clock.now())
    student = people.student_of_user(user) or abort(404)
    sessions = timetable.sessions_between(begins, ends, cohort_id=student.cohort_id)
    mine = [one for one in events if one.cohort_id in (None, student.cohort_id)]
    return ical.feed(student.cohort.name, sessions, mine, now=clock.now())


def check_has_agenda(user: User) -> None:
    """A customer has none."""
    if user.role not in STAFF and people.student_of_user(user) is None:
        abort(404)
