"""The office changes or cancels an order that runs, with what was made so far in sight."""

from decimal import Decimal
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as Answer
from wtforms import TextAreaField

from erp.access.permissions import May
from erp.core import clock
from erp.flow import changed_order
from erp.production.queries import shown
from erp.sales.models import Order
from erp.sales.states import Channel
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.office.orders import find
from erp.web.shared.fields import WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.links import absolute
from erp.web.shared.quantities import in_words, quantities_sent, typed
from erp.web.shared.records import done


class ChangeForm(SchoolForm):
    """The quantities beside it are read line by line."""

    channel = WordField(_l("Comment le client a-t-il dit oui ?"), Channel)
    note = TextAreaField(_l("Ce qui est convenu, lu par le client"), [REQUIRED, at_most(1000)])


class CancelForm(SchoolForm):
    note = TextAreaField(_l("Pourquoi ? Lu par le client"), [REQUIRED, at_most(1000)])


@office.get("/commandes/<int:order_id>/quantites", access=May.WRITE_QUOTES)
def edit_quantities(order_id: int) -> str:
    order = find(order_id)
    known = in_words({line.id: line.quantity for line in order.lines})
    return change_page(order, ChangeForm(), known, {})


@office.post("/commandes/<int:order_id>/quantites", access=May.WRITE_QUOTES)
def change_quantities(order_id: int) -> Answer | tuple[str, int]:
    order, form = find(order_id), ChangeForm()
    wanted, wrong = quantities_sent(line.id for line in order.lines)
    if wrong or not form.accepts(lambda: change(order, wanted, form)):
        sent = {line.id: typed(line.id) for line in order.lines}
        return change_page(order, form, sent, wrong), 422
    return to(order, _("C'est changé : le client reçoit la nouvelle confirmation."))


def change(order: Order, wanted: dict[int, Decimal], form: ChangeForm) -> None:
    changed_order.change_quantities(order, wanted, **form.data, **by_whom(order))


def change_page(order: Order, form: ChangeForm, sent: dict[int, str], wrong: dict[int, str]) -> str:
    told = {"order": order, "form": form, "sent": sent, "wrong": wrong}
    worth = shown.worth_so_far(order.id)
    return render_template("office/order_changes/edit_quantities.html", worth=worth, **told)


@office.get("/commandes/<int:order_id>/annuler", access=May.WRITE_QUOTES)
def ask_cancel_order(order_id: int) -> str:
    return cancel_page(find(order_id), CancelForm())


@office.post("/commandes/<int:order_id>/annuler", access=May.WRITE_QUOTES)
def cancel_order(order_id: int) -> Answer | tuple[str, int]:
    order, form = find(order_id), CancelForm()
    note = str(form.note.data)
    if form.accepts(lambda: changed_order.cancel_for_school(order, note, **by_whom(order))):
        return to(order, _("La commande est annulée : le client est prévenu."))
    return cancel_page(order, form), 422


def cancel_page(order: Order, form: CancelForm) -> str:
    told = {"order": order, "form": form, "worth": shown.worth_so_far(order.id)}
    return render_template("office/order_changes/ask_cancel_order.html", **told)


def by_whom(order: Order) -> dict[str, Any]:
    link = absolute("portal.show_order", order_id=order.id)
    who = {"actor": current_user, "now": clock.now()}
    return {"school": school.the_school(), "link": link, **who}


def to(order: Order, sentence: str) -> Answer:
    return done(sentence, url_for(".show_order", order_id=order.id))
