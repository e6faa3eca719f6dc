"""The forms that sign a delivery: with a finger anywhere, by one's typed name on the portal."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, StringField, TextAreaField

from erp.web.shared.forms import REQUIRED, SchoolForm, at_most


class SignForm(SchoolForm):
    signer_name = StringField(_l("Votre nom"), [REQUIRED, at_most(120)])
    reserves = TextAreaField(
        _l("Réserves, s'il y en a"),
        [at_most(1000)],
        description=_l("Pièce abîmée, quantité qui manque. Laissez vide si tout va bien."),
    )
    signature = HiddenField(_l("Signature"))

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {
            "signer_name": self.signer_name.data or "",
            "reserves": self.reserves.data or "",
            "signature": self.signature.data or "",
        }


class PortalSignForm(SignForm):
    """A signed-in buyer may sign without a finger: the account says who it is."""

    typed = BooleanField(_l("Mon nom tapé ci-dessus vaut signature."))

    @property
    def facts(self) -> dict[str, Any]:
        told = super().facts
        return {**told, "signature": told["signature"] or (None if self.typed.data else "")}
