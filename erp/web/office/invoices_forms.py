"""The forms about invoices."""

from flask_babel import lazy_gettext as _l
from wtforms import SearchField, StringField

from erp.billing.states import Standing
from erp.web.shared.fields import SeenField, WordField
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


class CreditForm(SchoolForm):
    reason = StringField(_l("Raison, lue par le client"), [REQUIRED, at_most(300)])
    seen = SeenField()
