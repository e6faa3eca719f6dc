"""The forms about trades, diplomas and competences."""

from typing import Any

from flask import abort
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from erp.core.records import NameTaken
from erp.curriculum import queries
from erp.curriculum.models import FIVE_POINTS, TWO_THIRDS, Competence, ExamUnit, Framework
from erp.curriculum.states import AssessmentMode, SourceStatus
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

    framework_id = SelectField(_l("Référentiel"), coerce=int)
    code = StringField(_l("Code"), [REQUIRED, at_most(12)])
    label = TextAreaField(_l("Intitulé"), [REQUIRED, at_most(300)])
    source_status = WordField(
        _l("Intitulé officiel"),
        SourceStatus,
        description=_l("« Vérifié » quand vous l'avez comparé à l'annexe de l'arrêté."),
    )
    block_label = StringField(_l("Bloc"), [at_most(200)], description=_l("Bloc 2 Fabrication."))
    signs = TextAreaField(
        _l("Critères"), [at_most(3000)], description=_l("Un par ligne : à quoi on le voit.")
    )

    def __init__(self, competence: Competence | None = None, **facts: object) -> None:
        if competence is not None:
            facts["block_label"] = competence.block.label if competence.block else ""
            facts["signs"] = "\n".join(one.label for one in competence.criteria)
        super().__init__(obj=competence, **facts)
        self.framework_id.choices = framework_choices()

    @property
    def facts(self) -> dict[str, Any]:
        facts = self.data
        told = [line.strip()[:300] for line in (facts.pop("signs") or "").splitlines()]
        facts["block"] = facts.pop("block_label")
        facts["criteria"] = [line for line in told if line]
        facts["framework"] = queries.framework(facts.pop("framework_id")) or abort(404)
        return facts


def framework_choices() -> list[SelectChoice]:
    return [SelectChoice(str(one.id), str(one)) for one in queries.frameworks()]


class ExamUnitForm(SchoolForm):
    beside = {NameTaken: "code"}

    code = StringField(_l("Code"), [REQUIRED, at_most(12)])
    label = StringField(_l("Intitulé"), [REQUIRED, at_most(200)])
    coefficient = FrenchDecimalField(_l("Coefficient"), most=99)
    mode = WordField(
        _l("Mode"),
        AssessmentMode,
        description=_l("Ponctuelle pour une école hors contrat ; le CCF est l'exception."),
    )
    competence_ids = SelectMultipleField(
        _l("Compétences évaluées"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def __init__(self, framework: Framework | None, unit: ExamUnit | None = None) -> None:
        chosen = [one.id for one in unit.competences] if unit else []
        super().__init__(obj=unit, competence_ids=chosen)
        self.competence_ids.choices = [
            SelectChoice(one.id, str(one)) for one in (framework.competences if framework else ())
        ]

    @property
    def facts(self) -> dict[str, Any]:
        facts = self.data
        return {**facts, "competences": queries.competences(facts.pop("competence_ids") or [])}


class CopyForm(SchoolForm):
    label = StringField(
        _l("Nom de la nouvelle version"),
        [REQUIRED, at_most(120)],
        description=_l("L'arrêté ou la session : « Session 2028 »."),
    )
