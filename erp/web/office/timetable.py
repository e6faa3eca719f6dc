"""The timetable: a cohort's week, day by day, with what is closed and why."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import render_template, request

from erp.access.permissions import May
from erp.people import queries as people
from erp.people.models import Cohort
from erp.timetable import away, calendar, queries
from erp.timetable.models import CalendarEvent
from erp.web.office.face import office
from erp.web.shared.asked import as_number, monday_asked


@office.get("/emploi-du-temps", access=May.READ_TIMETABLE)
def show_timetable() -> str:
    cohorts, monday = people.cohorts(), week_asked()
    chosen = cohort_asked(cohorts)
    days = [monday + timedelta(days=n) for n in range(7)]
    sessions = queries.sessions_between(monday, days[-1], cohort_id=chosen.id if chosen else 0)
    days = days[: max([calendar.days_a_week(), *(1 + one.day.weekday() for one in sessions)])]
    return render_template(
        "office/timetable/show_timetable.html",
        cohorts=cohorts,
        chosen=chosen,
        monday=monday,
        week=timedelta(days=7),
        days={day: [one for one in sessions if one.day == day] for day in days},
        **told_of(chosen, days),
    )


def told_of(cohort: Cohort | None, days: Sequence[date]) -> dict[str, object]:
    closed = calendar.why_closed_on(days)
    return {"closed": closed, "events": events_of(cohort, days)}


def events_of(cohort: Cohort | None, days: Sequence[date]) -> dict[date, list[CalendarEvent]]:
    """What makes each day unlike others for this cohort."""
    mine = [
        one
        for one in away.events(days[0], days[-1])
        if cohort is not None and one.cohort_id in (None, cohort.id)
    ]
    return {day: [one for one in mine if one.starts_on <= day <= one.ends_on] for day in days}


def cohort_asked(cohorts: Sequence[Cohort]) -> Cohort | None:
    """The one of ?cohort_id=, else the first."""
    wanted = as_number(request.args.get("cohort_id", ""))
    return next((c for c in cohorts if c.id == wanted), cohorts[0] if cohorts else None)


def week_asked() -> date:
    """The Monday of ?week=2026-11-23; this week when it cannot be read."""
    return monday_asked("week")
