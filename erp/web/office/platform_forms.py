"""The forms about the approved platform."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField

from erp.billing.platform.refusals import AddressIsMissing, AddressIsNotSafe
from erp.billing.platform.states import Adapter
from erp.web.shared.fields import WordField
from erp.web.shared.forms import SchoolForm, at_most


class PlatformForm(SchoolForm):
    beside = {AddressIsMissing: "address", AddressIsNotSafe: "address"}

    adapter = WordField(_l("Les factures partent par"), Adapter)
    address = StringField(
        _l("Adresse du service de flux"),
        [at_most(300)],
        description=_l("Donnée par la plateforme, par exemple https://api.exemple.fr/afnor-flow."),
    )
    token_address = StringField(
        _l("Adresse des jetons (OAuth 2)"),
        [at_most(300)],
        description=_l("Vide si la clé sert telle quelle."),
    )
    client_id = StringField(_l("Identifiant du compte"), [at_most(200)])
    secret = PasswordField(
        _l("Clé"),
        [at_most(2000)],
        description=_l(
            "Gardée dans un fichier à part, jamais dans la base, jamais affichée. "
            "Vide : celle d'avant reste."
        ),
        render_kw={"autocomplete": "off"},
    )
