"""The form by which a visit, an internship or a job is offered, by a company or noted for it."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from erp.curriculum import queries as curriculum
from erp.training.states import OfferKind
from erp.web.shared.asked import as_number
from erp.web.shared.fields import DayField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most


class OfferForm(SchoolForm):
    kind = WordField(_l("Que proposez-vous ?"), OfferKind)
    title = StringField(
        _l("En quelques mots"), [REQUIRED, at_most(120)],
        description=_l("Par exemple : stage de deux semaines en tournage."),
    )  # fmt: skip
    text = TextAreaField(_l("Ce qu'on y fera"), [REQUIRED, at_most(2000)])
    trade_id = SelectField(_l("Pour quel métier ?"), coerce=lambda v: as_number(str(v or "")))
    town = StringField(_l("Où ?"), [at_most(80)])
    starts_on = DayField(_l("À partir du"), description=_l("Vide : quand cela convient."))

    def __init__(self, **facts: object) -> None:
        super().__init__(**facts)
        self.trades = {one.id: one for one in curriculum.trades()}
        known = [SelectChoice(str(one.id), one.name) for one in self.trades.values()]
        self.trade_id.choices = [SelectChoice("", _l("Tous les métiers")), *known]

    @property
    def facts(self) -> dict[str, Any]:
        told = dict(self.data)
        trade = self.trades.get(told.pop("trade_id"))
        return {**told, "trade": trade}
