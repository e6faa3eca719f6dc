"""Why equipment says no."""

from erp.core.refusal import Refusal
from erp.core.words import N_


class WindowIsReversed(Refusal):
    message = N_("L'entretien finit avant de commencer : vérifiez les deux heures.")
