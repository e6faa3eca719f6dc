"""The form of a request that came outside the portal."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from erp.sales.states import Channel
from erp.web.shared.fields import WordField
from erp.web.shared.wishes import WishForm


class NotedRequestForm(WishForm):
    channel = WordField(_l("Comment est-elle venue ?"), Channel)
    is_told = BooleanField(
        _l("Envoyer un accusé de réception au contact"),
        description=_l("Un e-mail avec le numéro de la demande, son lien et le délai de réponse."),
    )
