"""Why a period is not closed, or not archived."""

from erp.core.refusal import Refusal
from erp.core.words import N_


class PeriodIsNotOver(Refusal):
    message = N_(
        "Le %(day)s n'est pas fini : une période se clôture le lendemain de son dernier jour."
    )


class NothingToClose(Refusal):
    message = N_("Rien à clôturer : tout ce qui est fini l'est déjà.")


class NothingToArchive(Refusal):
    message = N_(
        "Rien n'a été émis ni encaissé du %(first)s au %(last)s : choisissez une autre période."
    )


class NotAnArchive(Refusal):
    message = N_("%(name)s n'est pas une archive d'Établi : %(why)s")
