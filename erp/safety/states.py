"""Closed lists about safety papers and decisions."""

from erp.core.words import N_, Word
from erp.core.workflow import Move, Workflow


class Verdict(Word):
    """All that is kept of a medical opinion beside its date: never a diagnosis."""

    FIT = "fit", N_("Apte"), "ok"
    RESTRICTED = "restricted", N_("Apte avec réserves"), "warn"
    UNFIT = "unfit", N_("Inapte"), "bad"


class TrainingState(Word):
    DRAFT = "draft", N_("À signer"), "warn"
    SIGNED = "signed", N_("Signée"), "ok"


class Standing(Word):
    """Where a paper stands on a day; never stored, always computed from its dates."""

    VALID = "valid", N_("En cours"), "ok"
    SOON = "soon", N_("Finit bientôt"), "warn"
    EXPIRED = "expired", N_("Dépassé"), "bad"
    TO_COME = "to_come", N_("À venir"), "muted"
    CANCELLED = "cancelled", N_("Annulé"), "muted"


class DeadlineKind(Word):
    """What ends or is missing; the tone is not used."""

    DECLARATION = "declaration", N_("Déclaration à l'inspection du travail")
    OPINION = "opinion", N_("Avis médical")
    TRAINING = "training", N_("Formation à la sécurité")
    UNSIGNED = "unsigned", N_("Formation à signer")
    REVIEW = "review", N_("Évaluation des risques")
    AUTHORISATION = "authorisation", N_("Titre d'habilitation")
    INSPECTION = "inspection", N_("Vérification périodique")

    @property
    def is_health(self) -> bool:
        return self is DeadlineKind.OPINION


class Decision(Word):
    """What was answered when somebody was to be put to work."""

    GIVEN = "given", N_("Équipe acceptée"), "ok"
    REFUSED = "refused", N_("Équipe refusée"), "bad"
    OVERRIDDEN = "overridden", N_("Passé outre par la direction"), "warn"
    TAKEN_OFF = "taken_off", N_("Élève retiré"), "warn"


T = TrainingState
TRAINING = Workflow(
    sign=Move(N_("Signer"), {T.DRAFT}, T.SIGNED, N_("Formation signée des deux")),
)
