"""A buyer reads quotes and answers them."""

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from erp.access.permissions import May
from erp.core import clock
from erp.flow import accepted_quote
from erp.sales import actions, papers, queries
from erp.sales.models import Order, Quote
from erp.sales.states import QUOTE
from erp.school import queries as school
from erp.web.portal.face import portal
from erp.web.portal.quotes_forms import AcceptForm, ChangeForm, RefuseForm, UpdateForm
from erp.web.portal.scope import own_contact, own_customer_id
from erp.web.shared.choices import choices_of, quantities_chosen
from erp.web.shared.forms import SchoolForm
from erp.web.shared.links import absolute
from erp.web.shared.paging import after, words
from erp.web.shared.papers import send_file_of, send_paper

Form = SchoolForm | None


@portal.get("/devis", access=May.BUY)
def list_quotes() -> str:
    page = queries.quotes(words(), customer_id=own_customer_id(), after=after())
    return render_template("portal/quotes/list_quotes.html", page=page)


@portal.get("/devis/<int:quote_id>", access=May.BUY)
def show_quote(quote_id: int) -> str:
    contact = own_contact()
    known = AcceptForm(name=contact.name, function=contact.function)
    return page_of(own_quote(quote_id), accept=known)


def page_of(quote: Quote, accept: Form = None, refuse: Form = None, change: Form = None) -> str:
    return render_template(
        "portal/quotes/show_quote.html",
        quote=quote,
        totals=papers.totals(quote.lines),
        choices=choices_of(quote),
        differences=queries.differences(quote),
        verbs=QUOTE.verbs(quote.state),
        today=clock.today(),
        accept=accept or AcceptForm(formdata=None),
        refuse=refuse or RefuseForm(formdata=None),
        change=change or ChangeForm(formdata=None),
        update=UpdateForm(formdata=None),
    )


@portal.get("/devis/<int:quote_id>/pdf", access=May.BUY)
def read_quote(quote_id: int) -> Response:
    return send_paper(own_quote(quote_id).paper)


@portal.get("/devis/<int:quote_id>/preuve", access=May.BUY)
def read_acceptance_proof(quote_id: int) -> Response:
    answer = queries.answer_of_order(own_quote(quote_id).id)
    return send_paper(answer.proof if answer else None)


@portal.post("/devis/<int:quote_id>/accepter", access=May.BUY)
def accept_quote(quote_id: int) -> Answer | tuple[str, int]:
    quote, form, made = own_quote(quote_id), AcceptForm(), []
    QUOTE.check("accept", quote)
    if not form.accepts(lambda: made.append(accept(quote, form))):
        return page_of(quote, accept=form), 422
    order = made[0]
    flash(_("Merci ! Votre commande %(order)s est lancée.", order=order), "success")
    return redirect(url_for(".show_order", order_id=order.id), 303)


def accept(quote: Quote, form: AcceptForm) -> Order:
    """The yes of the signed-in buyer, with the address it comes from."""
    return accepted_quote.accept_quote(
        quote,
        school=school.the_school(),
        link=absolute(".show_order", order_id=0).removesuffix("0") + "{id}",
        actor=current_user,
        now=clock.now(),
        ip_address=request.remote_addr or "",
        quantities=quantities_chosen(quote),
        **form.facts,
    )


@portal.post("/devis/<int:quote_id>/refuser", access=May.BUY)
def decline_quote(quote_id: int) -> Answer | tuple[str, int]:
    quote, form = own_quote(quote_id), RefuseForm()
    if not form.validate():
        return page_of(quote, refuse=form), 422
    facts = {"reason": form.reason.data, "note": form.note.data or ""}
    actions.decline_quote(quote, **facts, actor=current_user, now=clock.now())
    flash(_("Votre réponse est partie. Merci de nous l'avoir dite."), "success")
    return redirect(url_for(".show_quote", quote_id=quote_id), 303)


@portal.post("/devis/<int:quote_id>/changer", access=May.BUY)
def ask_change(quote_id: int) -> Answer | tuple[str, int]:
    quote, form = own_quote(quote_id), ChangeForm()
    if not form.validate():
        return page_of(quote, change=form), 422
    actions.ask_change(quote, note=str(form.note.data), actor=current_user, now=clock.now())
    flash(_("Nous préparons une nouvelle version du devis."), "success")
    return redirect(url_for(".show_quote", quote_id=quote_id), 303)


@portal.post("/devis/<int:quote_id>/mise-a-jour", access=May.BUY)
def ask_update(quote_id: int) -> Answer | tuple[str, int]:
    quote, form = own_quote(quote_id), UpdateForm()
    if not form.validate():
        return page_of(quote), 422
    actions.ask_update(quote, note=str(form.note.data), actor=current_user, now=clock.now())
    flash(_("Nous préparons une mise à jour du devis."), "success")
    return redirect(url_for(".show_quote", quote_id=quote_id), 303)


@portal.get("/devis/<int:quote_id>/bon-de-commande", access=May.BUY)
def read_po_file(quote_id: int) -> Response:
    """The purchase order they sent with their yes."""
    answer = queries.answer_of_order(own_quote(quote_id).id)
    return send_file_of(answer.po_file) if answer and answer.po_file else abort(404)


def own_quote(quote_id: int) -> Quote:
    """Another company's quote, or a draft, does not exist: 404, never 403."""
    return queries.quote(quote_id, customer_id=own_customer_id()) or abort(404)
