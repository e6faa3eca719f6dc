"""The five-minute morning screen, and the roles of the day: nothing private on a wall."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.core import clock
from erp.core.words import N_
from erp.people import queries as people
from erp.people.models import Cohort, Student
from erp.production import actions, queries
from erp.production.states import DayRole
from erp.timetable import queries as timetable
from erp.timetable.away import away
from erp.timetable.models import ClassSession
from erp.timetable.states import Nature
from erp.web.office.face import office
from erp.web.shared.live import live

SAFETY = (
    N_("Lunettes et chaussures de sécurité, toujours."),
    N_("Cheveux attachés, manches serrées, pas de bijou."),
    N_("On arrête la machine avant de mesurer."),
    N_("Un doute ? On s'arrête et on appelle."),
    N_("Le sol est propre : on range en passant."),
)
ICONS = {
    DayRole.TEAM_LEADER: "star-fill",
    DayRole.INSPECTOR: "rulers",
    DayRole.STOREKEEPER: "box-seam",
    DayRole.CUSTOMER_CONTACT: "telephone",
}
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True)
class CohortDay:
    """Its workshop sessions of the day; a role lasts all day, at whichever it was given, unless
    its student is away (`gone`): then it may be given again."""

    cohort: Cohort
    sessions: list[ClassSession] = field(default_factory=list)
    roles: dict[DayRole, Student] = field(default_factory=dict)
    gone: dict[DayRole, Student] = field(default_factory=dict)


@office.get("/matin", access=May.READ_WORK)
def show_morning() -> Response:
    today = clock.today()
    sessions = timetable.sessions_between(today, today)
    page = render_template(
        "office/mornings/show_morning.html",
        today=today,
        safety=SAFETY[today.toordinal() % len(SAFETY)],
        sessions=sessions,
        days=cohort_days(),
        icons=ICONS,
        absent=timetable.count_absent([one.id for one in sessions]),
        **work_told(today),
    )
    return live(page)


def work_told(today: date) -> dict[str, object]:
    """What the last day of workshop gave, and what is awaited."""
    before = timetable.last_workshop_day(today) or today - A_DAY
    return {
        "before": before,
        "good": queries.good_pieces_between(clock.start_of(before), clock.start_of(before + A_DAY)),
        "due": queries.work_orders_due(today, today + A_WEEK),
        "late": queries.late_work_orders(today),
    }


@office.get("/roles", access=May.ASSIGN_TEAMS)
def list_roles() -> str:
    days = cohort_days()
    return render_template("office/mornings/list_roles.html", days=days, words=DayRole, icons=ICONS)


@office.post("/roles/<int:session_id>", access=May.ASSIGN_TEAMS)
def deal_roles(session_id: int) -> Response:
    session = timetable.class_session(session_id) or abort(404)
    sessions = workshops_on(session.day, cohort_id=session.cohort_id)
    is_away = away(session.day, session.day).away_from(at_hand(sessions))
    students = people.students_of([session.cohort_id], session.day)
    present = [one for one in students if not is_away(one.id)]
    actions.deal_roles(session, present, actor=current_user)
    flash(_("Les rôles sont donnés, à chacun son tour."), "success")
    return redirect(url_for(".list_roles"), 303)


def cohort_days() -> list[CohortDay]:
    today = clock.today()
    sessions, absences = workshops_on(today), away(today, today)
    days: dict[int, CohortDay] = {}
    for session in sessions:
        days.setdefault(session.cohort_id, CohortDay(session.cohort)).sessions.append(session)
    cohorts = {one.id: one.cohort_id for one in sessions}
    for dealt in queries.roles_at(list(cohorts)):
        day = days[cohorts[dealt.class_session_id]]
        is_gone = absences.is_student_away(dealt.student_id, at_hand(day.sessions))
        (day.gone if is_gone else day.roles).setdefault(dealt.role, dealt.student)
    return list(days.values())


def workshops_on(day: date, *, cohort_id: int | None = None) -> Sequence[ClassSession]:
    return timetable.sessions_between(day, day, nature=Nature.WORKSHOP, cohort_id=cohort_id)


def at_hand(sessions: Sequence[ClassSession]) -> ClassSession:
    """The one now or the next of the day, else the last: who is away from it is not there."""
    now = clock.now()
    return next((one for one in sessions if one.ends_at > now), sessions[-1])
