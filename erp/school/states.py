"""Closed lists about the establishment."""

from erp.core.words import N_, Word


class Zone(Word):
    """The three zones of the French school holidays."""

    A = "A", N_("Zone A")
    B = "B", N_("Zone B")
    C = "C", N_("Zone C")


class PlaceKind(Word):
    WORKSHOP = "workshop", N_("Atelier")
    CLASSROOM = "classroom", N_("Salle de cours")
