"""The school year and the days the school closes."""

from flask import render_template, url_for
from flask_babel import lazy_gettext as _l

from erp.access.permissions import May
from erp.core import clock
from erp.timetable import actions, away, calendar, queries
from erp.timetable.models import ClosedDays, SchoolYear
from erp.web.office.face import office
from erp.web.office.hours_view import year_of
from erp.web.office.timetable_forms import ClosedDaysForm, SpanForm
from erp.web.shared.records import RecordPages


@office.get("/reglages/calendrier", access=May.WRITE_TIMETABLE)
def show_calendar() -> str:
    begins, ends = year_of(clock.today())
    return render_template(
        "office/calendar/show_calendar.html",
        years=queries.school_years(),
        closed=queries.closed_days(),
        holidays=calendar.closures(begins, ends),
        events=away.events(begins, ends),
        begins=begins,
    )


def back(_record: object) -> str:
    return url_for("office.show_calendar")


def open_year(form: SpanForm) -> SchoolYear:
    return actions.open_school_year(**form.data)


def change_year(year: SchoolYear, form: SpanForm) -> None:
    actions.move_school_year(year, **form.data)


def change_closed_days(closed: ClosedDays, form: ClosedDaysForm) -> None:
    actions.change_closed_days(closed, **form.data)


RecordPages(
    face=office,
    access=May.WRITE_TIMETABLE,
    url="/reglages/annees",
    name="school_year",
    form=lambda year: SpanForm(obj=year),
    find=queries.year,
    add=open_year,
    change=change_year,
    back=back,
    kicker=_l("Années scolaires"),
    title=_l("Ouvrir une année scolaire"),
).open()

RecordPages(
    face=office,
    access=May.WRITE_TIMETABLE,
    url="/reglages/jours-fermes",
    name="closed_days",
    form=lambda closed: ClosedDaysForm(obj=closed),
    find=queries.closed,
    add=lambda form: actions.close_days(**form.data),
    change=change_closed_days,
    back=back,
    kicker=_l("Jours fermés"),
    title=_l("Fermer des jours"),
).open()
