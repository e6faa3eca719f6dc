"""The week that repeats: its cells, and the sessions of the year laid from it."""

from typing import Any

from flask import abort, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict

from erp.access.permissions import May
from erp.core import clock
from erp.people import queries as people
from erp.people.models import Cohort
from erp.timetable import actions, calendar, queries
from erp.timetable.models import ClassSession, TimetableSlot
from erp.timetable.queries import Missing
from erp.web.office.face import office
from erp.web.office.timetable import cohort_asked
from erp.web.office.timetable_forms import WEEKDAYS, SessionForm, SlotForm, SpanForm
from erp.web.shared.hours_view import year_of
from erp.web.shared.records import Answer, RecordPages, done, number_asked


@office.get("/emploi-du-temps/semaine-type", access=May.WRITE_TIMETABLE)
def show_usual_week() -> str:
    cohorts = people.cohorts()
    chosen = cohort_asked(cohorts)
    slots = queries.slots(chosen.id) if chosen else []
    last = max([calendar.days_a_week(), *(1 + one.weekday for one in slots)])
    days = [(day, [s for s in slots if s.weekday == n]) for n, day in enumerate(WEEKDAYS[:last])]
    return render_template(
        "office/usual_week/show_usual_week.html", cohorts=cohorts, chosen=chosen, days=days
    )


@office.get("/emploi-du-temps/poser/<int:cohort_id>", access=May.WRITE_TIMETABLE)
def preview_sessions(cohort_id: int) -> str:
    """What laying these days would make, before anything is made."""
    cohort, missing = find_cohort(cohort_id), list[Missing]()
    form = SpanForm(request.args or usual_span())
    span: dict[str, Any] = {"begins": form.starts_on.data, "ends": form.ends_on.data}
    form.accepts(lambda: missing.extend(queries.missing_sessions(cohort.id, **span)))
    return render_template(
        "office/usual_week/preview_sessions.html", cohort=cohort, form=form, missing=missing
    )


def usual_span() -> MultiDict[str, str]:
    """From today to the end of the school year."""
    begins, ends = year_of(clock.today())
    first = max(begins, clock.today())
    return MultiDict({"starts_on": first.isoformat(), "ends_on": ends.isoformat()})


@office.post("/emploi-du-temps/poser/<int:cohort_id>", access=May.WRITE_TIMETABLE)
def lay_sessions(cohort_id: int) -> Answer:
    cohort, form, made = find_cohort(cohort_id), SpanForm(), [0]
    span: dict[str, Any] = {"begins": form.starts_on.data, "ends": form.ends_on.data}
    if form.accepts(lambda: made.append(actions.lay_sessions(cohort, **span))):
        words = ngettext("%(num)s séance posée.", "%(num)s séances posées.", made[-1])
        return done(words, url_for(".show_timetable", cohort_id=cohort.id))
    return preview_page(cohort, form)


@office.post("/emploi-du-temps/enlever/<int:cohort_id>", access=May.WRITE_TIMETABLE)
def clear_sessions(cohort_id: int) -> Answer:
    cohort, form, told = find_cohort(cohort_id), SpanForm(), [(0, 0)]
    span: dict[str, Any] = {"begins": form.starts_on.data, "ends": form.ends_on.data}
    if form.accepts(lambda: told.append(actions.clear_sessions(cohort, **span))):
        words = told_of_clearing(*told[-1])
        return done(words, url_for(".show_timetable", cohort_id=cohort.id))
    return preview_page(cohort, form)


def told_of_clearing(gone: int, stayed: int) -> str:
    words = ngettext("%(num)s séance enlevée.", "%(num)s séances enlevées.", gone)
    if not stayed:
        return words
    stays = ngettext("%(num)s reste, déjà vécue.", "%(num)s restent, déjà vécues.", stayed)
    return f"{words} {stays}"


def preview_page(cohort: Cohort, form: SpanForm) -> tuple[str, int]:
    facts = {"cohort": cohort, "form": form, "missing": []}
    return render_template("office/usual_week/preview_sessions.html", **facts), 422


def find_cohort(cohort_id: int) -> Cohort:
    return people.cohort(cohort_id) or abort(404)


def slot_form(slot: TimetableSlot | None) -> SlotForm:
    if slot is not None:
        return SlotForm(obj=slot)
    return SlotForm(cohort_id=number_asked("cohort_id"), weekday=number_asked("weekday") or 0)


def back_to_week(slot: TimetableSlot | None) -> str:
    cohort_id = slot.cohort_id if slot else number_asked("cohort_id")
    return url_for("office.show_usual_week", cohort_id=cohort_id)


def session_form(session: ClassSession | None) -> SessionForm:
    if session is None:
        return SessionForm(cohort_id=number_asked("cohort_id"), day=clock.today())
    starts, ends = (m.astimezone(clock.PARIS) for m in (session.starts_at, session.ends_at))
    times = {"day": session.day, "starts_at": starts.time(), "ends_at": ends.time()}
    known = {name: getattr(session, name) for name in ("cohort_id", "place_id", "leader_id")}
    return SessionForm(nature=session.nature, subject=session.subject, **known, **times)


def back_to_timetable(session: ClassSession | None) -> str:
    if session is None:
        return url_for("office.show_timetable", cohort_id=number_asked("cohort_id"))
    week = session.day.isoformat()
    return url_for("office.show_timetable", cohort_id=session.cohort_id, week=week)


RecordPages(
    face=office,
    access=May.WRITE_TIMETABLE,
    url="/emploi-du-temps/creneaux",
    name="slot",
    form=slot_form,
    find=queries.slot,
    add=lambda form: actions.add_slot(**form.facts),
    change=lambda slot, form: actions.change_slot(slot, **form.facts),
    back=back_to_week,
    kicker=_l("Semaine type"),
    title=_l("Ajouter un créneau"),
).open()

RecordPages(
    face=office,
    access=May.WRITE_TIMETABLE,
    url="/emploi-du-temps/seances",
    name="session",
    form=session_form,
    find=queries.class_session,
    add=lambda form: actions.add_session(**form.facts),
    change=lambda session, form: actions.change_session(session, **form.facts),
    back=back_to_timetable,
    kicker=_l("Séances"),
    title=_l("Ajouter une séance"),
    take_away=actions.remove_session,
).open()
