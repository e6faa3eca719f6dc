"""A buyer asks for parts and follows the answer."""

from datetime import timedelta
from typing import Any

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from erp.access.permissions import May
from erp.core import clock, files
from erp.core.files import StoredFile
from erp.flow import received_request
from erp.reporting import drawings
from erp.sales import actions, queries
from erp.sales.models import Order, Request
from erp.sales.states import REQUEST
from erp.school import queries as school
from erp.web.portal.face import portal
from erp.web.portal.requests_forms import RequestForm
from erp.web.portal.scope import own_contact, own_customer_id
from erp.web.shared.links import absolute
from erp.web.shared.paging import after, words
from erp.web.shared.papers import files_folder, send_file_of, send_picture
from erp.web.shared.parts import filled_from
from erp.web.shared.records import number_asked


@portal.get("/demandes", access=May.BUY)
def list_requests() -> str:
    page = queries.requests(words(), customer_id=own_customer_id(), after=after())
    quoted = queries.quote_states([one.id for one in page.rows], for_customer=True)
    return render_template("portal/requests/list_requests.html", page=page, quoted=quoted)


@portal.get("/demandes/nouvelle", access=May.ASK_PRICES)
def new_request() -> str:
    again = number_asked("order")
    order = queries.order(again, customer_id=own_customer_id()) if again else None
    form = RequestForm(**reordered(order)) if order else RequestForm()
    return render_template("portal/requests/new_request.html", form=form)


@portal.post("/demandes/nouvelle", access=May.ASK_PRICES)
def ask() -> Answer | tuple[str, int]:
    form, made = RequestForm(), []
    if form.accepts(lambda: made.append(keep(form))):
        return thank(made[0])
    return render_template("portal/requests/new_request.html", form=form), 422


def reordered(order: Order) -> dict[str, Any]:
    """The same parts again, six weeks from now: the buyer only sends."""
    parts = [{"label": line.label, "quantity": line.quantity} for line in order.lines]
    return {
        **parts[0],
        "others": parts[1:5],
        "wished_week": clock.monday_of(clock.today()) + timedelta(weeks=6),
        "material_by": order.quote.material_by,
        "note": _("Comme la commande %(number)s.", number=order.number),
        "made_by_students": True,
    }


def keep(form: RequestForm) -> Request:
    """The request with its files; all are looked at before the first is written."""
    return received_request.receive_request(
        own_contact(),
        school=school.the_school(),
        link=absolute(".show_request", request_id=0).removesuffix("0") + "{id}",
        now=clock.now(),
        files=kept_files(form),
        **form.wish,
    )


def kept_files(form: RequestForm) -> list[StoredFile]:
    files.check_all(form.files.data)
    return [files.keep(upload, folder=files_folder()) for upload in form.files.data]


def thank(request: Request) -> Answer:
    days = school.the_school().answer_working_days
    flash(
        ngettext(
            "Demande n° %(id)s reçue. Nous répondons sous %(num)s jour ouvré.",
            "Demande n° %(id)s reçue. Nous répondons sous %(num)s jours ouvrés.",
            days,
            id=request.id,
        ),
        "success",
    )
    return redirect(url_for(".show_request", request_id=request.id), 303)


@portal.get("/demandes/<int:request_id>", access=May.BUY)
def show_request(request_id: int) -> str:
    request = own_request(request_id)
    quotes = queries.quotes(customer_id=request.customer_id, request_id=request.id).rows
    return render_template(
        "portal/requests/show_request.html",
        request_=request,
        quotes=quotes,
        verbs=REQUEST.verbs(request.state),
    )


@portal.get("/demandes/<int:request_id>/fichiers/<int:file_id>", access=May.BUY)
def read_request_file(request_id: int, file_id: int) -> Response:
    kept = queries.request_file(file_id, customer_id=own_customer_id())
    if kept is None or kept.request_id != request_id:
        abort(404)
    return send_file_of(kept.stored_file)


@portal.get("/demandes/<int:request_id>/fichiers/<int:file_id>/apercu", access=May.BUY)
def show_thumbnail(request_id: int, file_id: int) -> Response:
    kept = queries.request_file(file_id, customer_id=own_customer_id())
    if kept is None or kept.request_id != request_id:
        abort(404)
    return send_picture(drawings.thumbnail_of(kept.stored_file, folder=files_folder()))


@portal.post("/demandes/<int:request_id>/retirer", access=May.ASK_PRICES)
def withdraw_request(request_id: int) -> Answer:
    actions.withdraw_request(own_request(request_id), actor=current_user)
    flash(_("Votre demande est retirée."), "success")
    return redirect(url_for(".show_request", request_id=request_id), 303)


@portal.get("/demandes/<int:request_id>/changer", access=May.ASK_PRICES)
def edit_request(request_id: int) -> str:
    request = own_request(request_id)
    form = RequestForm(obj=request, made_by_students=True, **filled_from(request.parts))
    return render_template("portal/requests/edit_request.html", request_=request, form=form)


@portal.post("/demandes/<int:request_id>/changer", access=May.ASK_PRICES)
def change_request(request_id: int) -> Answer | tuple[str, int]:
    request, form = own_request(request_id), RequestForm()
    REQUEST.check("change", request)
    if form.accepts(lambda: change(request, form)):
        flash(_("Votre demande est changée : nous l'étudions à nouveau."), "success")
        return redirect(url_for(".show_request", request_id=request_id), 303)
    return render_template("portal/requests/edit_request.html", request_=request, form=form), 422


def change(request: Request, form: RequestForm) -> None:
    actions.change_request(request, **form.wish, actor=current_user, now=clock.now())
    actions.attach_files(request, kept_files(form))


def own_request(request_id: int) -> Request:
    """Another company's request does not exist: 404, never 403."""
    return queries.request(request_id, customer_id=own_customer_id()) or abort(404)
