"""The form that notes what an invoice lives."""

from decimal import Decimal

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from erp.billing.platform.refusals import (
    CollectedHasNoAmount,
    ReasonDoesNotFit,
    ReasonIsMissing,
    StatusIsBeforeTheInvoice,
    StatusIsToCome,
)
from erp.billing.platform.states import Reason, StatusCode
from erp.web.shared.fields import DayField, FrenchDecimalField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most


class StatusForm(SchoolForm):
    beside = {
        ReasonIsMissing: "reason",
        ReasonDoesNotFit: "reason",
        StatusIsToCome: "day",
        StatusIsBeforeTheInvoice: "day",
        CollectedHasNoAmount: "amount",
    }

    code = WordField(_l("Statut"), StatusCode)
    day = DayField(_l("Depuis le"), [REQUIRED])
    reason = WordField(
        _l("Motif"),
        Reason,
        blank=_l("Sans motif"),
        description=_l("Exigé pour un litige, une suspension, un refus ou un rejet."),
    )
    amount = FrenchDecimalField(
        _l("Montant reçu, TTC"),
        least=Decimal("0.01"),
        description=_l("Pour « Encaissée » seulement."),
    )
    words = TextAreaField(_l("Ce qui a été dit"), [at_most(500)])
