"""What the school says of itself: identity, limits, the sentences of its invoices; and its places."""

from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import StringField

from erp.access.permissions import May
from erp.core.records import NameTaken
from erp.reporting import settings as reporting
from erp.school import actions, queries
from erp.school.models import Place
from erp.school.states import PlaceKind
from erp.web.office.face import office
from erp.web.shared.fields import WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.records import Answer, Page, RecordPages, done, record_page
from erp.web.shared.school_forms import IdentityForm, LimitsForm, TextsForm


class PlaceForm(SchoolForm):
    beside = {NameTaken: "name"}

    name = StringField(_l("Nom"), [REQUIRED, at_most(80)])
    kind = WordField(_l("Atelier ou salle"), PlaceKind)


PARTS: dict[str, tuple[type[SchoolForm], Any]] = {
    "identite": (IdentityForm, _l("Identité de l'école")),
    "limites": (LimitsForm, _l("Tarifs, délais et limites")),
    "factures": (TextsForm, _l("Banque et textes des factures")),
}


@office.get("/reglages", access=May.MANAGE_SETTINGS)
def show_settings() -> str:
    facts = {"school": queries.the_school(), "counts": reporting.counts()}
    return render_template("office/settings/show_settings.html", **facts)


@office.get("/reglages/ecole/<part>", access=May.MANAGE_SETTINGS)
def edit_school(part: str) -> Answer:
    form_class, _title = PARTS.get(part) or abort(404)
    return school_page(part, form_class(obj=queries.the_school()))


@office.post("/reglages/ecole/<part>", access=May.MANAGE_SETTINGS)
def change_school(part: str) -> Answer:
    form_class, _title = PARTS.get(part) or abort(404)
    form, school = form_class(), queries.the_school()
    if form.accepts(lambda: actions.change_school(school, actor=current_user, **form.data)):
        return done(_("Les réglages sont enregistrés."), url_for(".show_settings"))
    return school_page(part, form)


def school_page(part: str, form: SchoolForm) -> Page:
    return record_page(
        form, kicker=_("Réglages"), title=PARTS[part][1], back=url_for(".show_settings")
    )


@office.get("/reglages/lieux", access=May.MANAGE_SETTINGS)
def list_places() -> str:
    return render_template("office/settings/list_places.html", places=queries.places())


def change_place(place: Place, form: PlaceForm) -> None:
    actions.change_place(place, **form.data)


RecordPages(
    face=office,
    access=May.MANAGE_SETTINGS,
    url="/reglages/lieux",
    name="place",
    form=lambda place: PlaceForm(obj=place),
    find=queries.place,
    add=lambda form: actions.add_place(**form.data),
    change=change_place,
    back=lambda _place: url_for("office.list_places"),
    kicker=_l("Lieux"),
    title=_l("Ajouter un lieu"),
).open()
