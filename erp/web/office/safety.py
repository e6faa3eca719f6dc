"""Safety at a glance: what ends, what is missing, what was answered, the file for the inspector."""

from flask import Response, make_response, render_template
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from erp.access.permissions import May, is_granted
from erp.core import clock
from erp.documents import inspection_file
from erp.reporting import inspection, minors
from erp.safety import law, papers, queries, refusals
from erp.safety.states import Decision
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.shared.fields import WeekField, WordField
from erp.web.shared.forms import FilterForm
from erp.web.shared.paging import after
from erp.web.shared.papers import send_pdf


class DecisionFilter(FilterForm):
    decision = WordField(_l("Réponse"), Decision, blank=_l("Toutes"))


class WeekFilter(FilterForm):
    week = WeekField(_l("Semaine"))


@office.get("/securite", access=May.READ_SAFETY)
def show_safety() -> str:
    today, health = clock.today(), is_granted(current_user, May.KEEP_HEALTH)
    return render_template(
        "office/safety/show_safety.html",
        deadlines=queries.deadlines(today, health=health),
        today=today,
    )


@office.get("/securite/decisions", access=May.MANAGE_SAFETY)
def list_decisions() -> str:
    form = DecisionFilter()
    page = queries.decisions(decision=form.decision.data, after=after())
    return render_template("office/safety/list_decisions.html", page=page, form=form)


@office.get("/securite/regles", access=May.READ_SAFETY)
def list_rules() -> str:
    rules = refusals.SafetyRefusal.__subclasses__()
    return render_template("office/safety/list_rules.html", rules=rules, reading=law.RULES)


@office.get("/securite/temps", access=May.MANAGE_SAFETY)
def list_breaches() -> str:
    form = WeekFilter()
    monday = clock.monday_of(form.week.data or clock.today())
    told = minors.breaches_of_week(monday)
    return render_template("office/safety/list_breaches.html", form=form, monday=monday, told=told)


@office.get("/securite/dossier.pdf", access=May.KEEP_HEALTH)
def read_inspection_file() -> Response:
    paper = inspection.inspection_file(clock.today(), school=school.the_school())
    return send_pdf(inspection_file.draw(paper), f"dossier-inspection-{clock.today()}.pdf")


@office.get("/securite/dossier.csv", access=May.KEEP_HEALTH)
def read_inspection_table() -> Response:
    paper = inspection.inspection_file(clock.today(), school=school.the_school())
    answer = make_response(papers.inspection_table(paper))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    name = f"dossier-inspection-{clock.today()}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
