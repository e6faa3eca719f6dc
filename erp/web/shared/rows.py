"""Rows of a form that may stay empty."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, StringField
from wtforms.validators import ValidationError

from erp.web.shared.fields import FrenchDecimalField
from erp.web.shared.forms import SchoolForm, at_most


class PartRow(Form):
    """A part with its name and its quantity; left empty, it is no part at all."""

    class Meta:
        locales = SchoolForm.Meta.locales

    label = StringField(_l("Désignation"), [at_most(200)])
    quantity = FrenchDecimalField(_l("Quantité"), places=4)

    @property
    def is_filled(self) -> bool:
        return bool((self.label.data or "").strip())

    def validate_quantity(self, field: Any) -> None:
        if self.label.data and field.data is None and not field.errors:
            raise ValidationError(_("Dites combien de pièces."))

    def validate_label(self, field: Any) -> None:
        if self.quantity.data is not None and not self.is_filled:
            raise ValidationError(_("Dites quelle pièce."))
