"""New revisions of drawings of running orders: answered before anything is made of them."""

from flask import Response, abort, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as Answer
from wtforms import SearchField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice

from erp.access.permissions import May
from erp.core import clock
from erp.flow import changed_drawing
from erp.sales import actions, queries
from erp.sales.models import DrawingRevision, Order
from erp.sales.states import RevisionState
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.office.orders import find
from erp.web.shared.fields import WordField
from erp.web.shared.forms import REQUIRED, FilterForm, SchoolForm, at_most
from erp.web.shared.links import absolute
from erp.web.shared.paging import after
from erp.web.shared.papers import send_file_of
from erp.web.shared.records import Page, done, record_page
from erp.web.shared.revisions import RevisionForm

PLANS = "/commandes/<int:order_id>/plans"
ONE = f"{PLANS}/<int:drawing_revision_id>"
NEW = "new"


class RevisionFilter(FilterForm):
    q = SearchField(_l("Chercher"), render_kw={"placeholder": _l("Commande, client")})
    state = WordField(_l("État"), RevisionState, blank=_l("Tous les états"))


class VerdictForm(SchoolForm):
    verdict = SelectField(
        _l("Quel plan compte pour ce qui reste à faire ?"),
        choices=[SelectChoice(NEW, _l("Le nouveau")), SelectChoice("old", _l("L'ancien"))],
    )
    answer = TextAreaField(
        _l("Ce que cela change, lu par le client"), [REQUIRED, at_most(1000)],
        description=_l("Le prix, le délai, ce qui est déjà fait."),
    )  # fmt: skip


@office.get("/plans", access=May.READ_QUOTES)
def list_all_revisions() -> str:
    form = RevisionFilter()
    page = queries.revisions(form.q.data or "", state=form.state.data, after=after())
    return render_template("office/revisions/list_all_revisions.html", page=page, form=form)


@office.get(PLANS, access=May.READ_QUOTES)
def list_revisions(order_id: int) -> str:
    order = find(order_id)
    told = {"order": order, "revisions": queries.revisions_of(order_id)}
    return render_template("office/revisions/list_revisions.html", **told)


@office.get(f"{PLANS}/nouveau", access=May.WRITE_QUOTES)
def new_revision(order_id: int) -> Page:
    order = find(order_id)
    return note_page(order, RevisionForm(order))


@office.post(f"{PLANS}/nouveau", access=May.WRITE_QUOTES)
def note_revision(order_id: int) -> Answer | Page:
    order = find(order_id)
    form = RevisionForm(order)
    who = {"actor": current_user, "now": clock.now()}
    if form.accepts(lambda: actions.send_revision(**form.facts, **who)):
        said = _("Le plan est noté : rien ne commence avant votre réponse et celle du client.")
        return at(order_id, said)
    return note_page(order, form)


def note_page(order: Order, form: RevisionForm) -> Page:
    back = url_for(".list_revisions", order_id=order.id)
    return record_page(form, kicker=str(order), title=_("Noter un nouveau plan"), back=back)


@office.get(f"{ONE}/reponse", access=May.WRITE_QUOTES)
def ask_verdict(order_id: int, drawing_revision_id: int) -> Page:
    return verdict_page(find_revision(order_id, drawing_revision_id), VerdictForm())


@office.post(f"{ONE}/reponse", access=May.WRITE_QUOTES)
def answer_revision(order_id: int, drawing_revision_id: int) -> Answer | Page:
    sent, form = find_revision(order_id, drawing_revision_id), VerdictForm()
    if form.accepts(lambda: answer(sent, form)):
        return at(order_id, _("Le client reçoit votre réponse et doit confirmer."))
    return verdict_page(sent, form)


def answer(sent: DrawingRevision, form: VerdictForm) -> None:
    changed_drawing.answer_revision(
        sent,
        is_taken=form.verdict.data == NEW,
        answer=str(form.answer.data),
        school=school.the_school(),
        link=absolute("portal.list_revisions", order_id=sent.order.id),
        actor=current_user,
        now=clock.now(),
    )


def verdict_page(sent: DrawingRevision, form: VerdictForm) -> Page:
    back = url_for(".list_revisions", order_id=sent.order.id)
    return record_page(form, kicker=str(sent), title=_("Quel plan compte ?"), back=back)


@office.post(f"{ONE}/confirmer", access=May.NOTE_WORDS)
def note_confirmation(order_id: int, drawing_revision_id: int) -> Answer:
    """What the buyer said on the telephone: who notes it answers for it."""
    sent = find_revision(order_id, drawing_revision_id)
    actions.confirm_revision(sent, actor=current_user, now=clock.now())
    return at(order_id, _("L'accord du client est noté à votre nom : l'atelier continue."))


@office.get(f"{ONE}/fichier", access=May.READ_QUOTES)
def read_revision(order_id: int, drawing_revision_id: int) -> Response:
    return send_file_of(find_revision(order_id, drawing_revision_id).stored_file)


def at(order_id: int, sentence: str) -> Answer:
    return done(sentence, url_for(".list_revisions", order_id=order_id))


def find_revision(order_id: int, drawing_revision_id: int) -> DrawingRevision:
    return queries.revision(drawing_revision_id, order_id=order_id) or abort(404)
