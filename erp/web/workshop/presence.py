"""A student signs for the half-day with one tap, where a funder asks for it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from erp.core import clock
from erp.training import actions, queries
from erp.web.shared.face import TABLET
from erp.web.workshop.face import workshop
from erp.web.workshop.visits import tablet, visitor


@workshop.get("/presence", access=TABLET)
def ask_presence() -> str | Answer:
    student = visitor()
    if student is None:
        return redirect(url_for(".home"), 303)
    sessions = queries.to_sign(student, clock.now())
    return render_template(
        "workshop/presence/ask_presence.html", student=student, sessions=sessions
    )


@workshop.post("/presence", access=TABLET)
def sign_presence() -> Answer:
    """The code they entered with says who taps."""
    student = visitor()
    if student is None:
        return redirect(url_for(".home"), 303)
    actions.sign_presence(student, tablet_id=tablet().id, now=clock.now())
    flash(_("Merci, c'est signé."), "success")
    return redirect(url_for(".show_tasks"), 303)
