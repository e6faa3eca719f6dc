"""Theory hidden in orders: what a part could teach, lessons given on it, and what went wrong."""

from datetime import timedelta
from typing import Any

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice

from erp.access.permissions import May
from erp.core import clock
from erp.production import queries as production
from erp.production.models import WorkOrder
from erp.timetable import queries as timetable
from erp.training import actions, queries
from erp.training.refusals import LessonTooLong, NoMinutes
from erp.web.office.face import office
from erp.web.shared.fields import CountField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.hours_view import period_asked
from erp.web.shared.records import Answer, Page, done, record_page

BEFORE, AFTER = timedelta(days=7), timedelta(days=7)
LESSON = "/ordres-de-fabrication/<int:work_order_id>/cours"


class LessonForm(SchoolForm):
    beside = {LessonTooLong: "minutes", NoMinutes: "minutes"}

    class_session_id = SelectField(_l("Pendant la séance"), coerce=int)
    subject = StringField(_l("Matière"), [REQUIRED, at_most(80)])
    label = StringField(
        _l("Activité"), [REQUIRED, at_most(200)], description=_l("Calculer l'angle du cône.")
    )
    minutes = CountField(
        _l("Durée en minutes"),
        [REQUIRED],
        least=1,
        most=480,
        default=60,
        description=_l("Prise à l'atelier, elle compte comme théorie."),
    )

    def __init__(self, **facts: object) -> None:
        super().__init__(**facts)
        today = clock.today()
        self.class_session_id.choices = [
            SelectChoice(str(one.id), f"{one.day:%d/%m} {one.cohort} · {_(one.nature.label)}")
            for one in timetable.sessions_between(today - BEFORE, today + AFTER)
        ]

    @property
    def facts(self) -> dict[str, Any]:
        facts = self.data
        session = timetable.class_session(facts.pop("class_session_id"))
        return {**facts, "session": session or abort(404)}


@office.get("/cours-sur-pieces", access=May.READ_STUDENTS)
def list_lesson_ideas() -> str:
    """For teachers: the open orders with what they could teach, and the month's mistakes."""
    today = clock.today()
    begins, ends = period_asked(today - timedelta(days=30), today)
    return render_template(
        "office/lessons/list_lesson_ideas.html",
        ideas=queries.lesson_ideas(),
        mistakes=queries.mistakes(begins, ends),
        begins=begins,
        ends=ends,
    )


@office.get(LESSON, access=May.CALL_ROLL)
def new_lesson(work_order_id: int) -> Page:
    """What a month's mistake calls for comes filled in."""
    known = {name: request.args.get(name, "")[:200] for name in ("subject", "label")}
    return lesson_page(LessonForm(**known), find(work_order_id))


@office.post(LESSON, access=May.CALL_ROLL)
def give_lesson(work_order_id: int) -> Answer:
    work_order, form = find(work_order_id), LessonForm()
    who = {"actor": current_user, "now": clock.now()}
    if form.accepts(lambda: actions.give_lesson(work_order=work_order, **form.facts, **who)):
        return done(_("Le cours est noté : ses minutes comptent comme théorie."), back())
    return lesson_page(form, work_order)


def lesson_page(form: LessonForm, work_order: WorkOrder) -> Page:
    return record_page(
        form, kicker=f"{work_order} · {work_order.label}", title=_("Cours sur cette pièce"),
        back=back(),
    )  # fmt: skip


def back() -> str:
    return url_for(".list_lesson_ideas")


def find(work_order_id: int) -> WorkOrder:
    return production.work_order(work_order_id) or abort(404)
