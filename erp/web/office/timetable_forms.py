"""The forms about the calendar, the usual week and dated sessions."""

from typing import Any

from flask import abort
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TimeField
from wtforms.fields.choices import SelectChoice

from erp.people import queries as people
from erp.people.states import Role
from erp.school import queries as school
from erp.timetable.refusals import (
    EndsBeforeItStarts,
    RestIsTooShort,
    SaturdayIsClosed,
    SchoolIsClosed,
    SessionsOverlap,
    UsualRestIsTooShort,
    YearIsTooLong,
    YearMoves,
)
from erp.timetable.states import Nature
from erp.web.shared.fields import DayField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most

WEEKDAYS = (
    _l("Lundi"), _l("Mardi"), _l("Mercredi"), _l("Jeudi"), _l("Vendredi"), _l("Samedi"),
)  # fmt: skip
LEADERS = (Role.INSTRUCTOR, Role.TEACHER, Role.WORKSHOP_MANAGER, Role.DIRECTOR)


class CellForm(SchoolForm):
    """What a cell of the usual week and a dated session have in common."""

    beside = {EndsBeforeItStarts: "ends_at", SessionsOverlap: "starts_at"}

    cohort_id = SelectField(_l("Promotion"), coerce=int)
    starts_at = TimeField(_l("De"), [REQUIRED])
    ends_at = TimeField(_l("À"), [REQUIRED])
    nature = WordField(_l("Atelier ou cours"), Nature)
    subject = StringField(_l("Matière"), [at_most(80)], description=_l("Vide pour l'atelier."))
    place_id = SelectField(_l("Lieu"), coerce=int)
    leader_id = SelectField(_l("Avec"), coerce=int)

    def __init__(self, **facts: object) -> None:
        super().__init__(**facts)
        self.cohort_id.choices = [SelectChoice(str(c.id), c.name) for c in people.cohorts()]
        self.place_id.choices = [SelectChoice(str(p.id), p.name) for p in school.places()]
        self.leader_id.choices = [SelectChoice(str(u.id), u.name) for u in people.staff(*LEADERS)]

    @property
    def facts(self) -> dict[str, Any]:
        """What the actions ask for: records instead of ids."""
        facts = self.data
        return {
            **{name: value for name, value in facts.items() if not name.endswith("_id")},
            "cohort": people.cohort(facts["cohort_id"]) or abort(404),
            "place": school.place(facts["place_id"]) or abort(404),
            "leader": people.user(facts["leader_id"]) or abort(404),
        }


class SlotForm(CellForm):
    beside = {
        **CellForm.beside,
        SaturdayIsClosed: "weekday",
        UsualRestIsTooShort: "weekday",
    }
    first = ("cohort_id", "weekday")

    weekday = SelectField(
        _l("Jour"),
        coerce=int,
        choices=[SelectChoice(str(n), day) for n, day in enumerate(WEEKDAYS)],
    )


class SessionForm(CellForm):
    beside = {**CellForm.beside, SchoolIsClosed: "day", RestIsTooShort: "day"}
    first = ("cohort_id", "day")

    day = DayField(_l("Jour"), [REQUIRED])


class SpanForm(SchoolForm):
    beside = {
        EndsBeforeItStarts: "ends_on",
        RestIsTooShort: "starts_on",
        YearIsTooLong: "ends_on",
        YearMoves: "starts_on",
    }

    starts_on = DayField(_l("Du"), [REQUIRED])
    ends_on = DayField(_l("Au"), [REQUIRED])


class ClosedDaysForm(SpanForm):
    label = StringField(_l("Pourquoi"), [REQUIRED, at_most(80)])


class RecessForm(SchoolForm):
    beside = {EndsBeforeItStarts: "ends_at"}

    label = StringField(_l("Nom"), [REQUIRED, at_most(60)])
    starts_at = TimeField(_l("Début"), [REQUIRED])
    ends_at = TimeField(_l("Fin"), [REQUIRED])
