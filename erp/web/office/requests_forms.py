"""The forms about requests."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    SearchField,
    SelectField,
    SelectMultipleField,
    SubmitField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice

from erp.curriculum import queries as curriculum
from erp.equipment import queries as equipment
from erp.sales.states import RequestState, Risk, Verdict
from erp.web.shared.fields import WordField
from erp.web.shared.forms import REQUIRED, FilterForm, SchoolForm, at_most


class RequestFilter(FilterForm):
    q = SearchField(_l("Chercher"), render_kw={"placeholder": _l("Pièce, client")})
    state = WordField(_l("État"), RequestState, blank=_l("Tous les états"))


class SheetForm(SchoolForm):
    """Fiche d'intérêt pédagogique; its lists are those of the school."""

    trade_id = SelectField(_l("Filière"), coerce=int)
    year_of_study = SelectField(
        _l("Niveau"),
        coerce=int,
        choices=[
            SelectChoice("1", _l("1re année")),
            SelectChoice("2", _l("2e année")),
            SelectChoice("3", _l("3e année et plus")),
        ],
    )
    competence_ids = SelectMultipleField(_l("Compétences travaillées"), coerce=int)
    machine_type_ids = SelectMultipleField(_l("Machines"), coerce=int)
    risk = WordField(_l("Risque"), Risk)
    is_flexible = BooleanField(_l("Le délai est souple"))
    verdict = WordField(_l("Avis"), Verdict)
    reason = TextAreaField(_l("Pourquoi ?"), [REQUIRED, at_most(1000)])
    quote = SubmitField(_l("Enregistrer et préparer le devis"))

    def __init__(self, **facts: object) -> None:
        super().__init__(**facts)
        self.trade_id.choices = named(curriculum.trade_names())
        self.competence_ids.choices = named(curriculum.competence_names())
        self.machine_type_ids.choices = named(equipment.machine_type_names())


def named(names: Mapping[int, str]) -> list[SelectChoice]:
    return [SelectChoice(str(key), name) for key, name in names.items()]


class DeclineForm(SchoolForm):
    reply = TextAreaField(_l("Réponse au client"), [REQUIRED, at_most(2000)])
