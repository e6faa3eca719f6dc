"""What the school declared to the labour inspector, and when the risks of a place were assessed."""

from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from erp.access.permissions import May
from erp.core import clock
from erp.curriculum import queries as curriculum
from erp.equipment import queries as equipment
from erp.equipment.states import Article
from erp.safety import actions, queries
from erp.safety.refusals import DayIsToCome
from erp.school import queries as school
from erp.school.states import PlaceKind
from erp.web.office.cancelling import Cancelling, back_to_list
from erp.web.office.face import office
from erp.web.office.machines_forms import told
from erp.web.shared.fields import DayField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.records import Answer, Page, done, record_page

REGULATED = [one for one in Article if not one.is_prohibited]


def ticks(label: Any, coerce: Any = int) -> SelectMultipleField:
    boxes = {"widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput()}
    return SelectMultipleField(label, coerce=coerce, **boxes)


class DeclarationForm(SchoolForm):
    beside = {DayIsToCome: "sent_on"}

    sent_on = DayField(
        _l("Envoyée le"), [REQUIRED], description=_l("Elle vaut trois ans à partir de ce jour.")
    )
    reference = StringField(
        _l("Preuve de l'envoi"),
        [REQUIRED, at_most(120)],
        description=_l("Numéro du recommandé, ou du dépôt en ligne."),
    )
    works = ticks(_l("Travaux déclarés"), coerce=str)
    machine_ids = ticks(_l("Machines déclarées"))
    diploma_ids = ticks(_l("Diplômes préparés"))
    place_ids = ticks(_l("Lieux de formation"))

    def __init__(self, **facts: object) -> None:
        super().__init__(**facts)
        self.works.choices = [SelectChoice(one.value, told(one)) for one in REGULATED]
        for field, records in (
            (self.machine_ids, equipment.machines()),
            (self.diploma_ids, curriculum.diplomas()),
            (self.place_ids, school.places(PlaceKind.WORKSHOP)),
        ):
            field.choices = [SelectChoice(str(one.id), str(one)) for one in records]

    @property
    def facts(self) -> dict[str, Any]:
        """What the action asks for: records instead of ids."""
        return {
            "sent_on": self.sent_on.data,
            "reference": self.reference.data,
            "works": [Article.of(one) for one in self.works.data or []],
            "machines": chosen(equipment.machines(), self.machine_ids),
            "diplomas": chosen(curriculum.diplomas(), self.diploma_ids),
            "places": chosen(school.places(), self.place_ids),
            "actor": current_user,
            "today": clock.today(),
        }


def chosen(records: Any, field: SelectMultipleField) -> list[Any]:
    return [one for one in records if one.id in (field.data or [])]


class ReviewForm(SchoolForm):
    beside = {DayIsToCome: "reviewed_on"}

    place_id = SelectField(_l("Lieu"), coerce=int)
    reviewed_on = DayField(_l("Évalué le"), [REQUIRED])
    reference = StringField(_l("Document"), [at_most(120)])

    def __init__(self, **facts: object) -> None:
        super().__init__(**facts)
        self.place_id.choices = [SelectChoice(str(p.id), p.name) for p in school.places()]


@office.get("/securite/declarations", access=May.READ_SAFETY)
def list_declarations() -> str:
    return render_template(
        "office/declarations/list_declarations.html",
        declarations=queries.declarations(),
        reviews=queries.reviews(),
        articles={one.value: told(one) for one in Article},
        today=clock.today(),
    )


@office.get("/securite/declarations/nouvelle", access=May.MANAGE_SAFETY)
def new_declaration() -> Page:
    everything = {
        "works": sorted({w.article for m in equipment.machines() for w in m.regulated_works}),
        "machine_ids": [m.id for m in equipment.machines() if m.regulated_works],
        "diploma_ids": [one.id for one in curriculum.diplomas()],
        "place_ids": [one.id for one in school.places(PlaceKind.WORKSHOP)],
    }
    return declaration_page(DeclarationForm(sent_on=clock.today(), **everything))


@office.post("/securite/declarations/nouvelle", access=May.MANAGE_SAFETY)
def add_declaration() -> Answer:
    form = DeclarationForm()
    if form.accepts(lambda: actions.note_declaration(**form.facts)):
        return done(_("La déclaration est notée."), url_for(".list_declarations"))
    return declaration_page(form)


def declaration_page(form: DeclarationForm) -> Page:
    words = {"kicker": _("Sécurité"), "title": _("Noter une déclaration envoyée")}
    return record_page(form, **words, back=url_for(".list_declarations"))


@office.get("/securite/evaluations/nouvelle", access=May.MANAGE_SAFETY)
def new_review() -> Page:
    return review_page(ReviewForm(reviewed_on=clock.today()))


@office.post("/securite/evaluations/nouvelle", access=May.MANAGE_SAFETY)
def add_review() -> Answer:
    form = ReviewForm()
    facts = {"reviewed_on": form.reviewed_on.data, "reference": form.reference.data}

    def note() -> None:
        place = school.place(form.place_id.data) or abort(404)
        actions.note_review(place, **facts, actor=current_user, today=clock.today())

    if form.accepts(note):
        return done(_("L'évaluation est notée."), url_for(".list_declarations"))
    return review_page(form)


def review_page(form: ReviewForm) -> Page:
    words = {"kicker": _("Sécurité"), "title": _("Noter une évaluation des risques")}
    return record_page(form, **words, back=url_for(".list_declarations"))


Cancelling(
    "/securite/declarations/<int:declaration_id>",
    "declaration",
    access=May.MANAGE_SAFETY,
    find=queries.declaration,
    back=back_to_list("list_declarations"),
).open()
Cancelling(
    "/securite/evaluations/<int:risk_review_id>",
    "risk_review",
    access=May.MANAGE_SAFETY,
    find=queries.review,
    back=back_to_list("list_declarations"),
).open()
