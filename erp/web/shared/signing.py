"""The form that signs a delivery, the same on the portal and on a screen handed over."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField

from erp.web.shared.forms import REQUIRED, SchoolForm, at_most


class SignForm(SchoolForm):
    signer_name = StringField(_l("Votre nom"), [REQUIRED, at_most(120)])
    reserves = TextAreaField(_l("Réserves, s'il y en a"), [at_most(1000)])
    signature = HiddenField(_l("Signature"))
