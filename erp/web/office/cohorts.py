"""The cohorts and their meters."""

from flask import render_template

from erp.access.permissions import May
from erp.core import clock
from erp.people import queries
from erp.training import queries as training
from erp.web.office.face import office
from erp.web.office.hours_view import year_of


@office.get("/promotions", access=May.READ_STUDENTS)
def list_cohorts() -> str:
    cohorts = queries.cohorts()
    begins, ends = year_of(clock.today())
    return render_template(
        "office/cohorts/list_cohorts.html",
        cohorts=cohorts,
        hours=training.hours_of_cohorts(cohorts, begins, ends),
    )
