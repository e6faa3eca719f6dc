"""What helps to price a quote: the school's own past, its real capacity, routings, colleagues."""

from decimal import Decimal

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from erp.access.permissions import May
from erp.core import clock, records
from erp.planning.queries import delay
from erp.production.queries import past
from erp.production.queries.past import Learned
from erp.sales import actions, queries
from erp.sales.models import Quote, QuoteLine
from erp.sales.refusals import RoutingIsKnown
from erp.sales.states import QuoteState
from erp.web.office.face import office
from erp.web.office.quote_lines import LINE, back_to, find_line
from erp.web.office.quotes import find
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.paging import after, words
from erp.web.shared.records import Page, done, record_page

STUDY = "/devis/<int:quote_id>/etude"


class RemarkForm(SchoolForm):
    text = TextAreaField(_l("Votre remarque"), [REQUIRED, at_most(2000)])


class RoutingForm(SchoolForm):
    beside = {RoutingIsKnown: "name"}

    name = StringField(_l("Nom de la gamme"), [REQUIRED, at_most(120)])


class StartForm(SchoolForm):
    """From a routing of the library."""

    routing_id = SelectField(_l("Gamme"), coerce=int)

    def __init__(self, **facts: object) -> None:
        super().__init__(**facts)
        known = queries.all_routings()
        self.routing_id.choices = [SelectChoice(str(one.id), one.name) for one in known]


@office.get(STUDY, access=May.WRITE_QUOTES)
def study_quote(quote_id: int) -> str:
    return study_page(find(quote_id))


def study_page(quote: Quote, delayed: delay.Delay | None = None) -> str:
    kinds = kinds_of(quote)
    return render_template(
        "office/quote_study/study_quote.html",
        quote=quote,
        is_draft=quote.state is QuoteState.DRAFT,
        learned=past.learned_factors(kinds, quote.year_of_study),
        similar={line.id: similar_to(line) for line in quote.lines},
        delayed=delayed,
        start=StartForm(formdata=None),
        last=past.LAST,
    )


def similar_to(line: QuoteLine) -> list[past.PastJob]:
    kinds = {one.operation_type_id for one in line.operations}
    return past.similar_jobs(line.label, kinds)


def kinds_of(quote: Quote) -> set[int]:
    return {one.operation_type_id for line in quote.lines for one in line.operations}


@office.post(STUDY + "/delai", access=May.WRITE_QUOTES)
def reckon_delay(quote_id: int) -> str:
    """Nothing is kept: the planner looks where this work would fit behind what is promised."""
    quote = find(quote_id)
    wanted = [
        delay.Wanted(line.id, one.label, one.operation_type.machine_type_id, one.student_seconds)
        for line in quote.offered
        for one in line.operations
    ]
    return study_page(quote, delay.delay_of(wanted, clock.now()))


@office.post(STUDY + "/coefficients", access=May.WRITE_QUOTES)
def take_factors(quote_id: int) -> Response:
    quote = find(quote_id)
    actions.take_factors(quote, usable(past.learned_factors(kinds_of(quote), quote.year_of_study)))
    flash(_("Les temps élèves suivent ce que l'école a mesuré."), "success")
    return redirect(url_for(".study_quote", quote_id=quote_id), 303)


def usable(learned: dict[int, Learned]) -> dict[int, Decimal]:
    return {kind: one.factor for kind, one in learned.items() if one.is_enough}


@office.post(LINE + "/reprendre/<int:past_line_id>", access=May.WRITE_QUOTES)
def take_past_job(quote_id: int, line_id: int, past_line_id: int) -> Response:
    line, source = find_line(quote_id, line_id), queries.any_quote_line(past_line_id) or abort(404)
    actions.take_operations(line, source.operations)
    return back_to(quote_id, _("Les opérations sont reprises, aux taux d'aujourd'hui."))


@office.post(LINE + "/gamme", access=May.WRITE_QUOTES)
def use_routing(quote_id: int, line_id: int) -> Response:
    line, form = find_line(quote_id, line_id), StartForm()
    chosen = queries.routing(form.routing_id.data) if form.validate() else None
    actions.take_operations(line, (chosen or abort(404)).steps)
    return back_to(quote_id, _("Les opérations de la gamme sont là."))


@office.get(LINE + "/garder", access=May.WRITE_QUOTES)
def name_routing(quote_id: int, line_id: int) -> Page:
    line = find_line(quote_id, line_id)
    return routing_page(line, RoutingForm(name=line.label))


@office.post(LINE + "/garder", access=May.WRITE_QUOTES)
def keep_routing(quote_id: int, line_id: int) -> Response | Page:
    line, form = find_line(quote_id, line_id), RoutingForm()
    name = str(form.name.data)
    known = queries.routing_named(name)
    if form.accepts(lambda: actions.keep_routing(line, name, known=known)):
        return back_to(quote_id, _("La gamme est gardée : elle sert à commencer d'autres lignes."))
    return routing_page(line, form)


def routing_page(line: QuoteLine, form: RoutingForm) -> Page:
    back = url_for(".study_quote", quote_id=line.quote_id)
    return record_page(form, kicker=line.label, title=_("Garder comme gamme"), back=back)


@office.get("/gammes", access=May.READ_QUOTES)
def list_routings() -> str:
    page = queries.routings(words(), after=after())
    asked = request.args.get("q", "")
    return render_template("office/quote_study/list_routings.html", page=page, q=asked)


@office.get("/gammes/<int:routing_id>", access=May.WRITE_QUOTES)
def edit_routing(routing_id: int) -> Page:
    routing = queries.routing(routing_id) or abort(404)
    return one_routing(RoutingForm(obj=routing), routing_id)


@office.post("/gammes/<int:routing_id>", access=May.WRITE_QUOTES)
def rename_routing(routing_id: int) -> Response | Page:
    routing, form = queries.routing(routing_id) or abort(404), RoutingForm()
    name = str(form.name.data)
    known = queries.routing_named(name)
    if form.accepts(lambda: actions.rename_routing(routing, name, known=known)):
        return done(_("La gamme est enregistrée."), url_for(".list_routings"))
    return one_routing(form, routing_id)


@office.post("/gammes/<int:routing_id>/retirer", access=May.WRITE_QUOTES)
def remove_routing(routing_id: int) -> Response:
    records.remove(queries.routing(routing_id) or abort(404))
    return done(_("La gamme est retirée."), url_for(".list_routings"))


def one_routing(form: RoutingForm, routing_id: int) -> Page:
    return record_page(
        form, kicker=_("Gamme"), title=form.name.data, back=url_for(".list_routings"),
        remove=url_for(".remove_routing", routing_id=routing_id),
    )  # fmt: skip


@office.post("/devis/<int:quote_id>/remarques", access=May.READ_QUOTES)
def write_remark(quote_id: int) -> Response:
    quote, form = find(quote_id), RemarkForm()
    if not form.validate():
        abort(422)
    actions.remark(quote, str(form.text.data), actor=current_user, now=clock.now())
    return back_to(quote_id, _("Votre remarque est notée ; le client ne la lit pas."))
