"""The lines and operations of a draft quote."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.equipment import queries as equipment
from erp.equipment.models import OperationType
from erp.sales import actions, queries
from erp.sales.models import QuoteLine, QuoteOperation
from erp.school.queries import the_school
from erp.web.office.face import office
from erp.web.office.quotes import find
from erp.web.office.quotes_forms import LineForm, OperationForm

LINE = "/devis/<int:quote_id>/lignes/<int:line_id>"
OPERATION = "/devis/<int:quote_id>/operations/<int:operation_id>"


@office.get("/devis/<int:quote_id>/lignes/nouvelle", access=May.WRITE_QUOTES)
def new_line(quote_id: int) -> str:
    quote, form = find(quote_id), LineForm()
    return render_template("office/quote_lines/new_line.html", quote=quote, form=form)


@office.post("/devis/<int:quote_id>/lignes/nouvelle", access=May.WRITE_QUOTES)
def add_line(quote_id: int) -> Response | tuple[str, int]:
    quote, form = queries.quote_in_hand.one(quote_id) or abort(404), LineForm()
    if not form.accepts(lambda: actions.add_line(quote, school=the_school(), **form.facts)):
        return render_template("office/quote_lines/new_line.html", quote=quote, form=form), 422
    return back_to(quote_id, _("La ligne est ajoutée."))


@office.get(LINE, access=May.WRITE_QUOTES)
def edit_line(quote_id: int, line_id: int) -> str:
    line = find_line(quote_id, line_id)
    form = LineForm(obj=line, vat=(line.vat_rate, line.vat_case))
    return render_template("office/quote_lines/edit_line.html", line=line, form=form)


@office.post(LINE, access=May.WRITE_QUOTES)
def change_line(quote_id: int, line_id: int) -> Response | tuple[str, int]:
    line, form = find_line(quote_id, line_id), LineForm()
    if not form.accepts(lambda: actions.change_line(line, school=the_school(), **form.facts)):
        return render_template("office/quote_lines/edit_line.html", line=line, form=form), 422
    return back_to(quote_id, _("La ligne est enregistrée."))


@office.post(LINE + "/retirer", access=May.WRITE_QUOTES)
def remove_line(quote_id: int, line_id: int) -> Response:
    actions.remove_line(find_line(quote_id, line_id))
    return back_to(quote_id, _("La ligne est retirée."))


@office.get(LINE + "/operations/nouvelle", access=May.WRITE_QUOTES)
def new_operation(quote_id: int, line_id: int) -> str:
    line, form = find_line(quote_id, line_id), OperationForm()
    return render_template("office/quote_lines/new_operation.html", line=line, form=form)


@office.post(LINE + "/operations/nouvelle", access=May.WRITE_QUOTES)
def add_operation(quote_id: int, line_id: int) -> Response | tuple[str, int]:
    line, form = find_line(quote_id, line_id), OperationForm()
    if not form.validate():
        return render_template("office/quote_lines/new_operation.html", line=line, form=form), 422
    actions.add_operation(line, kind_of(form), **form.facts)
    return back_to(quote_id, _("L'opération est ajoutée."))


@office.get(OPERATION, access=May.WRITE_QUOTES)
def edit_operation(quote_id: int, operation_id: int) -> str:
    one = find_operation(quote_id, operation_id)
    form = OperationForm(obj=one)
    return render_template("office/quote_lines/edit_operation.html", operation=one, form=form)


@office.post(OPERATION, access=May.WRITE_QUOTES)
def change_operation(quote_id: int, operation_id: int) -> Response | tuple[str, int]:
    one, form = find_operation(quote_id, operation_id), OperationForm()
    if not form.validate():
        page = render_template("office/quote_lines/edit_operation.html", operation=one, form=form)
        return page, 422
    actions.change_operation(one, kind_of(form), **form.facts)
    return back_to(quote_id, _("L'opération est enregistrée."))


@office.post(OPERATION + "/retirer", access=May.WRITE_QUOTES)
def remove_operation(quote_id: int, operation_id: int) -> Response:
    actions.remove_operation(find_operation(quote_id, operation_id))
    return back_to(quote_id, _("L'opération est retirée."))


def find_line(quote_id: int, line_id: int) -> QuoteLine:
    return queries.quote_line(quote_id, line_id) or abort(404)


def find_operation(quote_id: int, operation_id: int) -> QuoteOperation:
    return queries.quote_operation(quote_id, operation_id) or abort(404)


def kind_of(form: OperationForm) -> OperationType:
    return equipment.priced_operation_type.one(form.operation_type_id.data) or abort(404)


def back_to(quote_id: int, sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for(".show_quote", quote_id=quote_id), 303)
