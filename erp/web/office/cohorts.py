"""The cohorts and their meters."""

from typing import Any

from flask import abort, render_template, url_for
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice

from erp.access.permissions import May
from erp.core import clock
from erp.core.records import NameTaken
from erp.curriculum import queries as curriculum
from erp.people import actions, queries
from erp.people.models import Cohort
from erp.people.refusals import YearIsBeyondDiploma
from erp.training import queries as training
from erp.web.office.face import office
from erp.web.office.ledger_forms import PeriodForm
from erp.web.shared.fields import CountField, DayField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.hours_view import period_asked, year_of
from erp.web.shared.records import RecordPages


class CohortForm(SchoolForm):
    beside = {NameTaken: "name", YearIsBeyondDiploma: "year_of_study"}

    name = StringField(_l("Nom"), [REQUIRED, at_most(80)])
    diploma_id = SelectField(_l("Diplôme"), coerce=int)
    year_of_study = CountField(_l("Année d'études"), [REQUIRED], least=1, most=5, default=1)
    school_year = CountField(
        _l("Année scolaire"),
        [REQUIRED],
        least=2000,
        most=2099,
        description=_l("Celle de la rentrée : 2026 pour 2026-2027."),
    )

    exam_on = DayField(_l("Premier jour de l'examen"))

    def __init__(self, **facts: object) -> None:
        super().__init__(**facts)
        self.diploma_id.choices = [SelectChoice(str(d.id), d.name) for d in curriculum.diplomas()]

    @property
    def facts(self) -> dict[str, Any]:
        facts = self.data
        diploma = curriculum.diploma(facts.pop("diploma_id")) or abort(404)
        return {**facts, "diploma": diploma}


@office.get("/promotions", access=May.READ_STUDENTS)
def list_cohorts() -> str:
    cohorts = queries.cohorts()
    begins, ends = period_asked(*year_of(clock.today()))
    meters = training.meters_of_cohorts(cohorts, begins, ends, now=clock.now())
    return render_template(
        "office/cohorts/list_cohorts.html",
        form=PeriodForm.of(begins, ends),
        cohorts=cohorts,
        meters_of=meters,
        diplomas=training.by_diploma(cohorts, meters),
    )


def cohort_form(cohort: Cohort | None) -> CohortForm:
    if cohort is not None:
        return CohortForm(obj=cohort)
    return CohortForm(school_year=year_of(clock.today())[0].year)


RecordPages(
    face=office,
    access=May.WRITE_STUDENTS,
    url="/promotions",
    name="cohort",
    form=cohort_form,
    find=queries.cohort,
    add=lambda form: actions.add_cohort(**form.facts),
    change=lambda cohort, form: actions.change_cohort(cohort, **form.facts),
    back=lambda _cohort: url_for("office.list_cohorts"),
    kicker=_l("Promotions"),
    title=_l("Ajouter une promotion"),
).open()
