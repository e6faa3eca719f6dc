"""The request that a program sends: the questions of the portal's form, without its files."""

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from erp.sales.refusals import WeekIsPast, WeekIsTooFar
from erp.sales.states import Flexibility, MaterialBy
from erp.web.shared.fields import WeekField, WordField
from erp.web.shared.forms import REQUIRED, at_most
from erp.web.shared.parts import PartsForm


class AskForm(PartsForm):
    beside: ClassVar[dict[Any, str]] = {WeekIsPast: "wished_week", WeekIsTooFar: "wished_week"}

    wished_week = WeekField(_l("Semaine souhaitée"), [REQUIRED])
    flexibility = WordField(_l("Délai"), Flexibility, default=Flexibility.NORMAL)
    material_by = WordField(_l("Matière"), MaterialBy, default=MaterialBy.SCHOOL)
    note = StringField(_l("Note"), [at_most(2000)])

    @property
    def wish(self) -> dict[str, Any]:
        names = ("wished_week", "flexibility", "material_by", "note")
        return {"parts": self.wanted, **{name: self[name].data for name in names}}

    @property
    def problem(self) -> str:
        """The first thing that is wrong, by the name that was sent."""
        told = [(name, one) for name, all_ in self.errors.items() for one in all_]
        name, sentence = told[0]
        return f"{name} : {sentence}" if name else str(sentence)
