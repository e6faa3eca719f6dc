"""The forms about closings and archives."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from erp.closings.states import Period
from erp.core.ledger import TechnicalKind
from erp.web.shared.fields import WordField
from erp.web.shared.forms import REQUIRED, FilterForm, SchoolForm

A_YEAR = NumberRange(2000, 2200, _l("Une année de quatre chiffres, comme 2026."))


class ClosingFilter(FilterForm):
    period = WordField(_l("Période"), Period, blank=_l("Toutes"))
    year = IntegerField(_l("Année"), [Optional(), A_YEAR])


class EventFilter(FilterForm):
    kind = WordField(_l("Genre"), TechnicalKind, blank=_l("Tous"))


class ArchiveForm(SchoolForm):
    year = IntegerField(_l("Année"), [REQUIRED, A_YEAR])
