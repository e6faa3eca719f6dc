"""Other quantities of a line of a draft quote, which the customer may choose instead."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import FieldList, Form, FormField
from wtforms.validators import Optional, ValidationError

from erp.access.permissions import May
from erp.core import clock
from erp.sales import actions
from erp.sales.actions import WantedQuantity
from erp.web.office.face import office
from erp.web.office.quote_lines import LINE, find_line
from erp.web.shared.fields import FrenchDecimalField, WeekField
from erp.web.shared.forms import SchoolForm

MOST = 4


class OneOffer(Form):
    """Left empty, it is no offer at all."""

    quantity = FrenchDecimalField(_l("Quantité"), places=4, least=Decimal("0.0001"), most=1_000_000)
    material = FrenchDecimalField(_l("Matière, € HT"))
    promised_week = WeekField(_l("Semaine promise"), [Optional()])

    def validate_quantity(self, field: Any) -> None:
        if field.data is None and (self.material.data or self.promised_week.data):
            raise ValidationError(_("Dites combien de pièces."))


class OffersForm(SchoolForm):
    offers = FieldList(FormField(OneOffer), max_entries=MOST)

    def process(self, *args: Any, **kwargs: Any) -> None:
        super().process(*args, **kwargs)
        while len(self.offers) < MOST:
            self.offers.append_entry()

    @property
    def wanted(self) -> Sequence[WantedQuantity]:
        told = [one.form.data for one in self.offers]
        return [WantedQuantity(**one) for one in told if one["quantity"] is not None]


@office.get(LINE + "/quantites", access=May.WRITE_QUOTES)
def edit_offers(quote_id: int, line_id: int) -> str:
    line = find_line(quote_id, line_id)
    form = OffersForm(offers=line.breaks)
    return render_template("office/quote_offers/edit_offers.html", line=line, form=form)


@office.post(LINE + "/quantites", access=May.WRITE_QUOTES)
def offer_quantities(quote_id: int, line_id: int) -> Response | tuple[str, int]:
    line, form = find_line(quote_id, line_id), OffersForm()
    facts = {"today": clock.today()}
    if not form.accepts(lambda: actions.offer_quantities(line, form.wanted, **facts)):
        page = render_template("office/quote_offers/edit_offers.html", line=line, form=form)
        return page, 422
    flash(_("Les quantités sont au devis."), "success")
    return redirect(url_for(".show_quote", quote_id=quote_id), 303)
