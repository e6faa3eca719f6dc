"""The forms of the ledger of hours."""

from datetime import date, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, StringField, ValidationError

from erp.timetable.states import Nature
from erp.training.refusals import DayIsToCome, MoreThanADay, NoMinutes, NotHereThatDay
from erp.web.shared.fields import DayField, DurationField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most

LONGEST = timedelta(days=456)


class PeriodForm(SchoolForm):
    """Two days, kept in the address."""

    begins = DayField(_l("Du"))
    ends = DayField(_l("Au"))

    @classmethod
    def of(cls, begins: date, ends: date) -> "PeriodForm":
        return cls(MultiDict({"begins": begins.isoformat(), "ends": ends.isoformat()}))


class HoursForm(SchoolForm):
    beside = {
        DayIsToCome: "day",
        NotHereThatDay: "day",
        NoMinutes: "duration",
        MoreThanADay: "duration",
    }

    day = DayField(_l("Jour"), [REQUIRED])
    nature = WordField(_l("C'était"), Nature)
    subject = StringField(_l("Matière"), [at_most(80)])
    duration = DurationField(_l("Durée"), [REQUIRED], description=_l("Par exemple 1 h 30."))
    takes_away = BooleanField(_l("Ces heures sont à enlever"))
    reason = StringField(
        _l("Raison"), [REQUIRED, at_most(200)], description=_l("Elle reste lisible au registre.")
    )

    @property
    def facts(self) -> dict[str, Any]:
        minutes = int(self.duration.data or 0) // 60
        told = {name: self[name].data for name in ("day", "nature", "subject", "reason")}
        return {**told, "minutes": -minutes if self.takes_away.data else minutes}


class StatementsForm(SchoolForm):
    begins = DayField(_l("Du"), [REQUIRED])
    ends = DayField(_l("Au"), [REQUIRED])

    @property
    def span(self) -> tuple[Any, Any]:
        """Two days, once the form is valid."""
        return self.begins.data, self.ends.data

    def validate_ends(self, field: DayField) -> None:
        first, last = self.begins.data, field.data
        if first and last and not first <= last <= first + LONGEST:
            raise ValidationError(_l("Choisissez une fin après le début, quinze mois au plus."))
