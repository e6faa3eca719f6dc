"""One student's safety papers; what is of health only for those who keep it."""

from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from erp.access.permissions import May, is_granted
from erp.core import clock
from erp.equipment.states import Article, AuthorisationKind, Ppe
from erp.people import queries as people
from erp.people.models import Student
from erp.safety import actions, law, queries
from erp.safety.refusals import DatesAreReversed, DayIsToCome, RestrictionsDoNotFit
from erp.safety.states import Verdict
from erp.web.office.cancelling import Cancelling, back_to_student
from erp.web.office.declarations import REGULATED, ticks
from erp.web.office.face import office
from erp.web.office.machines_forms import boxes, told
from erp.web.shared.fields import DayField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.records import Answer, Page, done, record_page


class OpinionForm(SchoolForm):
    beside = {DayIsToCome: "given_on", RestrictionsDoNotFit: "restricted"}

    given_on = DayField(_l("Donné le"), [REQUIRED], description=_l("Il vaut un an."))
    doctor = StringField(_l("Par le docteur"), [REQUIRED, at_most(120)])
    verdict = WordField(_l("Résultat"), Verdict)
    restricted = ticks(_l("Travaux refusés, si réserves"), coerce=str)

    def __init__(self, **facts: object) -> None:
        super().__init__(**facts)
        self.restricted.choices = [SelectChoice(one.value, told(one)) for one in REGULATED]


class AuthorisationForm(SchoolForm):
    beside = {DayIsToCome: "given_on", DatesAreReversed: "valid_until"}

    kind = WordField(_l("Titre"), AuthorisationKind)
    given_on = DayField(_l("Donné le"), [REQUIRED])
    valid_until = DayField(_l("Jusqu'au"), [Optional()])
    level = StringField(_l("Niveau"), [at_most(60)], description=_l("B1V, R484 catégorie 1…"))


class PpeForm(SchoolForm):
    kinds = boxes(_l("L'élève a reçu"), Ppe)


@office.get("/eleves/<int:student_id>/securite", access=May.READ_SAFETY)
def show_student_safety(student_id: int) -> str:
    student, today = find(student_id), clock.today()
    return render_template(
        "office/student_safety/show_student_safety.html",
        student=student,
        age=law.age_on(student.birth_date, today),
        today=today,
        kinds=list(Ppe),
        **papers_of(student),
    )


def papers_of(student: Student) -> dict[str, Any]:
    """Opinions are not even read for those who do not keep health."""
    health = is_granted(current_user, May.KEEP_HEALTH)
    return {
        "health": health,
        "opinions": queries.opinions(student.id) if health else [],
        "trainings": queries.trainings(student.id),
        "authorisations": queries.authorisations(student.id),
        "ppe": queries.ppe_of(student.id),
        "articles": {one.value: told(one) for one in Article},
    }


@office.get("/eleves/<int:student_id>/securite/avis", access=May.KEEP_HEALTH)
def new_opinion(student_id: int) -> Page:
    return page(OpinionForm(given_on=clock.today()), find(student_id), _("Noter un avis médical"))


@office.post("/eleves/<int:student_id>/securite/avis", access=May.KEEP_HEALTH)
def add_opinion(student_id: int) -> Answer:
    student, form = find(student_id), OpinionForm()
    restricted = [Article.of(one) for one in form.restricted.data or [] if one in list(Article)]
    facts = {**form.data, "restricted": restricted, "today": clock.today()}
    if form.accepts(lambda: actions.note_opinion(student, **facts, actor=current_user)):
        return done(_("L'avis est noté."), back(student))
    return page(form, student, _("Noter un avis médical"))


@office.get("/eleves/<int:student_id>/securite/titre", access=May.MANAGE_SAFETY)
def new_authorisation(student_id: int) -> Page:
    return page(AuthorisationForm(given_on=clock.today()), find(student_id), _("Donner un titre"))


@office.post("/eleves/<int:student_id>/securite/titre", access=May.MANAGE_SAFETY)
def add_authorisation(student_id: int) -> Answer:
    student, form = find(student_id), AuthorisationForm()
    facts = {**form.data, "actor": current_user, "today": clock.today()}
    if form.accepts(lambda: actions.give_authorisation(student, **facts)):
        return done(_("Le titre est donné."), back(student))
    return page(form, student, _("Donner un titre"))


@office.get("/eleves/<int:student_id>/securite/equipements", access=May.TEACH_SAFETY)
def edit_ppe(student_id: int) -> Page:
    student = find(student_id)
    form = PpeForm(kinds=list(queries.ppe_of(student.id)))
    return page(form, student, _("Équipements de protection remis"))


@office.post("/eleves/<int:student_id>/securite/equipements", access=May.TEACH_SAFETY)
def change_ppe(student_id: int) -> Answer:
    student, form = find(student_id), PpeForm()
    kinds = [one for one in Ppe if one in (form.kinds.data or [])]
    facts = {"actor": current_user, "today": clock.today()}
    if form.accepts(lambda: actions.hand_out_ppe(student, kinds, **facts)):
        return done(_("C'est noté."), back(student))
    return page(form, student, _("Équipements de protection remis"))


def page(form: SchoolForm, student: Student, title: str) -> Page:
    return record_page(form, kicker=student.name, title=title, back=back(student))


def back(student: Student) -> str:
    return url_for(".show_student_safety", student_id=student.id)


def find(student_id: int) -> Student:
    return people.student(student_id) or abort(404)


Cancelling(
    "/securite/avis/<int:medical_opinion_id>",
    "medical_opinion",
    access=May.KEEP_HEALTH,
    find=queries.opinion,
    back=back_to_student,
).open()
Cancelling(
    "/securite/titres/<int:authorisation_id>",
    "authorisation",
    access=May.MANAGE_SAFETY,
    find=queries.authorisation,
    back=back_to_student,
).open()
