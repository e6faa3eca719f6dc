"""Closed lists about machines."""

from erp.core.words import N_, Word


class MachineMode(Word):
    """Regulated works depend on how a machine is used (Code du travail, D4153-28)."""

    PRODUCTION = "production", N_("Production")
    SETTING = "setting", N_("Réglage")
    MAINTENANCE = "maintenance", N_("Maintenance")
