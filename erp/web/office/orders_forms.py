"""The forms about orders."""

from flask_babel import lazy_gettext as _l
from wtforms import SearchField, StringField, TextAreaField

from erp.sales.states import OrderState, PromiseReason
from erp.web.shared.fields import WeekField, WordField
from erp.web.shared.forms import REQUIRED, FilterForm, SchoolForm, at_most


class OrderFilter(FilterForm):
    q = SearchField(_l("Chercher"), render_kw={"placeholder": _l("Numéro, client, pièce")})
    state = WordField(_l("État"), OrderState, blank=_l("Tous les états"))


class PromiseForm(SchoolForm):
    promised_week = WeekField(_l("Nouvelle semaine"), [REQUIRED])
    promise_reason = WordField(_l("Pourquoi ?"), PromiseReason)
    promise_note = TextAreaField(
        _l("Quelques mots, lus par le client"), [REQUIRED, at_most(300)],
        description=_l("Par exemple : reprise qualité, 3 pièces refaites."),
    )  # fmt: skip


class ReferenceForm(SchoolForm):
    po_number = StringField(
        _l("Bon de commande, ou numéro d'engagement"),
        [at_most(50)],
        description=_l("Porté par la facture. Un organisme public peut l'exiger."),
    )
