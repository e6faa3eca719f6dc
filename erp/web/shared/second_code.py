"""The code of one's telephone: asked after the password, put in place and taken off by its owner."""

import segno
from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.core import clock, tokens
from erp.core.db import one_transaction
from erp.people import queries
from erp.people.actions import second_factor
from erp.people.actions.second_factor import HALF_WAY
from erp.people.models import SecondFactor, User
from erp.people.refusals import LinkIsOver
from erp.web.shared import signin
from erp.web.shared.arrivals import doors
from erp.web.shared.door_forms import SecondCodeForm
from erp.web.shared.doors import open_house
from erp.web.shared.face import PUBLIC, SIGNED_IN
from erp.web.shared.shell import school_name

ASK, SHOW = "shared/doors/ask_code.html", "shared/doors/second_factor.html"


@doors.get("/entrer/code", access=PUBLIC)
def ask_code() -> str | Response:
    if comer() is None:
        return redirect(url_for(".sign_in"), 303)
    return render_template(ASK, form=SecondCodeForm())


@doors.post("/entrer/code", access=PUBLIC, own_transactions=True)
def enter_by_code() -> Response | tuple[str, int]:
    form, user = SecondCodeForm(), comer()
    if user is None:
        flash(_("C'était trop long : entrez à nouveau."), "refusal")
        return redirect(url_for(".sign_in"), 303)
    user_id = user.id
    if not form.accepts(lambda: prove(user_id, form)):
        return render_template(ASK, form=form), 422
    with one_transaction():
        if tokens.use_up(HALF_WAY, signin.half_way(), now=clock.now()) is None:
            raise LinkIsOver
        return open_house(queries.user(user_id) or user)


@doors.get("/compte/code", access=SIGNED_IN)
def show_second_factor() -> str:
    return page_of(SecondCodeForm())


@doors.post("/compte/code", access=SIGNED_IN)
def begin_second_factor() -> Response:
    second_factor.begin(current_user)
    return redirect(url_for(".show_second_factor"), 303)


@doors.post("/compte/code/confirmer", access=SIGNED_IN)
def confirm_second_factor() -> str | tuple[str, int]:
    form, codes = SecondCodeForm(), []
    if not form.accepts(lambda: codes.extend(confirmed(form))):
        return page_of(form), 422
    return render_template("shared/doors/recovery_codes.html", codes=codes)


@doors.post("/compte/code/retirer", access=SIGNED_IN, own_transactions=True)
def take_off_second_factor() -> Response | tuple[str, int]:
    form, user_id = SecondCodeForm(), current_user.id
    if not form.accepts(lambda: prove(user_id, form)):
        return page_of(form), 422
    with one_transaction():
        second_factor.take_off(current_user, actor=current_user)
    flash(_("Le second code est retiré : votre mot de passe suffit."), "success")
    return redirect(url_for(".account"), 303)


def comer() -> User | None:
    """Whose password was right a moment ago, on this browser."""
    user_id = tokens.subject_of(HALF_WAY, signin.half_way(), now=clock.now())
    user = queries.user(user_id) if user_id else None
    return user if user and user.is_active else None


def prove(user_id: int, form: SecondCodeForm) -> None:
    second_factor.prove_code(user_id, str(form.code.data), key=our_key(), now=clock.now())


def confirmed(form: SecondCodeForm) -> list[str]:
    return second_factor.confirm(current_user, str(form.code.data), key=our_key(), now=clock.now())


def page_of(form: SecondCodeForm) -> str:
    factor = queries.second_factor(current_user.id)
    begun = factor if factor and not factor.confirmed_at else None
    told = told_to_the_telephone(begun) if begun else {}
    return render_template(SHOW, form=form, factor=factor, **{"qr": "", "secret": "", **told})


def told_to_the_telephone(factor: SecondFactor) -> dict[str, str]:
    key = our_key()
    address = second_factor.address_of(factor, key=key, issuer=school_name())
    secret = second_factor.secret_of(factor, key=key)
    groups = " ".join(secret[n : n + 4] for n in range(0, len(secret), 4))
    return {
        "qr": segno.make(address, micro=False).svg_data_uri(scale=5, border=2),
        "secret": groups,
    }


def our_key() -> str:
    return str(current_app.config["SECRET_KEY"])
