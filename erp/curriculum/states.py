"""Closed lists of the curriculum."""

from erp.core.words import N_, Word


class SourceStatus(Word):
    """Official wording is printed as official only once somebody has compared it."""

    TO_CHECK = "to_check", N_("À vérifier"), "warn"
    CHECKED = "checked", N_("Vérifié"), "ok"


class AssessmentMode(Word):
    FINAL_EXAM = "final_exam", N_("Épreuve ponctuelle"), "info"
    CONTINUOUS = "continuous_exam", N_("Contrôle en cours de formation"), "info"
