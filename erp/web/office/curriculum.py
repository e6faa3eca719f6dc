"""Trades, diplomas and their competences: the school's own list."""

from flask import abort, render_template, url_for
from flask_babel import lazy_gettext as _l

from erp.access.permissions import May
from erp.curriculum import actions, queries
from erp.curriculum.models import Competence, Diploma
from erp.web.office.curriculum_forms import CompetenceForm, DiplomaForm, TradeForm
from erp.web.office.face import office
from erp.web.shared.records import RecordPages, number_asked


@office.get("/reglages/diplomes", access=May.MANAGE_SETTINGS)
def list_diplomas() -> str:
    facts = {"diplomas": queries.diplomas(), "trades": queries.trades()}
    return render_template("office/curriculum/list_diplomas.html", **facts)


@office.get("/reglages/diplomes/<int:diploma_id>/competences", access=May.MANAGE_SETTINGS)
def show_diploma(diploma_id: int) -> str:
    diploma = queries.diploma(diploma_id) or abort(404)
    return render_template("office/curriculum/show_diploma.html", diploma=diploma)


def all_diplomas(_record: object) -> str:
    return url_for("office.list_diplomas")


def the_diploma(competence: Competence | None) -> str:
    diploma_id = competence.diploma_id if competence else number_asked("diploma_id")
    if diploma_id is None:
        return url_for("office.list_diplomas")
    return url_for("office.show_diploma", diploma_id=diploma_id)


def add_competence(form: CompetenceForm) -> Competence:
    facts = form.data
    diploma = queries.diploma(facts.pop("diploma_id")) or abort(404)
    return actions.add_competence(diploma, **facts)


def change_competence(competence: Competence, form: CompetenceForm) -> None:
    facts = form.data
    diploma = queries.diploma(facts.pop("diploma_id")) or abort(404)
    actions.change_competence(competence, diploma=diploma, **facts)


def blank_diploma(diploma: Diploma | None) -> DiplomaForm:
    return DiplomaForm(obj=diploma) if diploma else DiplomaForm(trade_id=number_asked("trade_id"))


def blank_competence(competence: Competence | None) -> CompetenceForm:
    if competence is not None:
        return CompetenceForm(obj=competence)
    return CompetenceForm(diploma_id=number_asked("diploma_id"))


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
    add=add_competence,
    change=change_competence,
    back=the_diploma,
    kicker=_l("Compétences"),
    title=_l("Ajouter une compétence"),
).open()
