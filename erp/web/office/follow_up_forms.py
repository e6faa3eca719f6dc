"""The forms of a student's follow-up."""

from typing import Any

from flask import abort
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from erp.curriculum import queries as curriculum
from erp.people.models import Student
from erp.training.models import ExamEntry
from erp.training.refusals import DayIsToCome, MarkIsWrong, PeriodIsReversed, RegisteredAlready
from erp.training.states import ExamResult, FollowUpKind, NeedKind, Situation
from erp.web.shared.fields import CountField, DayField, FrenchDecimalField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most

PRIVATE = [kind for kind in FollowUpKind if kind is not FollowUpKind.REMARK]


class FactsForm(SchoolForm):
    """Its fields are what the action takes."""

    @property
    def facts(self) -> dict[str, Any]:
        return self.data


class RemarkForm(FactsForm):
    beside = {DayIsToCome: "held_on"}

    held_on = DayField(_l("Jour"), [REQUIRED])
    text = TextAreaField(
        _l("Votre mot"),
        [REQUIRED, at_most(2000)],
        description=_l("Il est imprimé dans le livret : l'élève et sa famille le lisent."),
    )

    @property
    def facts(self) -> dict[str, Any]:
        return {**self.data, "kind": FollowUpKind.REMARK}


class FollowUpForm(FactsForm):
    beside = {DayIsToCome: "held_on"}

    kind = WordField(_l("C'était"), FollowUpKind, only=PRIVATE)
    held_on = DayField(_l("Jour"), [REQUIRED])
    text = TextAreaField(
        _l("Ce qui s'est dit"),
        [REQUIRED, at_most(5000)],
        description=_l("Seuls la direction et le secrétariat le lisent."),
    )


class NeedForm(FactsForm):
    kind = WordField(
        _l("Besoin"),
        NeedKind,
        description=_l("Jamais de diagnostic. Les maîtres ne le voient pas."),
    )
    adjustments = TextAreaField(
        _l("Aménagements"),
        [REQUIRED, at_most(1000)],
        description=_l("Ce qu'il faut faire : ses maîtres et enseignants le lisent."),
    )
    until = DayField(_l("Valable jusqu'au"))


class InternshipForm(FactsForm):
    beside = {PeriodIsReversed: "ends_on"}

    company = StringField(_l("Entreprise"), [REQUIRED, at_most(150)])
    tutor = StringField(_l("Tuteur"), [at_most(120)])
    starts_on = DayField(_l("Du"), [REQUIRED])
    ends_on = DayField(_l("Au"), [REQUIRED])
    visited_on = DayField(_l("Visite de l'école le"))
    visit_note = TextAreaField(_l("Ce que la visite a montré"), [at_most(1000)])


class ExamEntryForm(FactsForm):
    beside = {MarkIsWrong: "mark", RegisteredAlready: "exam_unit_id"}

    exam_unit_id = SelectField(_l("Épreuve"), coerce=int)
    session = CountField(_l("Session"), [REQUIRED], least=2000, most=2099)
    result = WordField(_l("Résultat"), ExamResult)
    mark = FrenchDecimalField(_l("Note sur 20"), most=1000)

    def __init__(self, entry: ExamEntry | None, student: Student | None) -> None:
        cohort = student.cohort if student else None
        exam_on = cohort.exam_on if cohort else None
        super().__init__(obj=entry, session=exam_on.year if exam_on else None)
        units = cohort.framework.exam_units if cohort else []
        self.exam_unit_id.choices = [SelectChoice(str(one.id), str(one)) for one in units]

    @property
    def facts(self) -> dict[str, Any]:
        facts = self.data
        return {**facts, "exam_unit": curriculum.exam_unit(facts.pop("exam_unit_id")) or abort(404)}


class OutcomeForm(FactsForm):
    beside = {RegisteredAlready: "months"}

    months = SelectField(
        _l("Après le départ"),
        coerce=int,
        choices=[SelectChoice(str(n), _l("%(n)s mois", n=n)) for n in (6, 12, 24)],
    )
    situation = WordField(_l("Situation"), Situation)
    details = StringField(_l("Précision"), [at_most(200)])
    asked_on = DayField(_l("Demandé le"), [REQUIRED])
