"""Why a plan is not made, or a file not taken."""

from erp.core.refusal import Refusal
from erp.core.words import N_


class FileIsNotAnInstance(Refusal):
    message = N_("%(where)s n'est pas une instance de planning (%(why)s) : voyez le format décrit.")


class OptimiserIsMissing(Refusal):
    message = N_("OR-Tools n'est pas installé : installez l'extra « optimise ».")


class PlanIsNotReady(Refusal):
    message = N_("Ce plan n'est pas encore calculé : attendez la fin du calcul.")


class PlanIsOutdated(Refusal):
    message = N_(
        "L'emploi du temps ou le travail a changé depuis ce plan : calculez-le de nouveau."
    )
