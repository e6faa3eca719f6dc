"""The forms about what students have shown."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from erp.curriculum import queries as curriculum
from erp.curriculum.models import Framework
from erp.training.queries import Proposal
from erp.training.refusals import LevelIsUnknown
from erp.training.states import Autonomy
from erp.web.shared.fields import WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most


class ObservationForm(SchoolForm):
    beside = {LevelIsUnknown: "rank"}

    rank = RadioField(_l("Niveau"), [REQUIRED], coerce=int)
    autonomy = WordField(_l("Aide"), Autonomy)
    note = TextAreaField(
        _l("Ce que vous avez vu"), [REQUIRED, at_most(500)], description=_l("Le geste, la pièce.")
    )

    def __init__(self, framework: Framework, **facts: object) -> None:
        super().__init__(**facts)
        self.rank.choices = [SelectChoice(one.rank, one.label) for one in framework.levels]

    @property
    def said(self) -> Proposal:
        return Proposal(int(self.rank.data), self.autonomy.data)


class LinkForm(SchoolForm):
    competence_ids = SelectMultipleField(
        _l("Faire cette opération montre"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("Cochées d'avance : ce que les mots suggèrent. Vous confirmez une fois."),
    )

    def __init__(self, **facts: object) -> None:
        super().__init__(**facts)
        self.competence_ids.choices = [
            SelectChoice(one.id, f"{one.diploma} · {one}") for one in curriculum.competences()
        ]
