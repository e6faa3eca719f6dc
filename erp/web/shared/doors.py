"""The doors of the house: sign in, sign out, forgotten password, first password."""

from urllib.parse import urlsplit

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.core import clock, tokens
from erp.core.db import one_transaction
from erp.core.refusal import Refusal
from erp.flow import first_start
from erp.people import actions, queries
from erp.people.actions import second_factor
from erp.people.actions.accounts import INVITATION, RESET
from erp.people.actions.sessions import enter
from erp.people.models import User
from erp.web.shared import devices, limits, signin
from erp.web.shared.door_forms import AskResetForm, ChoosePasswordForm, SignInForm
from erp.web.shared.face import PUBLIC, SIGNED_IN, Face
from erp.web.shared.links import absolute
from erp.web.shared.shell import home_url

doors = Face("doors", __name__)


@doors.get("/", access=PUBLIC)
def start() -> Response:
    return redirect(home_url(), 303)


@doors.get("/entrer", access=PUBLIC)
def sign_in() -> str | Response:
    if current_user.is_authenticated:
        return redirect(home_url(), 303)
    if first_start.is_to_do():
        return redirect(url_for(".begin"), 303)
    return render_template("shared/doors/sign_in.html", form=SignInForm())


@doors.post("/entrer", access=PUBLIC, own_transactions=True)
def try_to_sign_in() -> Response | tuple[str, int]:
    form = SignInForm()
    if not form.validate():
        return render_template("shared/doors/sign_in.html", form=form), 422
    try:
        user_id = actions.prove(
            str(form.email.data), str(form.password.data),
            place=request.remote_addr or "", now=clock.now(),
        )  # fmt: skip
    except Refusal as refusal:
        form.refuse("email", refusal)
        return render_template("shared/doors/sign_in.html", form=form), 422
    with one_transaction():
        return let_in(queries.user(user_id) or abort(404))


def let_in(user: User) -> Response:
    """Straight in; or half the way, for whoever wants the code of their telephone to be asked."""
    if queries.has_second_factor(user):
        signin.wait_for_code(second_factor.half_way(user, now=clock.now()))
        return redirect(url_for("doors.ask_code", next=request.args.get("next")), 303)
    return open_house(user)


def open_house(user: User) -> Response:
    secret = enter(user, device=request.user_agent.string, now=clock.now())
    signin.remember(secret)
    return redirect(local_address(request.args.get("next", "")) or home_url_after(), 303)


def home_url_after() -> str:
    """The right home is known once the new session is read: by the next request."""
    return url_for("doors.start")


def local_address(wished: str) -> str:
    """Only an address of ours, whatever tricks are in it."""
    parts = urlsplit(wished)
    clean = wished.startswith("/") and not wished.startswith(("//", "/\\")) and "\\" not in wished
    return (
        wished if clean and not parts.scheme and not parts.netloc and wished.isprintable() else ""
    )


@doors.post("/sortir", access=PUBLIC)
def sign_out() -> Response:
    signin.forget()
    flash(_("Vous êtes déconnecté."), "success")
    answer = redirect(url_for(".sign_in"), 303)
    kept = devices.this_tablet() is not None  # its queue is there, not yet sent
    answer.headers["Clear-Site-Data"] = '"cache"' if kept else '"cache", "storage"'
    return answer


@doors.get("/mot-de-passe-oublie", access=PUBLIC)
def forgot() -> str:
    return render_template("shared/doors/forgot.html", form=AskResetForm())


@doors.post("/mot-de-passe-oublie", access=PUBLIC)
def send_link() -> Response | tuple[str, int]:
    form = AskResetForm()
    if not form.validate():
        return render_template("shared/doors/forgot.html", form=form), 422
    limits.check("reset", str(form.email.data), most=5)
    user = queries.user_by_email(str(form.email.data))
    if user and user.is_active:
        actions.send_reset_link(
            user, link=absolute(".choose_password", token="{token}"), now=clock.now()
        )
    flash(
        _("Si cette adresse a un compte, un lien vient d'y partir. Il vaut une heure."), "success"
    )
    return redirect(url_for(".sign_in"), 303)


@doors.get("/mot-de-passe/<token>", access=PUBLIC)
def choose_password(token: str) -> str | tuple[str, int]:
    now = clock.now()
    known = any(tokens.subject_of(door, token, now=now) for door in (RESET, INVITATION))
    page = render_template(
        "shared/doors/choose_password.html", form=ChoosePasswordForm(), known=known
    )
    return page if known else (page, 404)


@doors.post("/mot-de-passe/<token>", access=PUBLIC)
def keep_password(token: str) -> Response | tuple[str, int]:
    form = ChoosePasswordForm()
    if form.validate():
        try:
            actions.reset_password(token, str(form.password.data), now=clock.now())
        except Refusal as refusal:
            form.refuse("password", refusal)
        else:
            flash(_("Votre mot de passe est choisi : entrez."), "success")
            return redirect(url_for(".sign_in"), 303)
    return render_template("shared/doors/choose_password.html", form=form, known=True), 422


@doors.get("/compte", access=SIGNED_IN)
def account() -> str:
    return render_template("shared/doors/account.html", form=ChoosePasswordForm())


@doors.post("/compte", access=SIGNED_IN)
def change_password() -> Response | tuple[str, int]:
    form = ChoosePasswordForm()
    if form.validate():
        try:
            actions.choose_password(current_user, str(form.password.data), now=clock.now())
        except Refusal as refusal:
            form.refuse("password", refusal)
        else:
            flash(_("Mot de passe changé : entrez avec le nouveau."), "success")
            return redirect(url_for(".sign_in"), 303)
    return render_template("shared/doors/account.html", form=form), 422
