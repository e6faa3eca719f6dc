"""The office's pages about work orders: what is made, by which team, how far it is."""

from flask import Response, abort, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from erp.access.permissions import May
from erp.core import clock, journal
from erp.documents import traveller
from erp.production import actions, papers, queries
from erp.production.models import WorkOrder
from erp.sales import queries as sales
from erp.school import queries as school
from erp.training import queries as training
from erp.web.office.face import office
from erp.web.office.work_orders_forms import PartPhotoForm, WorkOrderFilter
from erp.web.shared.links import absolute
from erp.web.shared.paging import after
from erp.web.shared.papers import files_folder, send_pdf
from erp.web.shared.records import Page, record_page
from erp.web.shared.talk import keep_all


@office.get("/fabrication", access=May.READ_WORK)
def list_work_orders() -> str:
    form = WorkOrderFilter()
    late_on = clock.today() if form.late.data else None
    page = queries.work_orders(
        form.q.data or "", state=form.state.data, late_on=late_on, after=after()
    )
    return render_template(
        "office/work_orders/list_work_orders.html", page=page, form=form, today=clock.today()
    )


@office.get("/fabrication/<int:work_order_id>", access=May.READ_WORK)
def show_work_order(work_order_id: int) -> str:
    work_order = find(work_order_id)
    return render_template(
        "office/work_orders/show_work_order.html",
        work=work_order,
        in_question=bool(sales.lines_in_question([work_order.order_line_id])),
        times=queries.measures_of(work_order, now=clock.now()),
        entries=journal.entries_of(work_order),
        subjects=training.subjects_of(work_order),
    )


@office.get("/fabrication/<int:work_order_id>/photo", access=May.REVIEW_WORK)
def edit_part_photo(work_order_id: int) -> Page:
    return photo_page(find(work_order_id), PartPhotoForm(formdata=None))


@office.post("/fabrication/<int:work_order_id>/photo", access=May.REVIEW_WORK)
def change_part_photo(work_order_id: int) -> Answer | Page:
    work_order, form = find(work_order_id), PartPhotoForm()
    if form.accepts(lambda: put_photo(work_order, form)):
        flash(_("La photo est changée."), "success")
        return redirect(url_for(".show_work_order", work_order_id=work_order.id), 303)
    return photo_page(work_order, form)


def put_photo(work_order: WorkOrder, form: PartPhotoForm) -> None:
    kept = keep_all(form.files.data)
    actions.show_part(work_order, kept[0] if kept else None, actor=current_user)


def photo_page(work_order: WorkOrder, form: PartPhotoForm) -> Page:
    back = url_for(".show_work_order", work_order_id=work_order.id)
    return record_page(form, kicker=str(work_order), title=_("Photo de la pièce"), back=back)


@office.get("/fabrication/<int:work_order_id>/photo.png", access=May.READ_WORK)
def show_part_photo(work_order_id: int) -> Response:
    photo = find(work_order_id).photo or abort(404)
    return send_file(files_folder() / photo.path, photo.media_type)


@office.get("/fabrication/<int:work_order_id>/fiche", access=May.READ_WORK)
def read_traveller(work_order_id: int) -> Response:
    work_order = find(work_order_id)
    paper = papers.traveller(
        work_order,
        school.the_school(),
        today=clock.today(),
        url=absolute(".show_work_order", work_order_id=work_order.id),
        url_of=lambda operation_id: absolute(".open_operation", operation_id=operation_id),
    )
    return send_pdf(traveller.draw(paper), f"{work_order.number}.pdf")


@office.get("/operations/<int:operation_id>", access=May.READ_WORK)
def open_operation(operation_id: int) -> Answer:
    """Where the QR code of an operation leads."""
    operation = queries.operation(operation_id) or abort(404)
    page = url_for(".show_work_order", work_order_id=operation.work_order_id)
    return redirect(f"{page}#operation-{operation.id}", 303)


def find(work_order_id: int) -> WorkOrder:
    return queries.work_order(work_order_id) or abort(404)
