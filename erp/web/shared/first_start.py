"""The first start: while there is no school and nobody, four pages found one.

Whoever founds the school shows a code that the terminal prints: an installation on the internet is
not for the first passer-by. What is typed waits in the signed cookie until the last page; the
password is asked on that one and never kept there.
"""

import hashlib
import hmac
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from erp.core import clock
from erp.core.db import one_transaction
from erp.flow import first_start
from erp.people.actions.sessions import enter
from erp.school.actions import CHECKED
from erp.web.shared import limits, signin
from erp.web.shared.face import PUBLIC
from erp.web.shared.first_forms import CodeForm, DirectorForm, FirstLimitsForm, TradesForm
from erp.web.shared.forms import SchoolForm
from erp.web.shared.school_forms import IdentityForm
from erp.web.shared.second_code import doors

DRAFT, OPEN = "first_start", "first_start_open"
LAST = "direction"
STEPS: dict[str, tuple[type[SchoolForm], Any, Any]] = {
    "ecole": (IdentityForm, _l("Votre école"), _l("Ce qui figure sur les devis et les factures.")),
    "reglages": (
        FirstLimitsForm,
        _l("Année, délais et tarifs"),
        _l("Tout se change plus tard dans les réglages."),
    ),
    "metiers": (
        TradesForm,
        _l("Métiers et promotions"),
        _l("Cochez celles de cette année : machines types, opérations et compétences suivent."),
    ),
    LAST: (
        DirectorForm,
        _l("Votre compte"),
        _l("Le compte de direction : il ouvre ensuite ceux des autres."),
    ),
}
Answer = str | Response | tuple[str, int]


def code_of(secret_key: str) -> str:
    """What the terminal prints; the same for as long as the installation keeps its secret."""
    digest = hmac.new(secret_key.encode(), b"premier demarrage", hashlib.sha256).hexdigest()
    return f"{digest[:4]}-{digest[4:8]}-{digest[8:12]}"


@doors.get("/premier-demarrage", access=PUBLIC)
def begin() -> Answer:
    if not first_start.is_to_do():
        return redirect(url_for(".sign_in"), 303)
    if session.get(OPEN):
        return redirect(url_for(".show_step", step=next_step()), 303)
    return render_template(
        "shared/doors/begin.html", form=CodeForm(code=request.args.get("code", ""))
    )


@doors.post("/premier-demarrage", access=PUBLIC, own_transactions=True)
def enter_code() -> Answer:
    check_to_do()
    with one_transaction():
        limits.check("first-start", most=20)
    form = CodeForm()
    right = code_of(str(current_app.secret_key))
    if form.validate() and hmac.compare_digest(
        str(form.code.data).lower().encode(), right.encode()
    ):
        session[OPEN] = True
        return redirect(url_for(".show_step", step=next_step()), 303)
    if not form.errors:
        form.refuse("code", _("Ce n'est pas le code affiché par le programme."))
    return render_template("shared/doors/begin.html", form=form), 422


@doors.get("/premier-demarrage/<step>", access=PUBLIC)
def show_step(step: str) -> Answer:
    check_step(step)
    kept = session.get(DRAFT, {}).get(step)
    return page_of(step, STEPS[step][0](MultiDict(kept) if kept else None))


@doors.post("/premier-demarrage/<step>", access=PUBLIC)
def keep_step(step: str) -> Answer:
    check_step(step)
    form = STEPS[step][0]()
    if step == LAST:
        return founded(form)
    if not form.accepts(lambda: check_numbers(form)):
        return page_of(step, form), 422
    kept = [pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token"]
    session[DRAFT] = {**session.get(DRAFT, {}), step: kept}
    return redirect(url_for(".show_step", step=after(step)), 303)


def founded(form: SchoolForm) -> Answer:
    """The last page: all the others are read again, then everything is made at once."""
    made: list[Any] = []
    if not form.accepts(lambda: made.append(found(form))):
        return page_of(LAST, form), 422
    secret = enter(made[0], device=request.user_agent.string, now=clock.now())
    signin.remember(secret)
    flash(_("Votre école est prête. Voici ce qui reste à préparer."), "success")
    return redirect(url_for("office.home"), 303)


def found(form: SchoolForm) -> object:
    identity, limits_, trades = (kept_form(step) for step in STEPS if step != LAST)
    facts = limits_.data
    director = {key: str(value) for key, value in form.data.items() if key != "again"}
    return first_start.found(
        identity=identity.data,
        starts_on=facts.pop("starts_on"),
        ends_on=facts.pop("ends_on"),
        limits=facts,
        chosen=trades.chosen,
        director=director,
        now=clock.now(),
    )


def kept_form(step: str) -> Any:
    form = STEPS[step][0](MultiDict(session[DRAFT][step]))
    form.validate()
    return form


def check_numbers(form: SchoolForm) -> None:
    """What founding will refuse is told on the page where it was typed."""
    for name, check in CHECKED.items():
        if name in form:
            check(str(form[name].data))


def check_to_do() -> None:
    if not first_start.is_to_do():
        abort(404)


def check_step(step: str) -> None:
    """The pages come in order, to whoever showed the code."""
    check_to_do()
    if step not in STEPS:
        abort(404)
    if not session.get(OPEN):
        abort(redirect(url_for(".begin"), 303))
    order = list(STEPS)
    if order.index(step) > order.index(next_step()):
        abort(redirect(url_for(".show_step", step=next_step()), 303))


def next_step() -> str:
    """The first page that is not filled."""
    draft = session.get(DRAFT, {})
    return next(step for step in STEPS if step not in draft)


def after(step: str) -> str:
    order = list(STEPS)
    return order[order.index(step) + 1]


def page_of(step: str, form: SchoolForm) -> str:
    order = list(STEPS)
    place = order.index(step)
    _form, title, sentence = STEPS[step]
    return render_template(
        "shared/doors/first_start.html",
        form=form,
        title=title,
        sentence=sentence,
        place=place + 1,
        back=url_for(".show_step", step=order[place - 1]) if place else "",
        is_last=step == LAST,
    )
