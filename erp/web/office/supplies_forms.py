"""The form about what work waits for."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice

from erp.production.models import Operation, WorkOrder
from erp.production.refusals import SupplyComesBeforeItsOrder, SupplyComesFromTheFuture
from erp.production.states import Awaited
from erp.web.shared.asked import as_number
from erp.web.shared.fields import DayField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most


class SupplyForm(SchoolForm):
    beside = {SupplyComesBeforeItsOrder: "expected_on", SupplyComesFromTheFuture: "received_on"}

    awaited = WordField(_l("On attend"), Awaited)
    label = StringField(_l("Quoi ?"), [REQUIRED, at_most(120)])
    operation_id = SelectField(
        _l("Pour"), coerce=lambda value: as_number(str(value or "")), validate_choice=True
    )
    supplier = StringField(_l("Chez qui ?"), [at_most(120)])
    ordered_on = DayField(_l("Commandé le"))
    expected_on = DayField(
        _l("Attendu le"), description=_l("Le planning ne commence pas avant ce jour.")
    )
    received_on = DayField(_l("Reçu le"))

    def __init__(self, work_order: WorkOrder | None, **facts: object) -> None:
        super().__init__(**facts)
        self.work_order = work_order
        self.operations = work_order.operations if work_order else []
        known = [SelectChoice(str(one.id), str(one)) for one in self.operations]
        whole = SelectChoice("", _l("Tout l'ordre de fabrication"))
        self.operation_id.choices = [whole, *known]

    @property
    def facts(self) -> dict[str, Any]:
        told = {key: value for key, value in self.data.items() if key != "operation_id"}
        return {**told, "operation": self._operation(), "supplier": told["supplier"] or ""}

    def _operation(self) -> Operation | None:
        chosen = self.operation_id.data
        return next((one for one in self.operations if one.id == chosen), None)
