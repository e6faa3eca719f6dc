"""Tablets and PINs: enrolled, revoked and unlocked by an instructor."""

import segno
from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice

from erp.access.permissions import May
from erp.core import clock
from erp.core.refusal import Refusal
from erp.people import actions, queries
from erp.people.models import Student, Tablet
from erp.people.states import TabletMode
from erp.school import queries as school
from erp.school.states import PlaceKind
from erp.web.office.face import office
from erp.web.shared.fields import WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.links import absolute


class TabletForm(SchoolForm):
    name = StringField(_l("Nom"), [REQUIRED, at_most(60)])
    place_id = SelectField(_l("Atelier"), coerce=int)

    def __init__(self) -> None:
        super().__init__()
        workshops = school.places(PlaceKind.WORKSHOP)
        self.place_id.choices = [SelectChoice(str(place.id), place.name) for place in workshops]


class ModeForm(SchoolForm):
    mode = WordField(_l("Comment les élèves la partagent"), TabletMode)


class PinForm(SchoolForm):
    pin = StringField(
        _l("Nouveau code"), [REQUIRED, at_most(4)], description=_l("Quatre chiffres, choisis par l'élève."),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )  # fmt: skip


@office.get("/tablettes", access=May.MANAGE_TABLETS)
def list_tablets() -> str:
    return render_template(
        "office/tablets/list_tablets.html",
        tablets=queries.tablets(),
        locked=queries.locked_students(),
        open_days=queries.open_days(now=clock.now()),
    )


@office.get("/tablettes/nouvelle", access=May.MANAGE_TABLETS)
def new_tablet() -> str:
    return render_template("office/tablets/new_tablet.html", form=TabletForm())


@office.post("/tablettes/nouvelle", access=May.MANAGE_TABLETS)
def add_tablet() -> Response | tuple[str, int]:
    form = TabletForm()
    if form.validate():
        place = school.place(form.place_id.data) or abort(404)
        try:
            actions.add_tablet(str(form.name.data), place, actor=current_user)
        except Refusal as refusal:
            form.refuse("name", refusal)
        else:
            return done(_("La tablette est ajoutée : enrôlez l'appareil."))
    return render_template("office/tablets/new_tablet.html", form=form), 422


@office.post("/tablettes/<int:tablet_id>/enroler", access=May.MANAGE_TABLETS)
def enrol_tablet(tablet_id: int) -> str:
    tablet = find_tablet(tablet_id)
    secret = actions.prepare_enrolment(tablet, now=clock.now(), actor=current_user)
    link = absolute("workshop.show_enrolment", token=secret)
    qr = segno.make(link, micro=False).svg_data_uri(scale=5, border=2)
    return render_template("office/tablets/enrol_tablet.html", tablet=tablet, link=link, qr=qr)


@office.post("/tablettes/<int:tablet_id>/revoquer", access=May.MANAGE_TABLETS)
def revoke_tablet(tablet_id: int) -> Response:
    tablet = find_tablet(tablet_id)
    actions.revoke_tablet(tablet, actor=current_user, now=clock.now())
    return done(_("%(tablet)s n'ouvre plus rien.", tablet=tablet))


@office.get("/tablettes/<int:tablet_id>", access=May.MANAGE_TABLETS)
def edit_tablet(tablet_id: int) -> str:
    tablet = find_tablet(tablet_id)
    form = ModeForm(obj=tablet)
    return render_template("office/tablets/edit_tablet.html", tablet=tablet, form=form)


@office.post("/tablettes/<int:tablet_id>", access=May.MANAGE_TABLETS)
def change_tablet(tablet_id: int) -> Response | tuple[str, int]:
    tablet, form = find_tablet(tablet_id), ModeForm()
    if not form.validate():
        return render_template("office/tablets/edit_tablet.html", tablet=tablet, form=form), 422
    actions.change_tablet(tablet, mode=form.mode.data, actor=current_user)
    return done(_("%(tablet)s est réglée.", tablet=tablet))


@office.post("/tablettes/<int:tablet_id>/fermer", access=May.MANAGE_TABLETS)
def close_tablet(tablet_id: int) -> Response:
    tablet = find_tablet(tablet_id)
    actions.close_day(tablet, actor=current_user, now=clock.now())
    return done(_("%(tablet)s est fermée jusqu'à ce qu'un maître l'ouvre.", tablet=tablet))


@office.post("/tablettes/<int:tablet_id>/debloquer", access=May.MANAGE_TABLETS)
def unlock_tablet(tablet_id: int) -> Response:
    tablet = find_tablet(tablet_id)
    actions.unlock_tablet(tablet, actor=current_user, now=clock.now())
    return done(_("%(tablet)s accepte de nouveau les codes.", tablet=tablet))


@office.get("/eleves/<int:student_id>/code", access=May.MANAGE_TABLETS)
def edit_pin(student_id: int) -> str:
    student = find_student(student_id)
    return render_template("office/tablets/edit_pin.html", student=student, form=PinForm())


@office.post("/eleves/<int:student_id>/code", access=May.MANAGE_TABLETS)
def choose_pin(student_id: int) -> Response | tuple[str, int]:
    student, form = find_student(student_id), PinForm()
    if form.validate():
        try:
            actions.choose_pin(student, str(form.pin.data), actor=current_user)
        except Refusal as refusal:
            form.refuse("pin", refusal)
        else:
            return done(_("%(student)s a un nouveau code.", student=student))
    return render_template("office/tablets/edit_pin.html", student=student, form=form), 422


@office.post("/eleves/<int:student_id>/debloquer", access=May.MANAGE_TABLETS)
def unlock_pin(student_id: int) -> Response:
    student = find_student(student_id)
    actions.unlock_pin(student, actor=current_user)
    return done(_("Le code de %(student)s est débloqué.", student=student))


def find_tablet(tablet_id: int) -> Tablet:
    return queries.tablet(tablet_id) or abort(404)


def find_student(student_id: int) -> Student:
    return queries.student(student_id) or abort(404)


def done(sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for(".list_tablets"), 303)
