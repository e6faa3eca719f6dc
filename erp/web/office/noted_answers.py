"""The answer to a quote that came on paper, by e-mail or by telephone: the office writes it down."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.core import clock
from erp.flow import accepted_quote
from erp.sales import actions, queries
from erp.sales.models import Order, Quote
from erp.sales.states import QUOTE
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.office.noted_answers_forms import NotedNoForm, NotedYesForm
from erp.web.shared.choices import choices_of, quantities_chosen
from erp.web.shared.links import absolute

YES, NO = "/devis/<int:quote_id>/accord", "/devis/<int:quote_id>/refus"


@office.get(YES, access=May.NOTE_WORDS)
def new_yes(quote_id: int) -> str:
    quote = answerable(quote_id)
    function = quote.contact.function if quote.contact else ""
    return yes_page(quote, NotedYesForm(**known(quote), function=function))


@office.post(YES, access=May.NOTE_WORDS)
def note_yes(quote_id: int) -> Response | tuple[str, int]:
    quote, form, made = answerable(quote_id), NotedYesForm(), []
    if not form.accepts(lambda: made.append(accept(quote, form))):
        return yes_page(quote, form), 422
    order = made[0]
    flash(_("L'accord est noté : la commande %(order)s est lancée.", order=order), "success")
    return redirect(url_for(".show_order", order_id=order.id), 303)


@office.get(NO, access=May.NOTE_WORDS)
def new_no(quote_id: int) -> str:
    quote = answerable(quote_id)
    return no_page(quote, NotedNoForm(**known(quote)))


@office.post(NO, access=May.NOTE_WORDS)
def note_no(quote_id: int) -> Response | tuple[str, int]:
    quote, form = answerable(quote_id), NotedNoForm()
    if not form.accepts(lambda: decline(quote, form)):
        return no_page(quote, form), 422
    flash(_("Le refus est noté."), "success")
    return redirect(url_for(".show_quote", quote_id=quote.id), 303)


def accept(quote: Quote, form: NotedYesForm) -> Order:
    return accepted_quote.accept_quote(
        quote,
        school=school.the_school(),
        link=absolute("portal.show_order", order_id=0).removesuffix("0") + "{id}",
        is_told=form.is_told.data,
        actor=current_user,
        now=clock.now(),
        quantities=quantities_chosen(quote),
        **form.facts,
    )


def decline(quote: Quote, form: NotedNoForm) -> None:
    actions.decline_quote(
        quote,
        reason=form.reason.data,
        note=form.note.data or "",
        noted=form.noted,
        name=str(form.name.data),
        actor=current_user,
        now=clock.now(),
    )


def answerable(quote_id: int) -> Quote:
    """What waits for a word of the customer; the others are refused with a sentence."""
    quote = queries.quote(quote_id) or abort(404)
    QUOTE.check("accept", quote)
    return quote


def known(quote: Quote) -> dict[str, object]:
    return {"said_on": clock.today(), "name": quote.contact.name if quote.contact else ""}


def yes_page(quote: Quote, form: NotedYesForm) -> str:
    return render_template(
        "office/noted_answers/new_yes.html", quote=quote, choices=choices_of(quote), form=form
    )


def no_page(quote: Quote, form: NotedNoForm) -> str:
    return render_template("office/noted_answers/new_no.html", quote=quote, form=form)
