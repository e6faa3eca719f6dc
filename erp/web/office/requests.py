"""The office's pages about requests: read them, judge what students would learn, answer."""

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from erp.access.permissions import May, is_granted
from erp.core import clock, journal
from erp.core.refusal import Refusal
from erp.curriculum import queries as curriculum
from erp.equipment import queries as equipment
from erp.flow import received_request
from erp.reporting import drawings
from erp.sales import actions, queries
from erp.sales.models import Request
from erp.sales.states import REQUEST
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.office.requests_forms import DeclineForm, RequestFilter, SheetForm
from erp.web.shared.paging import after
from erp.web.shared.papers import files_folder, send_file_of, send_picture


@office.get("/demandes", access=May.READ_REQUESTS)
def list_requests() -> str:
    form = RequestFilter()
    page = queries.requests(form.q.data or "", state=form.state.data, after=after())
    quoted = queries.quote_states([one.id for one in page.rows])
    return render_template(
        "office/requests/list_requests.html", page=page, form=form, quoted=quoted
    )


@office.get("/demandes/<int:request_id>", access=May.READ_REQUESTS)
def show_request(request_id: int) -> str:
    request = find(request_id)
    return render_template(
        "office/requests/show_request.html",
        request_=request,
        verbs=REQUEST.verbs(request.state),
        quotes=queries.quotes(request_id=request.id).rows,
        entries=journal.entries_of(request),
    )


@office.get("/demandes/<int:request_id>/fichiers/<int:file_id>/apercu", access=May.READ_REQUESTS)
def show_thumbnail(request_id: int, file_id: int) -> Response:
    kept = queries.request_file(file_id)
    if kept is None or kept.request_id != request_id:
        abort(404)
    return send_picture(drawings.thumbnail_of(kept.stored_file, folder=files_folder()))


@office.get("/demandes/<int:request_id>/fichiers/<int:file_id>", access=May.READ_REQUESTS)
def read_request_file(request_id: int, file_id: int) -> Response:
    kept = queries.request_file(file_id)
    if kept is None or kept.request_id != request_id:
        abort(404)
    return send_file_of(kept.stored_file)


@office.get("/demandes/<int:request_id>/fiche", access=May.STUDY_REQUESTS)
def edit_sheet(request_id: int) -> str:
    request = find(request_id)
    return sheet_page(request, SheetForm(obj=request.sheet, **chosen(request)))


@office.post("/demandes/<int:request_id>/fiche", access=May.STUDY_REQUESTS)
def study_request(request_id: int) -> Answer | tuple[str, int]:
    request, form = in_hand(request_id), SheetForm()
    if form.quote.data and not may_quote():
        abort(403)
    if not form.validate():
        return sheet_page(request, form), 422
    study(request, form)
    if form.quote.data:
        return studied_and_quoted(request, form)
    flash(_("L'étude est enregistrée."), "success")
    return redirect(url_for(".show_request", request_id=request.id), 303)


def studied_and_quoted(request: Request, form: SheetForm) -> Answer | tuple[str, int]:
    """Both or neither: what stands against the quote is told in the sheet, as it was typed."""
    try:
        return begin_quote(request)
    except Refusal as refusal:
        form.tell(refusal)
        return sheet_page(request, form), 422


def study(request: Request, form: SheetForm) -> None:
    facts = {name: told for name, told in form.data.items() if name != "quote"}
    facts["trade"] = curriculum.trade(facts.pop("trade_id")) or abort(404)
    facts["competences"] = curriculum.competences(facts.pop("competence_ids"))
    facts["machine_types"] = equipment.machine_types(facts.pop("machine_type_ids"))
    actions.study_request(request, **facts, actor=current_user, now=clock.now())


@office.get("/demandes/<int:request_id>/repondre", access=May.STUDY_REQUESTS)
def answer_request(request_id: int) -> str:
    request = find(request_id)
    form = DeclineForm(reply=polite_no(request))
    return render_template("office/requests/answer_request.html", request_=request, form=form)


@office.post("/demandes/<int:request_id>/repondre", access=May.STUDY_REQUESTS)
def decline_request(request_id: int) -> Answer | tuple[str, int]:
    request, form = find(request_id), DeclineForm()
    if not form.validate():
        page = render_template("office/requests/answer_request.html", request_=request, form=form)
        return page, 422
    reply = str(form.reply.data)
    received_request.decline_request(
        request, reply=reply, school=school.the_school(), actor=current_user
    )
    flash(_("Le client reçoit votre réponse par e-mail."), "success")
    return redirect(url_for(".show_request", request_id=request.id), 303)


@office.post("/demandes/<int:request_id>/devis", access=May.WRITE_QUOTES)
def quote_request(request_id: int) -> Answer:
    return begin_quote(in_hand(request_id))


def begin_quote(request: Request) -> Answer:
    quote = actions.quote_request(request, school=school.the_school(), actor=current_user)
    flash(_("Le devis est commencé : ajoutez les opérations."), "success")
    return redirect(url_for(".show_quote", quote_id=quote.id), 303)


def find(request_id: int) -> Request:
    return queries.request(request_id) or abort(404)


def in_hand(request_id: int) -> Request:
    return queries.request_in_hand.one(request_id) or abort(404)


def chosen(request: Request) -> dict[str, list[int]]:
    sheet = request.sheet
    return {
        "competence_ids": [c.id for c in sheet.competences] if sheet else [],
        "machine_type_ids": [m.id for m in sheet.machine_types] if sheet else [],
    }


def sheet_page(request: Request, form: SheetForm) -> str:
    return render_template(
        "office/requests/edit_sheet.html", request_=request, form=form, can_quote=may_quote()
    )


def may_quote() -> bool:
    return is_granted(current_user, May.WRITE_QUOTES)


def polite_no(request: Request) -> str:
    return _(
        "Merci de votre confiance. Après étude, nous ne pouvons pas réaliser « %(label)s » : cette "
        "pièce ne correspond pas à ce que nos élèves apprennent en ce moment. Nous espérons vous "
        "aider une prochaine fois.",
        label=request.label,
    )
