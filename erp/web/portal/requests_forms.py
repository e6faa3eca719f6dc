"""The buyer's form: the wish, and that students will make it."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import InputRequired

from erp.web.shared.wishes import WishForm


class RequestForm(WishForm):
    made_by_students = BooleanField(
        _l(
            "J'accepte que la pièce soit faite par des élèves en formation, avec un délai indicatif."
        ),
        [InputRequired(_l("Cochez la case pour envoyer la demande."))],
    )
