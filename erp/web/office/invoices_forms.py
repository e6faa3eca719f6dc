"""The forms about invoices."""

from flask_babel import lazy_gettext as _l
from wtforms import SearchField, StringField

from erp.billing.settling import Receipt
from erp.billing.states import PaymentMethod, Standing
from erp.web.shared.fields import DayField, FrenchDecimalField, SeenField, WordField
from erp.web.shared.forms import REQUIRED, FilterForm, SchoolForm, at_most


class InvoiceFilter(FilterForm):
    q = SearchField(_l("Chercher"), render_kw={"placeholder": _l("Numéro, client, commande")})
    standing = WordField(_l("État"), Standing, blank=_l("Tous les états"))


class GroundForm(SchoolForm):
    vat_ground = StringField(
        _l("Pourquoi sans TVA ?"),
        [REQUIRED, at_most(200)],
        description=_l("L'article du code, imprimé sur la facture. Par exemple : Autoliquidation."),
    )


class PaymentForm(SchoolForm):
    """What is typed about money that came or went."""

    amount = FrenchDecimalField(_l("Montant reçu, €"), [REQUIRED])
    method = WordField(_l("Moyen"), PaymentMethod)
    received_on = DayField(_l("Reçu le"), [REQUIRED])
    reference = StringField(_l("Référence"), [at_most(100)])
    seen = SeenField()

    @property
    def receipt(self) -> Receipt:
        told = self.data
        names = ("amount", "method", "received_on", "reference", "note")
        return Receipt(**{name: told[name] for name in names if name in told})


class CreditForm(SchoolForm):
    reason = StringField(_l("Raison, lue par le client"), [REQUIRED, at_most(300)])
    seen = SeenField()
