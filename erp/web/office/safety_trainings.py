"""Safety trainings: given and assessed for several students at once, signed one by one by both."""

from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user
from wtforms import HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from erp.access.permissions import May
from erp.core import clock
from erp.equipment import queries as equipment
from erp.people import queries as people
from erp.safety import actions, queries
from erp.safety.models import SafetyTraining
from erp.safety.refusals import DatesAreReversed, DayIsToCome, NobodyTrained
from erp.safety.states import TrainingState
from erp.web.office.cancelling import Cancelling, back_to_list
from erp.web.office.declarations import ticks
from erp.web.office.face import office
from erp.web.shared.asked import as_number
from erp.web.shared.fields import DayField, WordField
from erp.web.shared.forms import REQUIRED, FilterForm, SchoolForm, at_most
from erp.web.shared.paging import after
from erp.web.shared.records import Answer, Page, done, number_asked, record_page


class TrainingForm(SchoolForm):
    beside = {
        DayIsToCome: "assessed_on",
        DatesAreReversed: "assessed_on",
        NobodyTrained: "student_ids",
    }

    machine_type_id = SelectField(_l("Machines"), coerce=int)
    student_ids = ticks(_l("Élèves"))
    given_on = DayField(_l("Formation donnée le"), [REQUIRED])
    assessed_on = DayField(_l("Évaluée le"), [REQUIRED])
    result = StringField(_l("Comment, et le résultat"), [REQUIRED, at_most(200)])
    valid_until = DayField(
        _l("À refaire avant le"), [Optional()], description=_l("Vide : elle reste valable.")
    )

    def __init__(self, cohort_id: int | None, **facts: object) -> None:
        super().__init__(**facts)
        kinds = [kind for kind in equipment.machine_types() if kind.machines]
        self.machine_type_id.choices = [SelectChoice(str(k.id), k.name) for k in kinds]
        wanted = [c.id for c in people.cohorts() if cohort_id in (None, c.id)]
        self.students = people.students_of(wanted, clock.today())
        self.student_ids.choices = [SelectChoice(str(s.id), s.name) for s in self.students]

    def note(self) -> list[SafetyTraining]:
        kind = equipment.machine_type(self.machine_type_id.data) or abort(404)
        facts: dict[str, Any] = {
            name: self[name].data for name in ("given_on", "assessed_on", "result", "valid_until")
        }
        those = [one for one in self.students if one.id in (self.student_ids.data or [])]
        return actions.give_training(
            those, kind, trainer=current_user, today=clock.today(), **facts
        )


class TrainingFilter(FilterForm):
    cohort_id = SelectField(_l("Promotion"), coerce=as_number)
    machine_type_id = SelectField(_l("Machines"), coerce=as_number)
    state = WordField(_l("État"), TrainingState, blank=_l("Toutes"))

    def __init__(self) -> None:
        super().__init__()
        kinds = [SelectChoice(str(k.id), k.name) for k in equipment.machine_types() if k.machines]
        self.machine_type_id.choices = [SelectChoice("", _l("Toutes les machines")), *kinds]
        known = [SelectChoice(str(one.id), one.name) for one in people.cohorts()]
        self.cohort_id.choices = [SelectChoice("", _l("Toutes les promotions")), *known]


class SheetForm(SchoolForm):
    signature = HiddenField(_l("Signature"))


@office.get("/securite/formations", access=May.READ_SAFETY)
def list_safety_trainings() -> str:
    form = TrainingFilter()
    page = queries.trainings_page(**form.data, after=after())
    return render_template(
        "office/safety_trainings/list_safety_trainings.html",
        page=page,
        form=form,
        today=clock.today(),
    )


@office.get("/securite/formations/nouvelle", access=May.TEACH_SAFETY)
def new_training() -> Page:
    today = clock.today()
    return training_page(TrainingForm(number_asked("cohort_id"), given_on=today, assessed_on=today))


@office.post("/securite/formations/nouvelle", access=May.TEACH_SAFETY)
def add_training() -> Answer:
    form, made = TrainingForm(None), []
    if form.accepts(lambda: made.extend(form.note())):
        words = ngettext("%(num)s fiche à signer.", "%(num)s fiches à signer.", len(made))
        return done(words, url_for(".list_safety_trainings"))
    return training_page(form)


def training_page(form: TrainingForm) -> Page:
    words = {"kicker": _("Sécurité"), "title": _("Noter une formation donnée et évaluée")}
    return record_page(form, **words, back=url_for(".list_safety_trainings"))


@office.get("/securite/formations/<int:safety_training_id>", access=May.READ_SAFETY)
def show_safety_training(safety_training_id: int) -> str:
    return sheet_page(find(safety_training_id), SheetForm())


@office.post("/securite/formations/<int:safety_training_id>/signer", access=May.TEACH_SAFETY)
def sign_safety_training(safety_training_id: int) -> Answer:
    sheet, form = find(safety_training_id), SheetForm()
    facts = {"actor": current_user, "now": clock.now()}
    if form.accepts(
        lambda: actions.sign_training(sheet, signature=form.signature.data or "", **facts)
    ):
        return done(_("La fiche est signée des deux."), url_for(".list_safety_trainings"))
    return sheet_page(sheet, form), 422


def sheet_page(sheet: SafetyTraining, form: SheetForm) -> str:
    facts = {"sheet": sheet, "form": form, "today": clock.today()}
    facts["mine"] = sheet.trainer_id == current_user.id
    return render_template("office/safety_trainings/show_safety_training.html", **facts)


def find(safety_training_id: int) -> SafetyTraining:
    return queries.training(safety_training_id) or abort(404)


Cancelling(
    "/securite/formations/<int:safety_training_id>",
    "safety_training",
    access=May.TEACH_SAFETY,
    find=queries.training,
    back=back_to_list("list_safety_trainings"),
).open()
