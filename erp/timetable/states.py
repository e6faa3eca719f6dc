"""Closed lists of the timetable."""

from erp.core.words import N_, Word


class Nature(Word):
    """Practice is green and theory violet, everywhere."""

    WORKSHOP = "workshop", N_("Atelier"), "practice"
    EXERCISE = "exercise", N_("Exercice d'atelier"), "practice"
    MAINTENANCE = "maintenance", N_("Entretien"), "practice"
    SAFETY = "safety", N_("Sécurité"), "practice"
    THEORY = "theory", N_("Cours"), "theory"
    INTERNSHIP = "internship", N_("Stage"), "muted"
    EXAM = "exam", N_("Examen"), "muted"


PRACTICE = frozenset({Nature.WORKSHOP, Nature.EXERCISE, Nature.MAINTENANCE, Nature.SAFETY})


class Presence(Word):
    PRESENT = "present", N_("Présent"), "ok"
    LATE = "late", N_("En retard"), "warn"
    ABSENT = "absent", N_("Absent"), "bad"


class Side(Word):
    """Who said that a student was there; both words are kept, the office's counts."""

    LEADER = "leader", N_("Maître ou enseignant"), "info"
    OFFICE = "office", N_("Bureau"), "info"


class AbsenceReason(Word):
    ILLNESS = "illness", N_("Maladie")
    APPOINTMENT = "appointment", N_("Rendez-vous médical")
    SUMMONS = "summons", N_("Convocation")
    FAMILY = "family", N_("Raison familiale")
    TRANSPORT = "transport", N_("Transport")
    TRAINING = "training", N_("Formation")
    OTHER = "other", N_("Autre raison")


class EventKind(Word):
    """`takes_students`: they are elsewhere, workshop and lessons do not count on them."""

    EXAM = "exam", N_("Examen"), "warn"
    INTERNSHIP = "internship", N_("Stage en entreprise"), "info"
    OUTING = "outing", N_("Sortie"), "info"
    OPEN_DAY = "open_day", N_("Portes ouvertes"), "ok"

    @property
    def takes_students(self) -> bool:
        return self is not EventKind.OPEN_DAY
