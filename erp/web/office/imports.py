"""Lists from a spreadsheet: a model to start from, a dry run, then all of it or nothing."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64

from flask import Response, abort, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user
from wtforms import FileField

from erp.access.permissions import May
from erp.core import clock, tables
from erp.core.tables import Report
from erp.flow import imports
from erp.flow.imports import Kind
from erp.web.office.face import office
from erp.web.shared.forms import SchoolForm
from erp.web.shared.records import Answer, done

AFTER = {
    "eleves": "office.list_students",
    "clients": "office.list_customers",
    "machines": "office.list_machines",
    "competences": "office.list_diplomas",
    "seances": "office.show_timetable",
}


class TableForm(SchoolForm):
    table = FileField(_l("Votre fichier CSV (ou iCal, pour les séances)"))


@office.get("/imports", access=May.IMPORT_LISTS)
def list_imports() -> str:
    return render_template("office/imports/list_imports.html", kinds=imports.KINDS)


@office.get("/imports/<kind>", access=May.IMPORT_LISTS)
def new_import(kind: str) -> str:
    return page_of(kind, TableForm())


@office.get("/imports/<kind>/modele.csv", access=May.IMPORT_LISTS)
def read_model(kind: str) -> Response:
    answer = make_response(tables.model_of(imports.columns_of(find(kind))))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="modele-{kind}.csv"'
    return answer


@office.post("/imports/<kind>/essai", access=May.IMPORT_LISTS)
def try_import(kind: str) -> Answer:
    """The dry run: what would be added, what is known, which lines are wrong."""
    form, content, told = TableForm(), sent_table(), [Report()]
    if form.accepts(lambda: told.append(run(kind, content, dry=True))):
        return page_of(kind, form, told[-1], b64encode(content).decode())
    return page_of(kind, form), 422


@office.post("/imports/<kind>", access=May.IMPORT_LISTS)
def import_list(kind: str) -> Answer:
    form, content, told = TableForm(), kept_table(), [Report()]
    if not form.accepts(lambda: told.append(run(kind, content, dry=False))):
        return page_of(kind, form), 422
    report = told[-1]
    if report.problems:
        return page_of(kind, form, report), 422
    words = ngettext("%(num)s fiche ajoutée.", "%(num)s fiches ajoutées.", report.added)
    return done(words, url_for(AFTER[kind]))


def run(kind: str, content: bytes, *, dry: bool) -> Report:
    return imports.bring(find(kind), content, actor=current_user, today=clock.today(), dry=dry)


def sent_table() -> bytes:
    sent = request.files.get("table")
    return sent.stream.read(tables.LARGEST_TABLE + 1) if sent else b""


def kept_table() -> bytes:
    """The file of the dry run, carried by the page."""
    try:
        return b64decode(request.form.get("content", ""), validate=True)
    except (NotBase64, ValueError):
        return b""


def find(kind: str) -> Kind:
    return imports.KINDS.get(kind) or abort(404)


def page_of(kind: str, form: TableForm, report: Report | None = None, content: str = "") -> str:
    return render_template(
        "office/imports/new_import.html",
        kind=kind,
        columns=imports.columns_of(find(kind)),
        form=form,
        report=report,
        content=content,
        title=_("Importer : %(what)s", what=_(find(kind).title).lower()),
    )
