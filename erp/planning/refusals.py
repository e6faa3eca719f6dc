"""Why a plan is not made, or a file not taken."""

from erp.core.refusal import Refusal
from erp.core.words import N_


class FileIsNotAnInstance(Refusal):
    message = N_("%(where)s n'est pas une instance de planning (%(why)s) : voyez le format décrit.")


class OptimiserIsMissing(Refusal):
    message = N_("OR-Tools n'est pas installé : installez l'extra « optimise ».")
