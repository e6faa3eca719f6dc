"""A buyer sends a new revision of a drawing, and confirms which one counts."""

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from erp.access.permissions import May
from erp.core import clock
from erp.core.words import N_
from erp.flow import changed_drawing
from erp.sales import actions, queries
from erp.sales.models import DrawingRevision, Order
from erp.school import queries as school
from erp.web.portal.face import portal
from erp.web.portal.orders import own_order
from erp.web.portal.scope import own_customer_id
from erp.web.shared.links import absolute
from erp.web.shared.papers import send_file_of
from erp.web.shared.revisions import RevisionForm

PLANS = "/commandes/<int:order_id>/plans"
ONE = f"{PLANS}/<int:drawing_revision_id>"


@portal.get(PLANS, access=May.BUY)
def list_revisions(order_id: int) -> str:
    order = own_order(order_id)
    return page_of(order, RevisionForm(order))


@portal.post(PLANS, access=May.ASK_PRICES)
def send_revision(order_id: int) -> Answer | tuple[str, int]:
    order = own_order(order_id)
    form = RevisionForm(order)
    if form.accepts(lambda: send(order, form)):
        said = _("C'est reçu. Rien ne commence de cette pièce avant que nous soyons d'accord.")
        return back(order_id, said)
    return page_of(order, form), 422


def send(order: Order, form: RevisionForm) -> None:
    link = absolute("office.list_revisions", order_id=order.id)
    who = {"school": school.the_school(), "actor": current_user, "now": clock.now()}
    changed_drawing.send_revision(**form.facts, link=link, **who)


def page_of(order: Order, form: RevisionForm) -> str:
    told = {"order": order, "form": form, "revisions": queries.revisions_of(order.id)}
    return render_template("portal/revisions/list_revisions.html", **told)


@portal.post(ONE, access=May.ASK_PRICES)
def settle_revision(order_id: int, drawing_revision_id: int) -> Answer:
    sent = own_revision(order_id, drawing_revision_id)
    action, sentence = VERBS.get(request.form.get("verb", "")) or abort(422)
    action(sent, actor=current_user, now=clock.now())
    return back(order_id, _(sentence))


VERBS = {
    "confirm": (actions.confirm_revision, N_("Merci : l'atelier continue.")),
    "contest": (
        actions.contest_revision,
        N_("L'école répond à nouveau : écrivez-lui ce qui ne va pas."),
    ),
    "withdraw": (actions.withdraw_revision, N_("Le plan est retiré : l'ancien compte.")),
}


@portal.get(f"{ONE}/fichier", access=May.BUY)
def read_revision(order_id: int, drawing_revision_id: int) -> Response:
    return send_file_of(own_revision(order_id, drawing_revision_id).stored_file)


def back(order_id: int, sentence: str) -> Answer:
    flash(sentence, "success")
    return redirect(url_for(".list_revisions", order_id=order_id), 303)


def own_revision(order_id: int, drawing_revision_id: int) -> DrawingRevision:
    ours = {"order_id": order_id, "customer_id": own_customer_id()}
    return queries.revision(drawing_revision_id, **ours) or abort(404)
