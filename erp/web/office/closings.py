"""The books: what was closed, whether the chain holds, archives, and the technical journal."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import abort, current_app, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.closings import actions, queries
from erp.core import clock, ledger
from erp.core.ledger import TechnicalKind, Verdict
from erp.core.refusal import Refusal
from erp.flow import proof
from erp.web.office.closings_forms import ArchiveForm, ClosingFilter, EventFilter
from erp.web.office.face import office
from erp.web.shared.paging import after

RULE = "/comptabilite/clotures"


@office.get(RULE, access=May.READ_INVOICES)
def list_closings() -> str:
    return page_of(ArchiveForm(formdata=None, year=clock.today().year))


def page_of(archive: ArchiveForm, verdict: Verdict | None = None) -> str:
    form = ClosingFilter()
    return render_template(
        "office/closings/list_closings.html",
        page=queries.closings(form.period.data, year=form.year.data, after=after()),
        form=form,
        archive=archive,
        verdict=verdict,
        waiting=queries.open_days(clock.today()),
        checked=queries.last_event(TechnicalKind.CHECK, TechnicalKind.FAILURE),
        anchored=queries.last_event(TechnicalKind.ANCHOR),
    )


@office.post(RULE, access=May.WRITE_INVOICES)
def close_periods() -> Response:
    closed = actions.close_what_is_over(actor=current_user, now=clock.now())
    flash(_("Clôturé : %(count)s périodes.", count=len(closed)), "success")
    return redirect(url_for(".list_closings"), 303)


@office.post(RULE + "/verifier", access=May.WRITE_INVOICES, own_transactions=True)
def verify_books() -> str:
    folder = Path(current_app.config["ANCHOR_DIR"] or "/nowhere")
    anchors = list(ledger.anchors_in(folder)) if folder.is_dir() else []
    verdict = proof.verify_books(anchors, actor=current_user)
    return page_of(ArchiveForm(formdata=None, year=clock.today().year), verdict)


@office.post(RULE + "/archiver", access=May.WRITE_INVOICES)
def archive_year() -> Response | tuple[str, int]:
    form = ArchiveForm()
    if not form.validate():
        return page_of(form), 422
    with TemporaryDirectory() as folder:
        try:
            target = proof.archive_year(Path(folder), form.year.data, current_user, clock.now())
        except Refusal as refusal:
            form.refuse("year", refusal)
            return page_of(form), 422
        content = BytesIO(target.read_bytes())
    return send_file(content, "application/zip", as_attachment=True, download_name=target.name)


@office.get(RULE + "/<int:closing_id>", access=May.READ_INVOICES)
def show_closing(closing_id: int) -> str:
    closing = queries.closing(closing_id) or abort(404)
    return render_template("office/closings/show_closing.html", closing=closing)


@office.get("/comptabilite/evenements", access=May.READ_INVOICES)
def list_technical_events() -> str:
    form = EventFilter()
    page = queries.technical_events(form.kind.data, after=after())
    return render_template("office/closings/list_technical_events.html", page=page, form=form)
