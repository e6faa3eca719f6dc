"""Accounts: the direction opens, changes and closes them."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.core import clock, journal
from erp.core.refusal import Refusal
from erp.people import actions, queries
from erp.people.actions import second_factor
from erp.people.models import User
from erp.people.states import STAFF
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.office.users_forms import NewUserForm, UserFilter, UserForm
from erp.web.shared.links import absolute
from erp.web.shared.paging import after

LINK = "doors.choose_password"


@office.get("/comptes", access=May.MANAGE_USERS)
def list_users() -> str:
    form = UserFilter()
    users = queries.users(form.q.data or "", role=form.role.data or None, after=after())
    return render_template("office/users/list_users.html", page=users, form=form)


@office.get("/comptes/nouveau", access=May.MANAGE_USERS)
def new_user() -> str:
    return render_template("office/users/new_user.html", form=NewUserForm())


@office.post("/comptes/nouveau", access=May.MANAGE_USERS)
def add_user() -> Response | tuple[str, int]:
    form = NewUserForm()
    if form.validate():
        try:
            user = actions.add_user(**form.data, actor=current_user)
        except Refusal as refusal:
            form.refuse("email", refusal)
        else:
            return invited(user)
    return render_template("office/users/new_user.html", form=form), 422


@office.get("/comptes/<int:user_id>", access=May.MANAGE_USERS)
def show_user(user_id: int) -> str:
    user = find(user_id)
    form = UserForm(obj=user)
    return page_of(user, form)


@office.post("/comptes/<int:user_id>", access=May.MANAGE_USERS)
def change_user(user_id: int) -> Response | tuple[str, int]:
    user, form = find_staff(user_id), UserForm()
    if not form.validate():
        return page_of(user, form), 422
    actions.change_user(user, **form.data, actor=current_user, now=clock.now())
    return done(user, _("Le compte de %(user)s est modifié.", user=user))


@office.post("/comptes/<int:user_id>/inviter", access=May.MANAGE_USERS)
def invite_user(user_id: int) -> Response:
    return invited(find(user_id))


@office.post("/comptes/<int:user_id>/fermer", access=May.MANAGE_USERS)
def disable_user(user_id: int) -> Response:
    user = find(user_id)
    actions.disable_user(user, actor=current_user, now=clock.now())
    return done(user, _("Le compte de %(user)s est fermé. Son passé reste.", user=user))


@office.post("/comptes/<int:user_id>/rouvrir", access=May.MANAGE_USERS)
def enable_user(user_id: int) -> Response:
    user = find(user_id)
    actions.enable_user(user, actor=current_user)
    return done(user, _("Le compte de %(user)s est rouvert.", user=user))


@office.post("/comptes/<int:user_id>/second-code", access=May.MANAGE_USERS)
def take_off_second_factor(user_id: int) -> Response:
    user = find(user_id)
    second_factor.take_off(user, actor=current_user)
    return done(
        user, _("Le second code de %(user)s est retiré : son mot de passe suffit.", user=user)
    )


def find(user_id: int) -> User:
    return queries.user(user_id) or abort(404)


def find_staff(user_id: int) -> User:
    """Students and customers' buyers keep their role: only staff change theirs."""
    user = find(user_id)
    return user if user.role in STAFF else abort(404)


def page_of(user: User, form: UserForm) -> str:
    entries, is_staff = journal.entries_of(user), user.role in STAFF
    return render_template(
        "office/users/show_user.html", user=user, form=form, entries=entries, is_staff=is_staff,
        has_second_factor=queries.has_second_factor(user),
    )  # fmt: skip


def invited(user: User) -> Response:
    school_ = school.the_school()
    link = absolute(LINK, token="{token}")
    actions.invite(user, link=link, school=school_.name, now=clock.now())
    return done(user, _("%(user)s reçoit un lien par e-mail.", user=user))


def done(user: User, sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for(".show_user", user_id=user.id), 303)
