"""Buyers enter by a link of their mail, without a password."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from erp.core import clock, tokens
from erp.people import queries
from erp.people.actions import links
from erp.web.shared import limits
from erp.web.shared.door_forms import AskResetForm
from erp.web.shared.doors import doors, let_in
from erp.web.shared.face import PUBLIC
from erp.web.shared.links import absolute


@doors.get("/entrer/lien", access=PUBLIC)
def ask_entry_link() -> str:
    return render_template("shared/doors/ask_entry_link.html", form=AskResetForm())


@doors.post("/entrer/lien", access=PUBLIC)
def send_entry_link() -> Response | tuple[str, int]:
    form = AskResetForm()
    if not form.validate():
        return render_template("shared/doors/ask_entry_link.html", form=form), 422
    limits.check("entry-link", str(form.email.data), most=5)
    user = queries.user_by_email(str(form.email.data))
    if user:
        link = absolute(".open_entry_link", token="{token}")
        links.send_entry_link(user, link=link, now=clock.now())
    flash(_("Si cette adresse est celle d'un client, un lien vient d'y partir."), "success")
    return redirect(url_for(".sign_in"), 303)


@doors.get("/entrer/lien/<token>", access=PUBLIC)
def open_entry_link(token: str) -> str | tuple[str, int]:
    """A button: programs that read mails open links, they do not press buttons."""
    known = tokens.subject_of(links.ENTER, token, now=clock.now()) is not None
    page = render_template("shared/doors/open_entry_link.html", known=known)
    return page if known else (page, 404)


@doors.post("/entrer/lien/<token>", access=PUBLIC)
def enter_by_link(token: str) -> Response:
    return let_in(links.enter_by_link(token, now=clock.now()))
