"""Trades, diplomas and their competences: the school's own list."""

from flask import Response, abort, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from erp.access.permissions import May
from erp.curriculum import actions, queries
from erp.curriculum.models import Competence, Diploma, ExamUnit, Framework
from erp.flow import copied_framework, imports
from erp.web.office.curriculum_forms import (
    CompetenceForm,
    CopyForm,
    DiplomaForm,
    ExamUnitForm,
    TradeForm,
)
from erp.web.office.face import office
from erp.web.shared.papers import send_csv
from erp.web.shared.records import (
    Answer,
    Page,
    RecordPages,
    done,
    number_asked,
    record_page,
)


@office.get("/reglages/diplomes", access=May.MANAGE_SETTINGS)
def list_diplomas() -> str:
    facts = {"diplomas": queries.diplomas(), "trades": queries.trades()}
    return render_template("office/curriculum/list_diplomas.html", **facts)


@office.get("/reglages/diplomes/<int:diploma_id>/competences", access=May.MANAGE_SETTINGS)
def show_diploma(diploma_id: int) -> str:
    """The newest version."""
    diploma = queries.diploma(diploma_id) or abort(404)
    return framework_page(diploma.framework)


def all_diplomas(_record: object) -> str:
    return url_for("office.list_diplomas")


def blank_diploma(diploma: Diploma | None) -> DiplomaForm:
    return DiplomaForm(obj=diploma) if diploma else DiplomaForm(trade_id=number_asked("trade_id"))


def framework_page(framework: Framework) -> str:
    found = queries.framework(framework.id) or abort(404)
    return render_template(
        "office/curriculum/show_framework.html", framework=found, diploma=found.diploma
    )


@office.get("/reglages/referentiels/<int:framework_id>", access=May.MANAGE_SETTINGS)
def show_framework(framework_id: int) -> str:
    return framework_page(find_framework(framework_id))


@office.get("/reglages/referentiels/<int:framework_id>/tableau.csv", access=May.MANAGE_SETTINGS)
def read_framework(framework_id: int) -> Response:
    content = imports.framework_table(find_framework(framework_id))
    return send_csv(content, f"referentiel-{framework_id}.csv")


COPY = "/reglages/referentiels/<int:framework_id>/copier"


@office.get(COPY, access=May.MANAGE_SETTINGS)
def ask_copy(framework_id: int) -> Page:
    return copy_page(CopyForm(), find_framework(framework_id))


@office.post(COPY, access=May.MANAGE_SETTINGS)
def copy_framework(framework_id: int) -> Answer:
    old, form, made = find_framework(framework_id), CopyForm(), []
    if form.accepts(lambda: made.append(copied_framework.copy_framework(old, **form.data))):
        sentence = _("%(framework)s est à modifier librement.", framework=made[0])
        return done(sentence, url_for(".show_framework", framework_id=made[0].id))
    return copy_page(form, old)


def copy_page(form: CopyForm, framework: Framework) -> Page:
    back = url_for(".show_framework", framework_id=framework.id)
    return record_page(form, kicker=str(framework), title=_("Copier ce référentiel"), back=back)


def find_framework(framework_id: int) -> Framework:
    return queries.framework(framework_id) or abort(404)


def the_framework(record: Competence | ExamUnit | None) -> str:
    framework_id = record.framework_id if record else number_asked("framework_id")
    if framework_id is None:
        return url_for("office.list_diplomas")
    return url_for("office.show_framework", framework_id=framework_id)


def blank_competence(competence: Competence | None) -> CompetenceForm:
    if competence is not None:
        return CompetenceForm(competence)
    return CompetenceForm(framework_id=number_asked("framework_id"))


def exam_unit_form(unit: ExamUnit | None) -> ExamUnitForm:
    asked = unit.framework if unit else queries.framework(number_asked("framework_id") or 0)
    return ExamUnitForm(asked, unit)


def framework_asked() -> Framework:
    return find_framework(number_asked("framework_id") or 0)


RecordPages(
    face=office,
    access=May.MANAGE_SETTINGS,
    url="/reglages/filieres",
    name="trade",
    form=lambda trade: TradeForm(obj=trade),
    find=queries.trade,
    add=lambda form: actions.add_trade(**form.data),
    change=lambda trade, form: actions.change_trade(trade, **form.data),
    back=all_diplomas,
    kicker=_l("Filières"),
    title=_l("Ajouter une filière"),
).open()

RecordPages(
    face=office,
    access=May.MANAGE_SETTINGS,
    url="/reglages/diplomes",
    name="diploma",
    form=blank_diploma,
    find=queries.diploma,
    add=lambda form: actions.add_diploma(**form.data),
    change=lambda diploma, form: actions.change_diploma(diploma, **form.data),
    back=all_diplomas,
    kicker=_l("Diplômes"),
    title=_l("Ajouter un diplôme"),
).open()

RecordPages(
    face=office,
    access=May.MANAGE_SETTINGS,
    url="/reglages/competences",
    name="competence",
    form=blank_competence,
    find=queries.competence,
    add=lambda form: actions.add_competence(**form.facts),
    change=lambda competence, form: actions.change_competence(competence, **form.facts),
    take_away=actions.remove_competence,
    back=the_framework,
    kicker=_l("Compétences"),
    title=_l("Ajouter une compétence"),
).open()

RecordPages(
    face=office,
    access=May.MANAGE_SETTINGS,
    url="/reglages/epreuves",
    name="exam_unit",
    form=exam_unit_form,
    find=queries.exam_unit,
    add=lambda form: actions.add_exam_unit(framework_asked(), **form.facts),
    change=lambda unit, form: actions.change_exam_unit(unit, **form.facts),
    take_away=actions.remove_exam_unit,
    back=the_framework,
    kicker=_l("Épreuves"),
    title=_l("Ajouter une épreuve"),
).open()
