"""The form of a person at a client company, with their rights: the office's and the portal's."""

from decimal import Decimal
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, StringField
from wtforms.validators import Optional

from erp.customers.refusals import ContactIsKnown
from erp.people.refusals import EmailTaken
from erp.web.shared.fields import FrenchDecimalField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.school_forms import EMAIL


class RightsForm(SchoolForm):
    """What may change of somebody who is there already: the address is that of the account."""

    first: ClassVar[tuple[str, ...]] = ("name", "function", "phone")

    name = StringField(_l("Prénom et nom"), [REQUIRED, at_most(120)])
    function = StringField(_l("Fonction"), [at_most(120)])
    phone = StringField(_l("Téléphone"), [at_most(30)])
    may_ask = BooleanField(_l("Demande des prix"), default=True)
    may_accept = BooleanField(_l("Accepte les devis"), default=True)
    accept_limit = FrenchDecimalField(
        _l("Accepte jusqu'à (€ HT)"),
        [Optional()],
        most=Decimal(10_000_000),
        description=_l("Vide : sans limite."),
    )
    sees_invoices = BooleanField(_l("Voit les factures"), default=True)
    runs_team = BooleanField(_l("Invite des collègues et donne les droits"))


class ContactForm(RightsForm):
    beside = {ContactIsKnown: "email", EmailTaken: "email"}
    first = ("name", "email", "function", "phone")

    email = EmailField(_l("Adresse e-mail"), [REQUIRED, at_most(200), EMAIL])
