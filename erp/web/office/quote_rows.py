"""Several lines of a draft quote at once, typed in a table or pasted from a spreadsheet."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask import abort, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import FieldList, FormField
from wtforms.validators import ValidationError

from erp.access.permissions import May
from erp.sales import actions, queries
from erp.sales.models import Quote
from erp.sales.states import LineNature
from erp.school.queries import the_school
from erp.web.office.face import office
from erp.web.office.quote_lines import back_to
from erp.web.office.quotes import find
from erp.web.office.quotes_forms import VatField
from erp.web.shared.fields import FrenchDecimalField, WordField
from erp.web.shared.forms import SchoolForm
from erp.web.shared.rows import PartRow

ROWS = 10
MANY = "/devis/<int:quote_id>/lignes/plusieurs"


class LineRow(PartRow):
    quantity = FrenchDecimalField(_l("Quantité"), places=4, least=Decimal("0.0001"), most=1_000_000)
    material = FrenchDecimalField(_l("Matière, €"))
    subcontracting = FrenchDecimalField(_l("Sous-traitance, €"))
    discount_percent = FrenchDecimalField(_l("Remise en %"), most=100)
    nature = WordField(_l("Nature"), LineNature)
    vat = VatField(_l("TVA"), usual=_l("Usuelle"))

    def validate_material(self, field: Any) -> None:
        """An amount without a name would be lost without a word."""
        if self.amounts and self.quantity.data is None and not self.is_filled:
            raise ValidationError(_("Dites quelle pièce et combien."))

    @property
    def amounts(self) -> dict[str, Decimal]:
        told = (self.material, self.subcontracting, self.discount_percent)
        return {field.short_name: field.data for field in told if field.data}

    @property
    def facts(self) -> dict[str, Any]:
        label, nature = self.label.data.strip(), self.nature.data
        facts = {"label": label, "quantity": self.quantity.data, "nature": nature}
        return {**facts, **self.amounts, "vat": self.vat.vat}


class RowsForm(SchoolForm):
    """Rows where nothing is typed cost as much as the others, and are not read."""

    lines = FieldList(FormField(LineRow), _l("Lignes"), max_entries=ROWS)

    def __init__(self, sent: MultiDict[str, str]) -> None:
        typed = {rank_of(name) for name, word in sent.items() if is_typed(name) and word.strip()}
        super().__init__(MultiDict(one for one in sent.items() if rank_of(one[0]) in typed))

    def whole(self) -> "RowsForm":
        """With empty rows below, to be shown."""
        for _row in range(len(self.lines), ROWS):
            self.lines.append_entry()
        return self

    @property
    def filled(self) -> Sequence[dict[str, Any]]:
        return [row.form.facts for row in self.lines if row.form.is_filled]

    def validate_lines(self, _field: Any) -> None:
        if any(row.errors for row in self.lines):
            raise ValidationError(_("Corrigez les cases en rouge."))
        if not self.filled:
            raise ValidationError(_("Remplissez au moins une ligne."))


def rank_of(name: str) -> str:
    """« 3 » of « lines-3-label »."""
    return name.partition("-")[2].partition("-")[0]


def is_typed(name: str) -> bool:
    """Not chosen in a list, which always says something."""
    return not name.endswith(("-nature", "-vat"))


@office.get(MANY, access=May.WRITE_QUOTES)
def new_lines(quote_id: int) -> str:
    return rows_page(find(quote_id), RowsForm(MultiDict()))


@office.post(MANY, access=May.WRITE_QUOTES)
def add_lines(quote_id: int) -> Response | tuple[str, int]:
    quote, form = queries.quote_in_hand.one(quote_id) or abort(404), RowsForm(request.form)
    if not form.accepts(lambda: actions.add_lines(quote, form.filled, school=the_school())):
        return rows_page(quote, form), 422
    told = ngettext("La ligne est ajoutée.", "%(num)s lignes sont ajoutées.", len(form.filled))
    return back_to(quote_id, told)


def rows_page(quote: Quote, form: RowsForm) -> str:
    return render_template("office/quote_rows/new_lines.html", quote=quote, form=form.whole())
