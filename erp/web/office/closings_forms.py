"""The forms about closings and archives."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from erp.closings.states import Period
from erp.core.ledger import TechnicalKind
from erp.web.shared.fields import CountField, WordField
from erp.web.shared.forms import REQUIRED, FilterForm, SchoolForm

FIRST, LAST = 2000, 2099


class ClosingFilter(FilterForm):
    period = WordField(_l("Période"), Period, blank=_l("Toutes"))
    year = CountField(_l("Année"), [Optional()], least=FIRST, most=LAST)


class EventFilter(FilterForm):
    kind = WordField(_l("Genre"), TechnicalKind, blank=_l("Tous"))


class ArchiveForm(SchoolForm):
    year = CountField(_l("Année"), [REQUIRED], least=FIRST, most=LAST)
