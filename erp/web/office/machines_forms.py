"""The forms about machines, their rates and the operations done on them."""

from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from erp.core.records import NameTaken
from erp.equipment import queries
from erp.equipment.models import DEFAULT_FACTORS, Machine, OperationType
from erp.equipment.states import Article, MachineMode, Pictogram
from erp.school import queries as school
from erp.web.shared.fields import FrenchDecimalField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most

YEARS = tuple(DEFAULT_FACTORS)


class MachineTypeForm(SchoolForm):
    beside = {NameTaken: "name"}

    name = StringField(_l("Type de machine"), [REQUIRED, at_most(80)])
    hourly_rate = FrenchDecimalField(
        _l("Tarif d'une heure vendue, en euros hors taxes"), [REQUIRED], most=1000
    )


def articles(label: Any) -> SelectMultipleField:
    """Boxes to tick, one for each regulated work."""
    return SelectMultipleField(
        label,
        choices=[SelectChoice(a.value, f"{a.value} · {a.label}") for a in Article],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class MachineForm(SchoolForm):
    beside = {NameTaken: "name"}

    name = StringField(_l("Nom"), [REQUIRED, at_most(80)])
    machine_type_id = SelectField(_l("Type"), coerce=int)
    place_id = SelectField(_l("Atelier"), coerce=int)
    is_in_service = BooleanField(_l("En service"), default=True)
    production = articles(_l("Travaux réglementés en production"))
    setting = articles(_l("Travaux réglementés en réglage"))
    maintenance = articles(_l("Travaux réglementés en maintenance"))

    def __init__(self, machine: Machine | None = None, **facts: object) -> None:
        known = {mode.value: works_of(machine, mode) for mode in MachineMode}
        super().__init__(obj=machine, **known, **facts)
        self.machine_type_id.choices = [
            SelectChoice(str(kind.id), kind.name) for kind in queries.machine_types()
        ]
        self.place_id.choices = [SelectChoice(str(p.id), p.name) for p in school.places()]

    @property
    def works(self) -> dict[MachineMode, list[str]]:
        return {mode: self[mode.value].data or [] for mode in MachineMode}


def works_of(machine: Machine | None, mode: MachineMode) -> list[str]:
    works = machine.regulated_works if machine else []
    return [work.article for work in works if work.mode is mode]


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
