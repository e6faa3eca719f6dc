"""The forms about money that came or went."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SearchField, StringField, TextAreaField

from erp.billing.refusals import DayIsLongAgo, DayIsToCome
from erp.billing.settling import Receipt
from erp.billing.states import PaymentMethod
from erp.web.shared.fields import DayField, MoneyField, SeenField, WordField
from erp.web.shared.forms import REQUIRED, FilterForm, SchoolForm, at_most


class PaymentFilter(FilterForm):
    q = SearchField(_l("Chercher"), render_kw={"placeholder": _l("Client, référence, montant")})
    method = WordField(_l("Moyen"), PaymentMethod, blank=_l("Tous les moyens"))
    since = DayField(_l("Depuis le"))
    until = DayField(_l("Jusqu'au"))
    with_rest = BooleanField(_l("Avec un reste à répartir"))


class SearchFilter(FilterForm):
    q = SearchField(
        _l("Chercher"), render_kw={"placeholder": _l("Client, numéro de facture ou de commande")}
    )


class PeriodFilter(FilterForm):
    since = DayField(_l("Depuis le"))
    until = DayField(_l("Jusqu'au"))


class PaymentForm(SchoolForm):
    """What is typed about money that came or went."""

    amount = MoneyField(_l("Montant reçu, €"), [REQUIRED])
    method = WordField(_l("Moyen"), PaymentMethod)
    received_on = DayField(_l("Reçu le"), [REQUIRED])
    reference = StringField(_l("Référence"), [at_most(100)])
    seen = SeenField()

    @property
    def receipt(self) -> Receipt:
        told = self.data
        names = ("amount", "method", "received_on", "reference", "note")
        return Receipt(**{name: told[name] for name in names if name in told})


class ReceiptForm(PaymentForm):
    beside = {DayIsToCome: "received_on", DayIsLongAgo: "received_on"}

    note = StringField(_l("Remarque"), [at_most(200)])
    keep_rest = BooleanField(_l("Garder le reste au crédit du client"))


class RefundForm(PaymentForm):
    beside = {DayIsToCome: "received_on", DayIsLongAgo: "received_on"}

    amount = MoneyField(_l("Montant rendu, €"), [REQUIRED])
    received_on = DayField(_l("Rendu le"), [REQUIRED])
    note = StringField(_l("Remarque"), [at_most(200)])


class ReasonForm(SchoolForm):
    reason = TextAreaField(_l("Raison"), [REQUIRED, at_most(200)])


class UseForm(SchoolForm):
    seen = SeenField()


class RemindForm(SchoolForm):
    claims = BooleanField(_l("Avec pénalités et frais"))
    seen = SeenField()


class MuteForm(SchoolForm):
    reason = StringField(_l("Raison"), [REQUIRED, at_most(200)])
