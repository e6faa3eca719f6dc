"""Why the establishment says no."""

from erp.core.refusal import Refusal
from erp.core.words import N_


class SchoolIsNotSetUp(Refusal):
    message = N_("L'école n'est pas encore décrite : commencez par le premier démarrage.")


class SchoolIsThere(Refusal):
    message = N_("L'école est déjà décrite : entrez avec votre compte.")


class SiretIsMissing(Refusal):
    message = N_("Donnez le SIRET de l'école : il est obligatoire sur ses factures.")
