"""The forms about invoices."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SearchField, StringField
from wtforms.validators import Optional

from erp.billing.refusals import (
    DayIsBeforeTheOrder,
    DayIsToCome,
    DepositIsTooMuch,
    PercentIsWrong,
    QuantityIsNothing,
    QuantityIsTooMuch,
)
from erp.billing.states import MONEY, PaymentMethod, Standing
from erp.web.office.quotes_forms import VatField
from erp.web.shared.fields import DayField, FrenchDecimalField, SeenField, WordField
from erp.web.shared.forms import REQUIRED, FilterForm, SchoolForm, at_most


class InvoiceFilter(FilterForm):
    q = SearchField(_l("Chercher"), render_kw={"placeholder": _l("Numéro, client, commande")})
    standing = WordField(_l("État"), Standing, blank=_l("Tous les états"))


class DraftLineForm(SchoolForm):
    beside = {QuantityIsTooMuch: "quantity", QuantityIsNothing: "quantity"}

    label = StringField(_l("Désignation"), [REQUIRED, at_most(200)])
    quantity = FrenchDecimalField(_l("Quantité"), [REQUIRED], places=4, most=1_000_000)
    unit_price = FrenchDecimalField(_l("Prix unitaire HT"), [REQUIRED], places=4)
    vat = VatField(_l("TVA"), usual=_l("Comme sur la commande"))

    def keep_words(self) -> None:
        """Only what replaces an invoice says otherwise than the order."""
        for name in ("label", "unit_price"):
            self[name].render_kw = {"readonly": True}

    @property
    def facts(self) -> dict[str, Any]:
        return {**self.data, "vat": self.vat.vat}


class PaidForm(SchoolForm):
    beside = {DayIsToCome: "paid_on", DayIsBeforeTheOrder: "paid_on"}

    paid_on = DayField(_l("Payée le"), [Optional()], description=_l("Vide : pas encore payée."))
    paid_by = WordField(_l("Moyen"), PaymentMethod, only=MONEY)


class DepositForm(SchoolForm):
    beside = {PercentIsWrong: "percent", DepositIsTooMuch: "percent"}

    percent = FrenchDecimalField(_l("Part de la commande, en %"), [REQUIRED], most=100, default=30)


class CorrectiveForm(SchoolForm):
    reason = StringField(_l("Raison, lue par le client"), [REQUIRED, at_most(300)])


class CreditForm(SchoolForm):
    reason = StringField(_l("Raison, lue par le client"), [REQUIRED, at_most(300)])
    seen = SeenField()
