"""The forms about customers' own material: it comes, is worked, goes home."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SearchField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from erp.production.models import Operation, Supply
from erp.production.refusals import MoreThanHeld, MoveIsToCome
from erp.production.states import MaterialUnit
from erp.web.shared.asked import as_number
from erp.web.shared.fields import DayField, FrenchDecimalField, UploadsField, WordField
from erp.web.shared.forms import REQUIRED, FilterForm, SchoolForm, at_most
from erp.web.shared.talk import FILES


class MaterialFilter(FilterForm):
    q = SearchField(_l("Chercher"), render_kw={"placeholder": _l("Matière, client, commande")})
    held = BooleanField(_l("Seulement ce qui est ici"))


class MoveForm(SchoolForm):
    """How much, and on which day."""

    beside: ClassVar[dict[Any, str]] = {MoreThanHeld: "quantity", MoveIsToCome: "moved_on"}

    quantity = FrenchDecimalField(_l("Quantité"), [REQUIRED], places=3, least=Decimal("0.001"))
    moved_on = DayField(_l("Le"), [REQUIRED])
    note = StringField(_l("Remarque"), [at_most(200)])

    @property
    def facts(self) -> dict[str, Any]:
        return dict(self.data)


class ReceiveForm(MoveForm):
    beside: ClassVar[dict[Any, str]] = {**MoveForm.beside, **FILES}
    first = ("label", "unit")

    label = StringField(
        _l("Quelle matière ?"), [REQUIRED, at_most(120)],
        description=_l("Comme le client l'appelle : ébauches Ø30, tôles découpées…"),
    )  # fmt: skip
    unit = WordField(_l("Comptée en"), MaterialUnit)
    heat_number = StringField(_l("Coulée ou lot"), [at_most(60)])
    kept_in = StringField(_l("Rangée où ?"), [at_most(60)])
    supply_id = SelectField(
        _l("Le travail l'attendait"), coerce=lambda value: as_number(str(value or ""))
    )
    files = UploadsField(_l("Photo"), most=1, description=_l("Lue par l'école et par le client."))

    def __init__(self, awaited: Sequence[Supply], **facts: object) -> None:
        super().__init__(**facts)
        self.awaited = awaited
        known = [SelectChoice(str(one.id), str(one)) for one in awaited]
        self.supply_id.choices = [SelectChoice("", _l("Rien ne l'attendait")), *known]

    @property
    def facts(self) -> dict[str, Any]:
        told = {key: value for key, value in self.data.items() if key not in ("supply_id", "files")}
        chosen = self.supply_id.data
        return {**told, "supply": next((one for one in self.awaited if one.id == chosen), None)}


class ConsumeForm(MoveForm):
    first = ("operation_id",)

    operation_id = SelectField(_l("Pour quelle opération ?"), coerce=int)

    def __init__(self, operations: Sequence[Operation], **facts: object) -> None:
        super().__init__(**facts)
        self.operations = {one.id: one for one in operations}
        self.operation_id.choices = [
            SelectChoice(str(one.id), f"{one.work_order.number} · {one.work_order.label} · {one}")
            for one in operations
        ]

    @property
    def facts(self) -> dict[str, Any]:
        told = dict(self.data)
        operation = self.operations[told.pop("operation_id")]
        return {**told, "operation": operation}
