"""The forms about machines, their rates and the operations done on them."""

from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from erp.core import clock
from erp.core.records import NameTaken
from erp.core.words import Word
from erp.equipment import queries
from erp.equipment.models import (
    DEFAULT_FACTORS,
    YOUNGEST,
    Machine,
    MaintenanceWindow,
    OperationType,
)
from erp.equipment.refusals import WindowIsReversed
from erp.equipment.states import (
    Article,
    AuthorisationKind,
    MachineMode,
    Pictogram,
    Ppe,
    Use,
)
from erp.school import queries as school
from erp.web.shared.fields import CountField, DayField, FrenchDecimalField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most

YEARS = tuple(DEFAULT_FACTORS)


class MachineTypeForm(SchoolForm):
    beside = {NameTaken: "name"}

    name = StringField(_l("Type de machine"), [REQUIRED, at_most(80)])
    hourly_rate = FrenchDecimalField(
        _l("Tarif d'une heure vendue, en euros hors taxes"), [REQUIRED], most=1000
    )


def told(article: Article) -> str:
    words = f"{article.value} · {article.label}"
    return words + (f" ({_l('interdit aux mineurs')})" if article.is_prohibited else "")


def articles(label: Any) -> SelectMultipleField:
    """Boxes to tick, one for each regulated work."""
    return SelectMultipleField(
        label,
        choices=[SelectChoice(a.value, told(a)) for a in Article],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def boxes(label: Any, words: type[Word]) -> SelectMultipleField:
    """Boxes to tick, one for each word of a closed list."""
    return SelectMultipleField(
        label,
        choices=[SelectChoice(word.value, _l(word.label)) for word in words],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def age(label: Any) -> CountField:
    return CountField(label, [REQUIRED], least=YOUNGEST, most=25, default=Decimal(YOUNGEST))


def authorisation(label: Any) -> WordField:
    return WordField(label, AuthorisationKind, blank=_l("Aucune"))


class MachineForm(SchoolForm):
    beside = {NameTaken: "name"}

    name = StringField(_l("Nom"), [REQUIRED, at_most(80)])
    machine_type_id = SelectField(_l("Type"), coerce=int)
    place_id = SelectField(_l("Atelier"), coerce=int)
    is_in_service = BooleanField(_l("En service"), default=True)
    capacity = CountField(
        _l("Équipes en même temps"), [REQUIRED], least=1, most=20, default=Decimal(1)
    )
    inspection_due_on = DayField(
        _l("Prochaine vérification périodique"),
        [Optional()],
        description=_l("Passée cette date, personne n'est mis sur la machine."),
    )
    ppe = boxes(_l("Équipements de protection"), Ppe)
    production = articles(_l("Travaux réglementés en production"))
    production_min_age = age(_l("Âge minimum en production"))
    production_needs_training = BooleanField(_l("Formation exigée de tous en production"))
    production_authorisation = authorisation(_l("Habilitation en production"))
    setting = articles(_l("Travaux réglementés en réglage"))
    setting_min_age = age(_l("Âge minimum en réglage"))
    setting_needs_training = BooleanField(_l("Formation exigée de tous en réglage"))
    setting_authorisation = authorisation(_l("Habilitation en réglage"))
    maintenance = articles(_l("Travaux réglementés en maintenance"))
    maintenance_min_age = age(_l("Âge minimum en maintenance"))
    maintenance_needs_training = BooleanField(_l("Formation exigée de tous en maintenance"))
    maintenance_authorisation = authorisation(_l("Habilitation en maintenance"))

    def __init__(self, machine: Machine | None = None, **facts: object) -> None:
        known: dict[str, object] = {mode.value: works_of(machine, mode) for mode in MachineMode}
        for use in machine.uses if machine else ():
            for name in Use._fields:
                known[f"{use.mode.value}_{name}"] = getattr(use, name)
        super().__init__(obj=machine, **known, **facts)
        self.machine_type_id.choices = [
            SelectChoice(str(kind.id), kind.name) for kind in queries.machine_types()
        ]
        self.place_id.choices = [SelectChoice(str(p.id), p.name) for p in school.places()]

    @property
    def works(self) -> dict[MachineMode, list[str]]:
        return {mode: self[mode.value].data or [] for mode in MachineMode}

    @property
    def uses(self) -> dict[MachineMode, Use]:
        return {mode: self._use(mode.value) for mode in MachineMode}

    def _use(self, mode: str) -> Use:
        least, trained, kind = (self[f"{mode}_{name}"].data for name in Use._fields)
        return Use(int(least), bool(trained), kind)


def works_of(machine: Machine | None, mode: MachineMode) -> list[str]:
    works = machine.regulated_works if machine else []
    return [work.article for work in works if work.mode is mode]


class WindowForm(SchoolForm):
    beside = {WindowIsReversed: "ends_time"}

    machine_id = SelectField(_l("Machine"), coerce=int)
    day = DayField(_l("Du"), [REQUIRED])
    time = TimeField(_l("À partir de"), [REQUIRED])
    ends_day = DayField(_l("Au"), [REQUIRED])
    ends_time = TimeField(_l("Jusqu'à"), [REQUIRED])
    reason = StringField(_l("Pourquoi"), [REQUIRED, at_most(120)])

    def __init__(self, window: MaintenanceWindow | None = None, **facts: object) -> None:
        super().__init__(obj=window, **({**self.known(window), **facts} if window else facts))
        self.machine_id.choices = [SelectChoice(str(m.id), m.name) for m in queries.machines()]

    @staticmethod
    def known(window: MaintenanceWindow) -> dict[str, object]:
        starts, ends = (m.astimezone(clock.PARIS) for m in (window.starts_at, window.ends_at))
        first, last = {"day": starts.date(), "time": starts.time()}, ends.time()
        return {**first, "ends_day": ends.date(), "ends_time": last}

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "starts_at": clock.at(self.data["day"], self.data["time"]),
            "ends_at": clock.at(self.data["ends_day"], self.data["ends_time"]),
            "reason": self.reason.data,
        }


def factor_field(year: int) -> FrenchDecimalField:
    label = _l("Facteur élève, année %(year)s", year=year)
    default = DEFAULT_FACTORS[year]
    return FrenchDecimalField(label, [REQUIRED], places=2, least=1, most=20, default=default)


class OperationTypeForm(SchoolForm):
    beside = {NameTaken: "name"}

    name = StringField(_l("Opération"), [REQUIRED, at_most(80)])
    verb = StringField(
        _l("Verbe lu par l'élève"),
        [REQUIRED, at_most(40)],
        description=_l("Un seul mot sur la tablette : Tourner, Souder, Coudre."),
    )
    machine_type_id = SelectField(_l("Type de machine"), coerce=int)
    pictogram = WordField(_l("Image"), Pictogram)
    factor_1, factor_2, factor_3 = (factor_field(year) for year in YEARS)

    def __init__(self, kind: OperationType | None = None, **facts: object) -> None:
        known: dict[str, Decimal] = (
            {f"factor_{year}": kind.factor(year) for year in YEARS} if kind else {}
        )
        super().__init__(obj=kind, **known, **facts)
        self.machine_type_id.choices = [
            SelectChoice(str(one.id), one.name) for one in queries.machine_types()
        ]

    @property
    def factors(self) -> dict[int, Decimal]:
        return {year: self[f"factor_{year}"].data for year in YEARS}
