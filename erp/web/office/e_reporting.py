"""The office's page about e-reporting: a period, its totals, its files."""

from datetime import date, timedelta

from flask import Response, render_template
from flask_babel import lazy_gettext as _l

from erp.access.permissions import May
from erp.billing.platform import ereporting, reported
from erp.core import clock
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.shared.fields import DayField
from erp.web.shared.forms import FilterForm

URL = "/e-reporting"


class PeriodFilter(FilterForm):
    since = DayField(_l("Du"))
    until = DayField(_l("Au"))

    def period(self) -> tuple[date, date]:
        """What is asked, else last month; the earlier day first."""
        first = clock.today().replace(day=1)
        last = first - timedelta(days=1)
        since, until = self.since.data or last.replace(day=1), self.until.data or last
        return min(since, until), max(since, until)


@office.get(URL, access=May.READ_INVOICES)
def show_e_reporting() -> str:
    form = PeriodFilter()
    form.validate()
    since, until = form.period()
    form.since.data, form.until.data = since, until
    told = ereporting.report(since, until, school.the_school())
    return render_template("office/e_reporting/show_e_reporting.html", form=form, report=told)


@office.get(URL + "/donnees.json", access=May.READ_INVOICES)
def read_e_reporting_json() -> Response:
    told = ereporting.report(*PeriodFilter().period(), school.the_school())
    return download(reported.as_json(told), told, "json", "application/json")


@office.get(URL + "/donnees.csv", access=May.READ_INVOICES)
def read_e_reporting_csv() -> Response:
    told = ereporting.report(*PeriodFilter().period(), school.the_school())
    return download(reported.as_csv(told), told, "csv", "text/csv; charset=utf-8")


def download(content: bytes, told: reported.Report, end: str, kind: str) -> Response:
    answer = Response(content, content_type=kind)
    name = f"e-reporting-{told.siren}-{told.since}-{told.until}.{end}"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
