"""The office's pages about quotes."""

from typing import Any

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from erp.access.permissions import May
from erp.core import clock, journal
from erp.core.refusal import Refusal
from erp.documents import quote as paper
from erp.flow import sent_quote
from erp.sales import actions, papers, queries
from erp.sales.models import Quote, offers_of
from erp.sales.states import QUOTE, QuoteState
from erp.school import queries as school
from erp.training import queries as training
from erp.web.office.face import office
from erp.web.office.quotes_forms import QuoteFilter, QuoteForm
from erp.web.shared.links import absolute
from erp.web.shared.paging import after
from erp.web.shared.papers import send_paper, send_pdf
from erp.web.shared.words import percent


@office.get("/devis", access=May.READ_QUOTES)
def list_quotes() -> str:
    form = QuoteFilter()
    page = queries.quotes(form.q.data or "", state=form.state.data, after=after())
    return render_template("office/quotes/list_quotes.html", page=page, form=form)


@office.get("/devis/<int:quote_id>", access=May.READ_QUOTES)
def show_quote(quote_id: int) -> str:
    quote, school_ = find(quote_id), school.the_school()
    return render_template(
        "office/quotes/show_quote.html",
        quote=quote,
        is_draft=quote.state is QuoteState.DRAFT,
        verbs=QUOTE.verbs(quote.state),
        totals=papers.totals(quote.lines),
        learning_cost=queries.learning_cost(quote, school_.learning_hour_cost),
        before=before_sending(quote),
        offers={line.id: offers_of(line)[1:] for line in quote.lines},
        entries=journal.entries_of(quote),
        **said_about(quote),
    )


def said_about(quote: Quote) -> dict[str, Any]:
    return {"differences": queries.differences(quote), "remarks": queries.remarks_of(quote)}


@office.get("/devis/<int:quote_id>/modifier", access=May.WRITE_QUOTES)
def edit_quote(quote_id: int) -> str:
    quote = find(quote_id)
    return render_template("office/quotes/edit_quote.html", quote=quote, form=QuoteForm(obj=quote))


@office.post("/devis/<int:quote_id>/modifier", access=May.WRITE_QUOTES)
def change_quote(quote_id: int) -> Answer | tuple[str, int]:
    quote, form = find(quote_id), QuoteForm()
    if form.validate():
        try:
            actions.change_quote(quote, **form.data, today=clock.today())
        except Refusal as refusal:
            form.refuse("promised_week", refusal)
        else:
            return back_to(quote, _("Le devis est enregistré."))
    return render_template("office/quotes/edit_quote.html", quote=quote, form=form), 422


@office.get("/devis/<int:quote_id>/pdf", access=May.READ_QUOTES)
def read_quote(quote_id: int) -> Response:
    quote = find(quote_id)
    if quote.paper:
        return send_paper(quote.paper)
    drawn = paper.draw(papers.quote_paper(quote, school.the_school()))
    return send_pdf(drawn, f"devis-{quote.id}-projet.pdf")


@office.post("/devis/<int:quote_id>/envoyer", access=May.WRITE_QUOTES)
def send_quote(quote_id: int) -> Answer:
    quote, link = find(quote_id), absolute("portal.show_quote", quote_id=quote_id)
    sent_quote.send_quote(
        quote, school=school.the_school(), link=link, actor=current_user, now=clock.now(),
        invite=absolute("doors.choose_password", token="{token}"),
    )  # fmt: skip
    return back_to(quote, _("Le devis %(quote)s est envoyé.", quote=quote))


@office.post("/devis/<int:quote_id>/reviser", access=May.WRITE_QUOTES)
def revise_quote(quote_id: int) -> Answer:
    revised = actions.revise_quote(find(quote_id), actor=current_user)
    return back_to(revised, _("Une nouvelle révision est prête à modifier."))


@office.post("/devis/<int:quote_id>/expirer", access=May.WRITE_QUOTES)
def expire_quote(quote_id: int) -> Answer:
    quote = find(quote_id)
    actions.expire_quote(quote, actor=current_user)
    return back_to(quote, _("Le devis a expiré."))


BELOW = _l("%(line)s : %(gap)s sous le prix du marché. L'école ne casse pas les prix.")


def find(quote_id: int) -> Quote:
    return queries.quote(quote_id) or abort(404)


def back_to(quote: Quote, sentence: str) -> Answer:
    flash(sentence, "success")
    return redirect(url_for(".show_quote", quote_id=quote.id), 303)


def before_sending(quote: Quote) -> list[str]:
    """What « Envoyer » would refuse, said before the button is pressed."""
    if quote.state is not QuoteState.DRAFT:
        return []
    told = [str(refusal) for refusal in queries.why_not_sent(quote, today=clock.today())]
    told += [
        BELOW % {"line": line, "gap": percent(line.below_market)}
        for line in quote.lines
        if line.below_market
    ]
    return told + training.quote_warnings(quote, clock.today())
