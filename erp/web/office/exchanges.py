"""What buyers write about their orders, and the school's answers."""

from decimal import Decimal

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as Answer
from wtforms import BooleanField, SearchField

from erp.access.permissions import May
from erp.core import clock
from erp.flow import exchanged_words
from erp.production.queries import shown
from erp.sales import actions, queries
from erp.sales.models import Claim
from erp.sales.states import CLAIM, ClaimKind, ClaimState
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.office.orders import find
from erp.web.shared.fields import FrenchDecimalField, WordField
from erp.web.shared.forms import REQUIRED, FilterForm, SchoolForm
from erp.web.shared.links import absolute
from erp.web.shared.paging import after
from erp.web.shared.papers import send_file_of
from erp.web.shared.talk import AnswerForm, MessageForm, keep_all


class ThreadFilter(FilterForm):
    q = SearchField(_l("Chercher"), render_kw={"placeholder": _l("Commande, client")})
    waiting = BooleanField(_l("Sans réponse"))


class ReturnForm(SchoolForm):
    quantity = FrenchDecimalField(_l("Pièces revenues"), [REQUIRED], least=Decimal(1))


class ClaimFilter(FilterForm):
    q = SearchField(_l("Chercher"), render_kw={"placeholder": _l("Commande, client")})
    kind = WordField(_l("Sujet"), ClaimKind, blank=_l("Tous les sujets"))
    state = WordField(_l("État"), ClaimState, blank=_l("Tous les états"))


@office.get("/messages", access=May.READ_QUOTES)
def list_threads() -> str:
    form = ThreadFilter()
    page = queries.threads(form.q.data or "", waiting=form.waiting.data, after=after())
    return render_template("office/exchanges/list_threads.html", page=page, form=form)


@office.get("/reclamations", access=May.READ_QUOTES)
def list_claims() -> str:
    form = ClaimFilter()
    asked = {"kind": form.kind.data, "state": form.state.data}
    page = queries.claims(form.q.data or "", **asked, after=after())
    return render_template("office/exchanges/list_claims.html", page=page, form=form)


@office.get("/commandes/<int:order_id>/messages", access=May.READ_QUOTES)
def show_exchanges(order_id: int) -> str:
    return thread(order_id, MessageForm())


@office.post("/commandes/<int:order_id>/messages", access=May.WRITE_QUOTES)
def answer_buyer(order_id: int) -> Answer | tuple[str, int]:
    form = MessageForm()
    find(order_id)
    if form.accepts(lambda: write(order_id, form)):
        flash(_("Le client reçoit votre message."), "success")
        return redirect(url_for(".show_exchanges", order_id=order_id), 303)
    return thread(order_id, form), 422


def write(order_id: int, form: MessageForm) -> None:
    exchanged_words.answer_buyer(
        find(order_id),
        str(form.text.data),
        files=keep_all(form.files.data),
        school=school.the_school(),
        link=absolute("portal.show_messages", order_id=order_id),
        actor=current_user,
        now=clock.now(),
    )


def thread(order_id: int, form: MessageForm) -> str:
    return render_template(
        "office/exchanges/show_exchanges.html",
        order=find(order_id),
        messages=queries.messages_of(order_id),
        claims=queries.claims_of(order_id),
        worth=shown.worth_so_far(order_id),
        form=form,
    )


@office.get("/reclamations/<int:claim_id>", access=May.WRITE_QUOTES)
def show_claim(claim_id: int) -> str:
    return claim_page(find_claim(claim_id), AnswerForm())


@office.post("/reclamations/<int:claim_id>", access=May.WRITE_QUOTES)
def answer_claim(claim_id: int) -> Answer | tuple[str, int]:
    claim, form = find_claim(claim_id), AnswerForm()
    verb = "refuse" if request.form.get("verb") == "refuse" else "grant"
    if form.accepts(lambda: settle(claim, verb, form)):
        flash(_("Le client reçoit votre réponse."), "success")
        return redirect(url_for(".show_exchanges", order_id=claim.order_id), 303)
    return claim_page(claim, form), 422


def settle(claim: Claim, verb: str, form: AnswerForm) -> None:
    exchanged_words.answer_claim(
        claim,
        verb,
        answer=str(form.answer.data),
        wants_return=bool(form.wants_return.data),
        school=school.the_school(),
        link=absolute("portal.show_messages", order_id=claim.order_id),
        actor=current_user,
        now=clock.now(),
    )


def claim_page(claim: Claim, form: AnswerForm) -> str:
    return render_template(
        "office/exchanges/show_claim.html",
        claim=claim,
        verbs=CLAIM.verbs(claim.state),
        worth=shown.worth_so_far(claim.order_id),
        form=form,
        back=ReturnForm(formdata=None, quantity=claim.quantity),
    )


@office.post("/reclamations/<int:claim_id>/retour", access=May.WRITE_QUOTES)
def note_return(claim_id: int) -> Answer:
    claim, form = find_claim(claim_id), ReturnForm()
    if not form.validate():
        abort(422)
    actions.note_return(claim, form.quantity.data, actor=current_user, today=clock.today())
    flash(_("Le retour est noté, le client le voit."), "success")
    return redirect(url_for(".show_claim", claim_id=claim_id), 303)


@office.get("/commandes/<int:order_id>/pieces/<int:attachment_id>", access=May.READ_QUOTES)
def read_attachment(order_id: int, attachment_id: int) -> Response:
    kept = queries.attachment(attachment_id)
    if kept is None or kept.order_id != order_id:
        abort(404)
    return send_file_of(kept.stored_file)


def find_claim(claim_id: int) -> Claim:
    return queries.claim(claim_id) or abort(404)
