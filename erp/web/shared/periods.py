"""From a day to a day, in the address of a page."""

from flask_babel import lazy_gettext as _l

from erp.web.shared.fields import DayField
from erp.web.shared.forms import FilterForm


class PeriodFilter(FilterForm):
    since = DayField(_l("Depuis le"))
    until = DayField(_l("Jusqu'au"))
