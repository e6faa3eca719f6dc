"""A buyer writes to the school about an order, asks for a change, shows a fault, says a word."""

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from erp.access.permissions import May
from erp.core import clock
from erp.flow import exchanged_words
from erp.production.queries import shown
from erp.sales import actions, queries
from erp.sales.states import ClaimKind
from erp.school import queries as school
from erp.web.portal.face import portal
from erp.web.portal.orders import own_order
from erp.web.portal.scope import own_customer_id
from erp.web.shared.links import absolute
from erp.web.shared.papers import send_file_of
from erp.web.shared.talk import ClaimForm, MessageForm, SatisfactionForm, keep_all

ORDER = "/commandes/<int:order_id>"


@portal.get(f"{ORDER}/messages", access=May.BUY)
def show_messages(order_id: int) -> str:
    return thread(order_id, MessageForm())


@portal.post(f"{ORDER}/messages", access=May.BUY)
def write_message(order_id: int) -> Answer | tuple[str, int]:
    own_order(order_id)
    form = MessageForm()
    if form.accepts(lambda: write(order_id, form)):
        flash(_("Votre message est parti."), "success")
        return redirect(url_for(".show_messages", order_id=order_id), 303)
    return thread(order_id, form), 422


def write(order_id: int, form: MessageForm) -> None:
    exchanged_words.write_to_school(
        own_order(order_id),
        str(form.text.data),
        files=keep_all(form.files.data),
        school=school.the_school(),
        link=absolute("office.show_exchanges", order_id=order_id),
        actor=current_user,
        now=clock.now(),
    )


def thread(order_id: int, form: MessageForm) -> str:
    return render_template(
        "portal/messages/show_messages.html",
        order=own_order(order_id),
        messages=queries.messages_of(order_id),
        claims=queries.claims_of(order_id),
        form=form,
    )


@portal.get(f"{ORDER}/signaler", access=May.BUY)
def new_claim(order_id: int) -> str:
    known = {kind.value: kind for kind in ClaimKind}
    kind = known.get(request.args.get("kind", ""), ClaimKind.FAULT)
    return claim_page(order_id, ClaimForm(kind=kind))


@portal.post(f"{ORDER}/signaler", access=May.BUY)
def raise_claim(order_id: int) -> Answer | tuple[str, int]:
    own_order(order_id)
    form = ClaimForm()
    if form.accepts(lambda: claim(order_id, form)):
        flash(_("C'est reçu : l'école vous répond ici et par e-mail."), "success")
        return redirect(url_for(".show_messages", order_id=order_id), 303)
    return claim_page(order_id, form), 422


def claim(order_id: int, form: ClaimForm) -> None:
    exchanged_words.raise_claim(
        own_order(order_id),
        form.kind.data,
        text=form.text.data,
        quantity=form.quantity.data,
        files=keep_all(form.files.data),
        school=school.the_school(),
        link=absolute("office.show_exchanges", order_id=order_id),
        actor=current_user,
        now=clock.now(),
    )


def claim_page(order_id: int, form: ClaimForm) -> str:
    order, worth = own_order(order_id), shown.worth_so_far(order_id)
    return render_template("portal/messages/new_claim.html", order=order, form=form, worth=worth)


@portal.get(f"{ORDER}/pieces/<int:attachment_id>", access=May.BUY)
def read_attachment(order_id: int, attachment_id: int) -> Response:
    kept = queries.attachment(attachment_id, customer_id=own_customer_id())
    if kept is None or kept.order_id != order_id:
        abort(404)
    return send_file_of(kept.stored_file)


@portal.post(f"{ORDER}/lettres", access=May.BUY)
def mute_order(order_id: int) -> Answer:
    order = own_order(order_id)
    actions.mute_order(order, not order.is_muted)
    said = _("Plus de lettres pour cette commande.") if order.is_muted else _("Lettres rétablies.")
    flash(said, "success")
    return redirect(url_for(".show_order", order_id=order_id), 303)


@portal.post(f"{ORDER}/avis", access=May.BUY)
def note_satisfaction(order_id: int) -> Answer:
    order, form = own_order(order_id), SatisfactionForm()
    if not form.validate():
        abort(422)
    actions.note_satisfaction(order, form.word.data, note=form.note.data, actor=current_user)
    flash(_("Merci de votre avis."), "success")
    return redirect(url_for(".show_order", order_id=order_id), 303)
