"""Why the establishment says no."""

from erp.core.refusal import Refusal
from erp.core.words import N_


class SchoolIsNotSetUp(Refusal):
    message = N_("L'école n'est pas encore décrite : commencez par le premier démarrage.")
