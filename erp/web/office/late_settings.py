"""What happens when somebody pays late: the rate of interest, and the words of the reminders."""

from flask import abort, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import StringField, TextAreaField
from wtforms.validators import Optional

from erp.access.permissions import May
from erp.billing import actions, queries
from erp.billing.models import LateRate
from erp.billing.refusals import RateEndsBefore, RatesOverlap
from erp.core import clock
from erp.school import queries as schools
from erp.web.office.face import office
from erp.web.shared.fields import CountField, DayField, FrenchDecimalField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.records import Answer, Page, RecordPages, done, record_page

MARKS = _l("{client}, {nombre}, {factures}, {total}, {frais}, {banque}, {ecole} sont remplacés.")


class RateForm(SchoolForm):
    beside = {RateEndsBefore: "until", RatesOverlap: "since"}

    since = DayField(_l("À partir du"), [REQUIRED])
    until = DayField(_l("Jusqu'au"), [Optional()], description=_l("Vide : jusqu'à nouvel ordre."))
    rate = FrenchDecimalField(
        _l("Taux par an, en %"),
        [REQUIRED],
        most=100,
        description=_l("Celui que vos factures annoncent."),
    )


class StepForm(SchoolForm):
    days = CountField(_l("Jours après l'échéance"), [REQUIRED], least=1, most=365)
    subject = StringField(_l("Objet"), [REQUIRED, at_most(150)], description=MARKS)
    text = TextAreaField(_l("Message"), [REQUIRED, at_most(3000)], render_kw={"rows": 14})


@office.get("/reglages/retards", access=May.MANAGE_SETTINGS)
def show_late_settings() -> str:
    return render_template(
        "office/late_settings/show_late_settings.html",
        rates=queries.rate_rows(),
        steps=queries.reminder_steps(),
        is_covered=any(rate.covers(clock.today()) for rate in queries.late_rates()),
        school=schools.the_school(),
    )


def change_rate(rate: LateRate | None, form: SchoolForm) -> LateRate:
    told = form.data
    facts = {"since": told["since"], "until": told["until"], "percent": told["rate"]}
    return actions.set_late_rate(rate, actor=current_user, **facts)


RecordPages(
    face=office,
    access=May.MANAGE_SETTINGS,
    url="/reglages/retards/taux",
    name="late_rate",
    form=lambda rate: RateForm(obj=rate),
    find=queries.late_rate,
    add=lambda form: change_rate(None, form),
    change=change_rate,
    back=lambda _rate: url_for("office.show_late_settings"),
    kicker=_l("Retards de paiement"),
    title=_l("Ajouter un taux"),
).open()


@office.get("/reglages/retards/relance/<int:reminder_step_id>", access=May.MANAGE_SETTINGS)
def edit_reminder_step(reminder_step_id: int) -> Answer:
    return step_page(reminder_step_id, StepForm(obj=find_step(reminder_step_id)))


@office.post("/reglages/retards/relance/<int:reminder_step_id>", access=May.MANAGE_SETTINGS)
def change_reminder_step(reminder_step_id: int) -> Answer:
    find_step(reminder_step_id)
    form = StepForm()
    if form.accepts(lambda: actions.word_step(reminder_step_id, **form.data)):
        return done(_("Les mots de la relance sont enregistrés."), url_for(".show_late_settings"))
    return step_page(reminder_step_id, form)


def step_page(step: int, form: SchoolForm) -> Page:
    back, title = url_for(".show_late_settings"), _("Relance n° %(n)s", n=step)
    return record_page(form, kicker=_("Retards de paiement"), title=title, back=back)


def find_step(step: int) -> object:
    known = {one.number: one for one in queries.reminder_steps()}
    return known.get(step) or abort(404)
