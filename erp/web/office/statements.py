"""The statements of everybody: asked for here, drawn in the background, fetched in one file."""

from datetime import timedelta

from flask import Response, abort, make_response, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from erp.access.permissions import May
from erp.core import clock
from erp.reporting import statements
from erp.web.office.face import office
from erp.web.office.ledger_forms import StatementsForm
from erp.web.shared.papers import send_bytes
from erp.web.shared.records import Answer, done


@office.get("/releves", access=May.WRITE_STUDENTS)
def list_statements() -> Response:
    """While one is being drawn, the page comes back by itself every three seconds."""
    first = clock.today().replace(day=1)
    last_month = (first - timedelta(days=1)).replace(day=1)
    form = StatementsForm(begins=last_month, ends=first - timedelta(days=1))
    return statements_page(form)


def statements_page(form: StatementsForm) -> Response:
    asked = statements.batches()
    page = render_template("office/statements/list_statements.html", batches=asked, form=form)
    answer = make_response(page, 422 if form.errors else 200)
    if any(one.paper is None for one in asked) and not form.errors:
        answer.headers["Refresh"] = "3"
    return answer


@office.post("/releves", access=May.WRITE_STUDENTS)
def ask_statements() -> Answer:
    form = StatementsForm()
    if not form.validate():
        return statements_page(form)
    statements.ask(*form.span, actor=current_user, now=clock.now())
    return done(_("Les relevés se préparent : vous pouvez continuer."), url_for(".list_statements"))


@office.get("/releves/<int:statement_batch_id>.zip", access=May.WRITE_STUDENTS)
def read_statements(statement_batch_id: int) -> Response:
    batch = statements.batch(statement_batch_id)
    if batch is None or batch.paper is None:
        abort(404)
    return send_bytes(batch.paper.content, "application/zip", batch.paper.filename)
