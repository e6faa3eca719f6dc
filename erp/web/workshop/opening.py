"""The tablet's day: opened by an instructor's real password, closed in the evening."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as Answer
from wtforms import PasswordField, StringField

from erp.core import clock
from erp.core.refusal import Refusal
from erp.flow import opened_tablet
from erp.people import actions, queries
from erp.web.shared import devices
from erp.web.shared.face import TABLET
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.workshop.face import workshop
from erp.web.workshop.visits import tablet


class OpenForm(SchoolForm):
    email = StringField(
        _l("Adresse e-mail"), [REQUIRED, at_most(200)], render_kw={"autocomplete": "off"}
    )
    password = PasswordField(
        _l("Mot de passe"), [REQUIRED, at_most(200)], render_kw={"autocomplete": "off"}
    )


ALWAYS_OPEN = {
    "close_tablet", "enrol", "open_tablet", "receive_events", "receive_photo", "show_enrolment",
    "show_manifest", "show_opening", "show_shell", "show_worker", "show_icon",
}  # fmt: skip


@workshop.before_request
def only_on_open_days() -> ResponseReturnValue | None:
    """A closed tablet shows no face; what it has not sent yet is still taken."""
    page = (request.endpoint or "").removeprefix("workshop.")
    here = None if page in ALWAYS_OPEN else devices.this_tablet()
    if here is None or queries.open_day(here.id, now=clock.now()):
        return None
    if page == "show_day":
        return {"message": _("La tablette est fermée.")}, 423
    return redirect(url_for("workshop.show_opening"), 303)


@workshop.get("/ouvrir", access=TABLET)
def show_opening() -> str | Answer:
    if queries.open_day(tablet().id, now=clock.now()):
        return redirect(url_for(".home"), 303)
    return render_template("workshop/opening/show_opening.html", form=OpenForm(), tablet=tablet())


@workshop.post("/ouvrir", access=TABLET, own_transactions=True)
def open_tablet() -> Answer | tuple[str, int]:
    form, place = OpenForm(), request.remote_addr or ""
    if form.validate():
        try:
            opened_tablet.open_tablet(tablet().id, **form.data, place=place, now=clock.now())
        except Refusal as refusal:
            form.refuse("password", refusal)
        else:
            return redirect(url_for(".home"), 303)
    page = render_template("workshop/opening/show_opening.html", form=form, tablet=tablet())
    return page, 422


@workshop.post("/fermer", access=TABLET)
def close_tablet() -> Answer:
    """Anybody may close: the worst is that an instructor opens again."""
    actions.close_day(tablet(), actor=None, now=clock.now())
    session.pop(devices.VISIT, None)
    flash(_("La tablette est fermée. Bonne soirée !"), "success")
    return redirect(url_for(".show_opening"), 303)
