"""Keys for the buyer's own programs, and where the description of the API is."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import StringField

from erp.access.permissions import May
from erp.core import clock
from erp.customers import api_keys
from erp.customers.states import Scope
from erp.web.portal.face import portal
from erp.web.portal.scope import own_contact
from erp.web.shared.fields import WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most


class KeyForm(SchoolForm):
    name = StringField(_l("Pour quel logiciel ?"), [REQUIRED, at_most(80)])
    scope = WordField(_l("Elle permet de"), Scope)


@portal.get("/cles", access=May.BUY)
def list_keys() -> str:
    keys = api_keys.keys_of(own_contact())
    return render_template("portal/keys/list_keys.html", keys=keys, form=KeyForm(formdata=None))


@portal.post("/cles", access=May.BUY)
def make_key() -> str | tuple[str, int]:
    form, contact = KeyForm(), own_contact()
    if not form.validate():
        keys = api_keys.keys_of(contact)
        return render_template("portal/keys/list_keys.html", keys=keys, form=form), 422
    told = {"name": str(form.name.data), "scope": form.scope.data}
    secret = api_keys.make_key(contact, **told, actor=current_user, now=clock.now())
    return render_template("portal/keys/show_key.html", secret=secret)


@portal.post("/cles/<int:api_key_id>/couper", access=May.BUY)
def revoke_key(api_key_id: int) -> Response:
    key = api_keys.own_key(own_contact(), api_key_id) or abort(404)
    api_keys.revoke_key(key, actor=current_user, now=clock.now())
    flash(_("La clé n'ouvre plus rien."), "success")
    return redirect(url_for(".list_keys"), 303)
