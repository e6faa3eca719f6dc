"""A student signs for the half-day with a finger, where a funder asks for it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer
from wtforms import HiddenField

from erp.core import clock
from erp.core.signature import SignatureIsMissing, SignatureIsUnreadable
from erp.people.models import Student
from erp.training import actions, queries
from erp.web.shared.face import TABLET
from erp.web.shared.forms import SchoolForm
from erp.web.workshop.face import workshop
from erp.web.workshop.visits import visitor


class PresenceForm(SchoolForm):
    beside = {SignatureIsMissing: "signature", SignatureIsUnreadable: "signature"}

    signature = HiddenField()


@workshop.get("/presence", access=TABLET)
def ask_presence() -> str | Answer:
    student = visitor()
    return page_of(PresenceForm(), student) if student else redirect(url_for(".home"), 303)


@workshop.post("/presence", access=TABLET)
def sign_presence() -> str | Answer | tuple[str, int]:
    student, form = visitor(), PresenceForm()
    if student is None:
        return redirect(url_for(".home"), 303)
    signature = form.signature.data or ""
    if form.accepts(lambda: actions.sign_presence(student, signature, now=clock.now())):
        flash(_("Merci, c'est signé."), "success")
        return redirect(url_for(".show_tasks"), 303)
    return page_of(form, student), 422


def page_of(form: PresenceForm, student: Student) -> str:
    return render_template(
        "workshop/presence/ask_presence.html",
        student=student,
        form=form,
        sessions=queries.to_sign(student, clock.now()),
    )
