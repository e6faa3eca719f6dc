"""The forms about work orders and corrections."""

from decimal import Decimal

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateTimeLocalField, SearchField, StringField
from wtforms.validators import DataRequired

from erp.production.refusals import (
    AlreadyAtWork,
    CorrectedAlready,
    EndIsToCome,
    PartPhotoIsNoPicture,
    TimesAreReversed,
)
from erp.production.states import WorkOrderState
from erp.web.shared.fields import FrenchDecimalField, UploadsField, WordField
from erp.web.shared.forms import REQUIRED, FilterForm, SchoolForm, at_most

WHEN = DataRequired(_l("Tapez un jour et une heure."))


class WorkOrderFilter(FilterForm):
    q = SearchField(_l("Chercher"), render_kw={"placeholder": _l("Numéro, pièce, commande")})
    state = WordField(_l("État"), WorkOrderState, blank=_l("Tous les états"))
    late = BooleanField(_l("En retard"))


class CountForm(SchoolForm):
    good = FrenchDecimalField(_l("Bonnes"), [REQUIRED], places=0)
    scrapped = FrenchDecimalField(_l("Ratées"), [REQUIRED], places=0, default=Decimal(0))
    note = StringField(_l("Raison"), [REQUIRED, at_most(300)])


class TimeForm(SchoolForm):
    wrong_times = AlreadyAtWork, CorrectedAlready, EndIsToCome, TimesAreReversed
    beside = dict.fromkeys(wrong_times, "ended_at")

    started_at = DateTimeLocalField(_l("Début"), [WHEN])
    ended_at = DateTimeLocalField(_l("Fin"), [WHEN])
    note = StringField(_l("Raison"), [REQUIRED, at_most(300)])


class RedoForm(SchoolForm):
    reason = StringField(_l("Pourquoi ?"), [REQUIRED, at_most(300)])


class PartPhotoForm(SchoolForm):
    beside = {PartPhotoIsNoPicture: "files"}

    files = UploadsField(
        _l("Photo de la pièce"),
        most=1,
        description=_l("Les élèves la voient sur leur carte. Sans fichier, elle est retirée."),
    )


class NoteForm(SchoolForm):
    note = StringField(_l("Ce qui en est fait"), [REQUIRED, at_most(300)])
