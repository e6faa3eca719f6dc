"""The buyer's account: what was invoiced and paid, as a page, as a PDF, and all papers in one file."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from flask import Response, render_template, send_file

from erp.access.permissions import May
from erp.billing import account_papers, queries
from erp.billing.queries import Statement
from erp.core import clock
from erp.documents import statement as paper
from erp.school import queries as school
from erp.web.portal.face import portal
from erp.web.portal.scope import own_contact, own_customer_id
from erp.web.shared.papers import send_pdf
from erp.web.shared.periods import PeriodFilter

YEAR = timedelta(days=365)


@portal.get("/compte", access=May.SEE_OWN_INVOICES)
def show_statement() -> str:
    form = PeriodFilter()
    return render_template(
        "portal/statement/show_statement.html",
        form=form,
        told=asked(form),
        credit=queries.credit_of(own_customer_id()),
        label=account_papers.label,
    )


@portal.get("/compte/pdf", access=May.SEE_OWN_INVOICES)
def read_statement() -> Response:
    customer, today = own_contact().customer, clock.today()
    told, aged = asked(PeriodFilter()), queries.aged_of(customer.id, today=today)
    ours = school.the_school()
    told_paper = account_papers.statement_paper(customer, told, aged, ours, today=today)
    return send_pdf(paper.draw(told_paper), f"releve-{told.until:%Y-%m-%d}.pdf")


@portal.get("/compte/papiers", access=May.SEE_OWN_INVOICES)
def download_papers() -> Response:
    told, kept = asked(PeriodFilter()), BytesIO()
    papers = queries.papers_issued(own_customer_id(), since=told.since, until=told.until)
    with ZipFile(kept, "w", ZIP_DEFLATED) as archive:
        for one in papers:
            archive.writestr(one.filename, one.content)
    kept.seek(0)
    name = f"factures-{told.since:%Y-%m-%d}-{told.until:%Y-%m-%d}.zip"
    return send_file(kept, "application/zip", as_attachment=True, download_name=name)


def asked(form: PeriodFilter) -> Statement:
    """The last twelve months, unless the address says otherwise."""
    form.validate()
    until = form.until.data or clock.today()
    since = form.since.data or until - YEAR
    return queries.statement(own_customer_id(), since=min(since, until), until=max(since, until))
