"""The buyer's answers to a quote."""

from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from erp.core.signature import SignatureIsMissing, SignatureIsUnreadable
from erp.sales.states import DeclineReason
from erp.web.shared.fields import UploadsField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.talk import FILES, keep_all


class AcceptForm(SchoolForm):
    """The quantities are read beside it, line by line."""

    beside: ClassVar[dict[Any, str]] = {
        **{refusal: "po_files" for refusal in FILES},
        SignatureIsMissing: "drawn",
        SignatureIsUnreadable: "drawn",
    }

    name = StringField(_l("Votre nom"), [REQUIRED, at_most(120)])
    function = StringField(_l("Votre fonction"), [REQUIRED, at_most(120)])
    po_number = StringField(_l("Votre numéro de commande"), [at_most(50)])
    po_files = UploadsField(
        _l("Votre bon de commande"), most=1, description=_l("PDF ou image, si vous en avez un.")
    )
    signature = StringField(
        _l("Signature"),
        [at_most(120)],
        description=_l("Tapez votre nom, ou signez avec le doigt."),
    )
    drawn = HiddenField(_l("Signature avec le doigt"))
    agreed = BooleanField(
        _l("J'accepte ce devis et ses conditions."),
        [InputRequired(_l("Cochez la case pour accepter le devis."))],
    )

    def validate_signature(self, field: Any) -> None:
        if not field.data and not self.drawn.data:
            raise ValidationError(_("Tapez votre nom, ou signez avec le doigt."))

    @property
    def facts(self) -> dict[str, Any]:
        """What a yes holds, but for the quantities; the file is kept."""
        told = {name: str(self[name].data or "") for name in TYPED}
        kept = keep_all(self.po_files.data)
        return {**told, "po_file": kept[0] if kept else None}


TYPED = ("name", "function", "po_number", "signature", "drawn")


class RefuseForm(SchoolForm):
    reason = WordField(_l("Pourquoi ?"), DeclineReason)
    note = TextAreaField(_l("Un mot, si vous voulez"), [at_most(1000)])


class ChangeForm(SchoolForm):
    note = TextAreaField(_l("Que faut-il changer ?"), [REQUIRED, at_most(1000)])


class UpdateForm(SchoolForm):
    note = TextAreaField(_l("Un mot, si vous voulez"), [at_most(1000)])
