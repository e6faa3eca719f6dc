"""The forms about invoices."""

from decimal import Decimal

from flask_babel import lazy_gettext as _l
from wtforms import SearchField, StringField

from erp.billing.states import InvoiceKind, InvoiceState, PaymentMethod
from erp.web.shared.fields import DayField, FrenchDecimalField, WordField
from erp.web.shared.forms import REQUIRED, FilterForm, SchoolForm, at_most


class InvoiceFilter(FilterForm):
    q = SearchField(_l("Chercher"), render_kw={"placeholder": _l("Numéro, client, commande")})
    kind = WordField(_l("Genre"), InvoiceKind, blank=_l("Factures et avoirs"))
    state = WordField(_l("État"), InvoiceState, blank=_l("Tous les états"))


class PaymentForm(SchoolForm):
    amount = FrenchDecimalField(_l("Montant reçu, €"), [REQUIRED], least=Decimal(-10_000_000))
    method = WordField(_l("Moyen"), PaymentMethod)
    received_on = DayField(_l("Reçu le"), [REQUIRED])
    reference = StringField(_l("Référence"), [at_most(100)])


class CreditForm(SchoolForm):
    reason = StringField(_l("Raison, lue par le client"), [REQUIRED, at_most(300)])
