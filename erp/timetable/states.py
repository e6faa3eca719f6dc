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


class EventKind(Word):
    """`takes_students`: they are elsewhere, workshop and lessons do not count on them."""

    EXAM = "exam", N_("Examen"), "warn"
    INTERNSHIP = "internship", N_("Stage en entreprise"), "info"
    OUTING = "outing", N_("Sortie"), "info"
    OPEN_DAY = "open_day", N_("Portes ouvertes"), "ok"

    @property
    def takes_students(self) -> bool:
        return self is not EventKind.OPEN_DAY


class AbsenceReason(Word):
    """Read in the office only; never why somebody is ill."""

    HEALTH = "health", N_("Santé")
    FAMILY = "family", N_("Famille")
    APPOINTMENT = "appointment", N_("Rendez-vous")
    TRAINING = "training", N_("Formation")
    OTHER = "other", N_("Autre")
