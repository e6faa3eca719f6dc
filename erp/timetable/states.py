"""Closed lists of the timetable."""

from erp.core.words import N_, Word


class Nature(Word):
    """Practice is green and theory violet, everywhere."""

    WORKSHOP = "workshop", N_("Atelier"), "practice"
    THEORY = "theory", N_("Cours"), "theory"


class Presence(Word):
    PRESENT = "present", N_("Présent"), "ok"
    LATE = "late", N_("En retard"), "warn"
    ABSENT = "absent", N_("Absent"), "bad"
