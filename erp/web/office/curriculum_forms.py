"""The forms about trades, diplomas and competences."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from erp.core.records import NameTaken
from erp.curriculum import queries
from erp.curriculum.models import FIVE_POINTS, TWO_THIRDS
from erp.curriculum.states import SourceStatus
from erp.web.shared.fields import CountField, FrenchDecimalField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most


class TradeForm(SchoolForm):
    beside = {NameTaken: "name"}

    name = StringField(_l("Nom de la filière"), [REQUIRED, at_most(80)])


class DiplomaForm(SchoolForm):
    beside = {NameTaken: "name"}

    trade_id = SelectField(_l("Filière"), coerce=int)
    name = StringField(_l("Nom complet"), [REQUIRED, at_most(200)])
    short_name = StringField(_l("Nom court"), [REQUIRED, at_most(40)])
    years = CountField(_l("Durée, en années"), [REQUIRED], least=1, most=5, default=2)
    practice_percent = FrenchDecimalField(
        _l("Part de pratique à atteindre, en %"),
        [REQUIRED],
        default=TWO_THIRDS,
        most=100,
        description=_l("Deux tiers : 66,67. Celle de votre convention si elle en dit une autre."),
    )
    practice_tolerance = FrenchDecimalField(
        _l("Écart toléré, en points"), [REQUIRED], default=FIVE_POINTS, most=50
    )

    def __init__(self, **facts: object) -> None:
        super().__init__(**facts)
        self.trade_id.choices = [SelectChoice(str(t.id), t.name) for t in queries.trades()]


class CompetenceForm(SchoolForm):
    beside = {NameTaken: "code"}

    diploma_id = SelectField(_l("Diplôme"), coerce=int)
    code = StringField(_l("Code"), [REQUIRED, at_most(12)])
    label = TextAreaField(_l("Intitulé"), [REQUIRED, at_most(300)])
    source_status = WordField(
        _l("Intitulé officiel"),
        SourceStatus,
        description=_l("« Vérifié » quand vous l'avez comparé à l'annexe de l'arrêté."),
    )

    def __init__(self, **facts: object) -> None:
        super().__init__(**facts)
        self.diploma_id.choices = [SelectChoice(str(d.id), d.name) for d in queries.diplomas()]
