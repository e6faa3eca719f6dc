"""The forms about what companies offer to students."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SearchField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from erp.curriculum import queries as curriculum
from erp.people.models import Guardian
from erp.training.states import OfferKind, OfferState
from erp.web.shared.asked import as_number
from erp.web.shared.fields import CountField, WordField
from erp.web.shared.forms import REQUIRED, FilterForm, SchoolForm, at_most
from erp.web.shared.offers import OfferForm


class OfferFilter(FilterForm):
    q = SearchField(_l("Chercher"), render_kw={"placeholder": _l("Offre, entreprise, ville")})
    kind = WordField(_l("Sorte"), OfferKind, blank=_l("Toutes"))
    state = WordField(_l("État"), OfferState, blank=_l("Tous les états"))
    trade_id = SelectField(_l("Métier"), coerce=lambda value: as_number(str(value or "")))

    def __init__(self) -> None:
        super().__init__()
        known = [SelectChoice(str(one.id), one.name) for one in curriculum.trades()]
        self.trade_id.choices = [SelectChoice("", _l("Tous les métiers")), *known]


class PublishForm(OfferForm):
    """What the school adds: from which year on, and what must have been shown."""

    year_of_study = CountField(_l("À partir de quelle année ?"), [REQUIRED], least=1, most=5)
    competence_ids = SelectMultipleField(
        _l("Compétences attendues"), coerce=int, widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("Qui les a toutes acquises la voit en premier, sans être seul à la voir."),
    )  # fmt: skip

    def __init__(self, **facts: object) -> None:
        super().__init__(**facts)
        self.competences = {one.id: one for one in curriculum.competences()}
        self.competence_ids.choices = [
            SelectChoice(str(one.id), f"{one.diploma.short_name} · {one}")
            for one in self.competences.values()
        ]

    @property
    def facts(self) -> dict[str, Any]:
        told = super().facts
        chosen = told.pop("competence_ids") or []
        return {**told, "competences": [self.competences[one] for one in chosen]}


class ReplyForm(SchoolForm):
    reply = TextAreaField(_l("Votre réponse, lue par l'entreprise"), [REQUIRED, at_most(1000)])


class AgreeForm(SchoolForm):
    guardian_id = SelectField(
        _l("Qui est d'accord ?"), coerce=lambda value: as_number(str(value or ""))
    )

    def __init__(self, guardians: Sequence[Guardian], *, is_adult: bool, **facts: object) -> None:
        super().__init__(**facts)
        self.guardians = {one.id: one for one in guardians}
        known = [SelectChoice(str(one.id), one.name) for one in guardians]
        alone = [SelectChoice("", _l("L'élève, qui est majeur"))] if is_adult else []
        self.guardian_id.choices = [*known, *alone]


class OutcomeForm(SchoolForm):
    verb = SelectField(_l("Que s'est-il passé ?"))
    note = StringField(_l("Un mot sur la suite"), [at_most(300)])

    def __init__(self, steps: dict[str, str], **facts: object) -> None:
        super().__init__(**facts)
        self.verb.choices = [SelectChoice(verb, _l(label)) for verb, label in steps.items()]
