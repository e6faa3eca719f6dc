"""Days unlike others, who will be away, and what the workshops can do with who is there."""

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from flask import abort, render_template, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import SelectField, StringField, TimeField
from wtforms.fields.choices import SelectChoice

from erp.access.permissions import May
from erp.core import clock
from erp.people import queries as people
from erp.people.models import Student, User
from erp.timetable import away, capacity, days
from erp.timetable.models import Absence, CalendarEvent
from erp.timetable.refusals import EndsBeforeItStarts
from erp.timetable.states import AbsenceReason, EventKind
from erp.web.office.face import office
from erp.web.office.timetable_forms import SpanForm
from erp.web.shared.asked import as_number
from erp.web.shared.fields import DayField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.records import RecordPages

WEEKS = 8


class EventForm(SpanForm):
    kind = WordField(_l("C'est"), EventKind)
    label = StringField(_l("Intitulé"), [REQUIRED, at_most(80)])
    cohort_id = SelectField(_l("Pour"), coerce=lambda value: as_number(str(value or "")))

    def __init__(self, **facts: object) -> None:
        super().__init__(**facts)
        known = [SelectChoice(str(one.id), one.name) for one in people.cohorts()]
        self.cohort_id.choices = [SelectChoice("", _l("Toute l'école")), *known]

    @property
    def facts(self) -> dict[str, Any]:
        told = {name: self[name].data for name in ("kind", "label", "starts_on", "ends_on")}
        cohort_id = self.cohort_id.data
        return {**told, "cohort": people.cohort(cohort_id) if cohort_id else None}


class AbsenceForm(SchoolForm):
    beside = {EndsBeforeItStarts: "ends_time"}

    who = SelectField(_l("Qui"))
    day = DayField(_l("Du"), [REQUIRED])
    time = TimeField(_l("À partir de"), [REQUIRED])
    ends_day = DayField(_l("Au"), [REQUIRED])
    ends_time = TimeField(_l("Jusqu'à"), [REQUIRED])
    reason = WordField(
        _l("Motif"), AbsenceReason, description=_l("Lu au bureau seulement, jamais affiché.")
    )

    def __init__(self, absence: Absence | None = None, **facts: object) -> None:
        super().__init__(obj=absence, **(known_of(absence) if absence else facts))
        today = clock.today()
        pupils = people.students_of([one.id for one in people.cohorts()], today)
        self.who.choices = [
            *(SelectChoice(f"s{one.id}", one.name) for one in pupils),
            *(
                SelectChoice(f"u{one.id}", f"{one.name} ({one.role.label})")
                for one in people.staff()
            ),
        ]

    @property
    def facts(self) -> dict[str, Any]:
        told = self.data
        starts_at = clock.at(told["day"], told["time"])
        ends_at = clock.at(told["ends_day"], told["ends_time"])
        return {"starts_at": starts_at, "ends_at": ends_at, "reason": told["reason"]}

    @property
    def person(self) -> Student | User:
        kind, number = self.who.data[:1], int(self.who.data[1:])
        found = people.student(number) if kind == "s" else people.user(number)
        return found or abort(404)


def known_of(absence: Absence) -> dict[str, object]:
    starts, ends = (m.astimezone(clock.PARIS) for m in (absence.starts_at, absence.ends_at))
    who = f"s{absence.student_id}" if absence.student_id else f"u{absence.user_id}"
    first, last = {"day": starts.date(), "time": starts.time()}, ends.time()
    return {"who": who, **first, "ends_day": ends.date(), "ends_time": last}


@office.get("/absences/annoncees", access=May.CALL_ROLL)
def list_told_absences() -> str:
    since = clock.start_of(clock.today() - timedelta(days=7))
    until = clock.start_of(clock.today() + timedelta(days=365))
    return render_template(
        "office/days/list_told_absences.html", absences=away.absences(since, until)
    )


@office.get("/capacite", access=May.READ_TIMETABLE)
def show_capacity() -> str:
    monday = clock.monday_of(clock.today())
    last = monday + timedelta(days=7 * WEEKS - 1)
    return render_template(
        "office/days/show_capacity.html",
        weeks=by_week(capacity.capacity(monday, last)),
        events=away.events(monday, last),
    )


def by_week(found: Any) -> dict[date, dict[str, list[capacity.Capacity]]]:
    """A line for each week, a heap for each place."""
    weeks: dict[date, dict[str, list[capacity.Capacity]]] = {}
    for monday, those in groupby(found, key=lambda one: clock.monday_of(one.session.day)):
        for one in those:
            weeks.setdefault(monday, {}).setdefault(one.session.place.name, []).append(one)
    return weeks


def back_to_calendar(_event: object) -> str:
    return url_for("office.show_calendar")


def change_event(event: CalendarEvent, form: EventForm) -> None:
    days.change_event(event, **form.facts)


def tell_absence(form: AbsenceForm) -> Absence:
    return days.tell_absence(form.person, **form.facts, actor=current_user)


RecordPages(
    face=office,
    access=May.WRITE_TIMETABLE,
    url="/reglages/evenements",
    name="calendar_event",
    form=lambda event: EventForm(obj=event),
    find=away.event,
    add=lambda form: days.add_event(**form.facts),
    change=change_event,
    back=back_to_calendar,
    kicker=_l("Examens, stages, portes ouvertes"),
    title=_l("Ajouter des jours particuliers"),
).open()

RecordPages(
    face=office,
    access=May.WRITE_TIMETABLE,
    url="/absences/annoncees",
    name="told_absence",
    form=AbsenceForm,
    find=away.absence,
    add=tell_absence,
    change=lambda absence, form: days.change_absence(absence, **form.facts),
    back=lambda _absence: url_for("office.list_told_absences"),
    kicker=_l("Absences annoncées"),
    title=_l("Annoncer une absence"),
).open()
