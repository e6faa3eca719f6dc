"""The four pages of the first start."""

from datetime import date, timedelta

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from erp.core import clock
from erp.flow import first_start
from erp.people.refusals import EmailTaken, PasswordTooCommon, PasswordTooLong, PasswordTooShort
from erp.timetable.refusals import EndsBeforeItStarts, YearIsTooLong
from erp.web.shared.door_forms import ChoosePasswordForm
from erp.web.shared.fields import DayField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.school_forms import EMAIL, LimitsForm


class CodeForm(SchoolForm):
    code = StringField(
        _l("Code du premier démarrage"),
        [REQUIRED, at_most(40)],
        description=_l("Il est écrit dans le terminal où le programme tourne."),
        render_kw={"autocomplete": "off"},
    )


class FirstLimitsForm(LimitsForm):
    """With the school year beside: the next summer's is proposed from June on."""

    beside = {EndsBeforeItStarts: "ends_on", YearIsTooLong: "ends_on"}

    first = ("starts_on", "ends_on")

    starts_on = DayField(_l("L'année scolaire commence le"), [REQUIRED])
    ends_on = DayField(_l("Elle finit le"), [REQUIRED])

    def __init__(self, *args: object, **facts: object) -> None:
        today = clock.today()
        year = today.year if today.month >= 6 else today.year - 1
        july = date(year + 1, 7, 1)
        friday = july + timedelta((4 - july.weekday()) % 7)
        super().__init__(*args, **{"starts_on": date(year, 9, 1), "ends_on": friday, **facts})


class TradesForm(SchoolForm):
    groups = SelectMultipleField(
        _l("Vos promotions"),
        description=_l("Le reste s'ajoute ensuite dans les réglages, d'autres diplômes aussi."),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def __init__(self, *args: object, **facts: object) -> None:
        super().__init__(*args, **facts)
        self.groups.choices = [
            SelectChoice(f"{group[0]}:{group[1]}", first_start.name_of(group))
            for group in first_start.groups()
        ]

    @property
    def chosen(self) -> list[first_start.Group]:
        pairs = (one.rsplit(":", 1) for one in self.groups.data or [])
        return [(short_name, int(year)) for short_name, year in pairs]


class DirectorForm(ChoosePasswordForm):
    beside = {
        EmailTaken: "email",
        PasswordTooShort: "password",
        PasswordTooLong: "password",
        PasswordTooCommon: "password",
    }

    first = ("first_name", "last_name", "email")

    first_name = StringField(_l("Votre prénom"), [REQUIRED, at_most(80)])
    last_name = StringField(_l("Votre nom"), [REQUIRED, at_most(80)])
    email = EmailField(
        _l("Votre adresse e-mail"),
        [REQUIRED, at_most(200), EMAIL],
        render_kw={"autocomplete": "username"},
    )
