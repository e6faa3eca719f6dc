"""The periods that are closed."""

from erp.core.words import N_, Word


class Period(Word):
    DAY = "day", N_("Jour"), "muted"
    MONTH = "month", N_("Mois"), "info"
    YEAR = "year", N_("Année"), "ok"
