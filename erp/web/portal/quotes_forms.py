"""The buyer's answers to a quote."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import InputRequired

from erp.sales.states import DeclineReason
from erp.web.shared.fields import WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most


class AcceptForm(SchoolForm):
    name = StringField(_l("Votre nom"), [REQUIRED, at_most(120)])
    function = StringField(_l("Votre fonction"), [REQUIRED, at_most(120)])
    po_number = StringField(_l("Votre numéro de commande"), [at_most(50)])
    signature = StringField(
        _l("Signature"),
        [REQUIRED, at_most(120)],
        description=_l("Tapez votre nom : il vaut signature."),
    )
    agreed = BooleanField(
        _l("J'accepte ce devis et ses conditions."),
        [InputRequired(_l("Cochez la case pour accepter le devis."))],
    )


class RefuseForm(SchoolForm):
    reason = WordField(_l("Pourquoi ?"), DeclineReason)
    note = TextAreaField(_l("Un mot, si vous voulez"), [at_most(1000)])


class ChangeForm(SchoolForm):
    note = TextAreaField(_l("Que faut-il changer ?"), [REQUIRED, at_most(1000)])
