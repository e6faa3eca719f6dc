"""The paper sheet of a work order, keyed in on one page when the tablets were not there."""

from datetime import time
from decimal import Decimal
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import SelectMultipleField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from erp.access.permissions import May
from erp.core import clock
from erp.people import queries as people
from erp.people.models import Student
from erp.production import actions
from erp.production.actions import SheetLine
from erp.production.models import Operation, WorkOrder
from erp.production.refusals import TimeIsToCome
from erp.production.states import OperationState, ScrapReason
from erp.web.office.face import office
from erp.web.office.work_orders import find
from erp.web.shared.fields import CountField, DayField, DurationField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm

SHEET = "/fabrication/<int:work_order_id>/fiche-papier"
MORNING = time(8)


class SheetForm(SchoolForm):
    beside = {TimeIsToCome: "time"}

    day = DayField(_l("Jour"), [REQUIRED])
    time = TimeField(_l("À partir de"), [REQUIRED])


class LineForm(SchoolForm):
    """One operation; all of it empty means that nothing was written there."""

    duration = DurationField(_l("Durée"))
    good = CountField(_l("Bonnes"), least=0, most=100_000)
    scrapped = CountField(_l("Ratées"), least=0, most=100_000)
    reason = WordField(_l("Pourquoi ratées"), ScrapReason, blank=_l("–"))
    student_ids = SelectMultipleField(
        _l("Qui"), coerce=int, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )

    def line(self, operation: Operation, known: dict[int, Student]) -> SheetLine | None:
        minutes = int(self.duration.data or 0) // 60
        good, scrapped = Decimal(self.good.data or 0), Decimal(self.scrapped.data or 0)
        if not (minutes or good or scrapped):
            return None
        students = [known[one] for one in self.student_ids.data or ()]
        return SheetLine(operation, students, minutes, good, scrapped, self.reason.data)


@office.get(SHEET, access=May.REVIEW_WORK)
def show_sheet(work_order_id: int) -> str:
    work_order = find(work_order_id)
    form = SheetForm(day=clock.today(), time=MORNING)
    return sheet_page(work_order, form, lines_of(work_order, pupils()))


@office.post(SHEET, access=May.REVIEW_WORK)
def key_in_sheet(work_order_id: int) -> Response | tuple[str, int]:
    work_order, form, known = find(work_order_id), SheetForm(), pupils()
    lines = lines_of(work_order, known)
    typed = all([line.validate() for _operation, line in lines])
    if typed and form.accepts(lambda: keep(form, lines, known)):
        flash(_("La fiche papier est saisie."), "success")
        return redirect(url_for(".show_work_order", work_order_id=work_order.id), 303)
    return sheet_page(work_order, form, lines), 422


def keep(form: SheetForm, lines: list[tuple[Operation, LineForm]], known: Any) -> None:
    told = [line for operation, one in lines if (line := one.line(operation, known))]
    starts_at = clock.at(form.day.data or clock.today(), form.time.data or MORNING)
    actions.key_in(told, starts_at=starts_at, actor=current_user, now=clock.now())


def pupils() -> dict[int, Student]:
    """Whoever is at school today, by id."""
    cohorts = [one.id for one in people.cohorts()]
    return {one.id: one for one in people.students_of(cohorts, clock.today())}


def lines_of(work_order: WorkOrder, known: dict[int, Student]) -> list[tuple[Operation, LineForm]]:
    """A form for each operation that is not validated; its last team comes ticked.

    Offered are the cohorts that work on the order, or everybody as long as no team was formed.
    """
    teams = {one.id: team_of(one) for one in work_order.operations}
    on_it = {student_id for team in teams.values() for student_id in team}
    near = {s.cohort_id for s in known.values() if s.id in on_it}
    offered = [s for s in known.values() if not near or s.cohort_id in near]
    choices = [SelectChoice(str(one.id), one.name) for one in offered]
    rows = []
    for one in work_order.operations:
        if one.state is not OperationState.DONE:
            form = LineForm(prefix=f"op{one.id}-", student_ids=teams[one.id])
            form.student_ids.choices = choices
            rows.append((one, form))
    return rows


def team_of(operation: Operation) -> list[int]:
    formed = sorted(operation.assignments, key=lambda one: one.class_session.starts_at)
    return [member.student_id for member in formed[-1].members] if formed else []


def sheet_page(
    work_order: WorkOrder, form: SheetForm, lines: list[tuple[Operation, LineForm]]
) -> str:
    return render_template("office/sheets/show_sheet.html", work=work_order, form=form, lines=lines)
