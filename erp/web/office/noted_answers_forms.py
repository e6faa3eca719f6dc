"""The forms of an answer that came on paper, by e-mail or by telephone."""

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TextAreaField

from erp.sales.actions import Noted
from erp.sales.refusals import AnswerDayIsWrong, ProofIsMissing
from erp.sales.states import Channel, DeclineReason
from erp.web.shared.fields import DayField, UploadsField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.talk import FILES, keep_all

IN_WRITING = (Channel.EMAIL, Channel.LETTER, Channel.IN_PERSON)


class NotedForm(SchoolForm):
    beside: ClassVar[dict[Any, str]] = {AnswerDayIsWrong: "said_on"}

    name = StringField(_l("Qui a répondu ?"), [REQUIRED, at_most(120)])
    said_on = DayField(_l("Quel jour ?"), [REQUIRED])

    @property
    def noted(self) -> Noted:
        said_on: Any = self.said_on.data  # required: never None once the form is valid
        return Noted(self["channel"].data, said_on)


class NotedYesForm(NotedForm):
    beside: ClassVar[dict[Any, str]] = {
        **NotedForm.beside,
        **{refusal: "scans" for refusal in FILES},
        ProofIsMissing: "scans",
    }

    channel = WordField(_l("Comment ?"), Channel, only=IN_WRITING)
    function = StringField(_l("Sa fonction"), [at_most(120)])
    po_number = StringField(_l("Son numéro de commande"), [at_most(50)])
    scans = UploadsField(
        _l("Devis signé, bon de commande ou e-mail"),
        most=1,
        description=_l("PDF ou image : c'est la preuve de l'accord, gardée avec la commande."),
    )
    is_told = BooleanField(_l("Écrire au contact que sa commande est lancée"))

    @property
    def facts(self) -> dict[str, Any]:
        """What a yes holds, but for the quantities; the file is kept."""
        kept = keep_all(self.scans.data)
        told = {name: str(self[name].data or "") for name in ("name", "function", "po_number")}
        return {**told, "noted": self.noted, "po_file": kept[0] if kept else None}


class NotedNoForm(NotedForm):
    channel = WordField(_l("Comment ?"), Channel)
    reason = WordField(_l("Pourquoi ?"), DeclineReason)
    note = TextAreaField(_l("Ses mots, s'il en a dit plus"), [at_most(1000)])
