"""Why delivery says no."""

from erp.core.refusal import Refusal
from erp.core.words import N_


class NothingToDeliver(Refusal):
    message = N_("Aucune pièce choisie : indiquez au moins une quantité à livrer.")


class MoreThanMade(Refusal):
    message = N_("%(label)s : %(quantity)s à livrer pour %(left)s finies et non livrées.")


class OrderIsClosed(Refusal):
    message = N_("La commande %(order)s est à l'état « %(state)s » : il n'y a plus rien à livrer.")


class SlipIsNew(Refusal):
    message = N_(
        "Un bon vient d'être préparé pour cette commande : relisez la page, puis recommencez "
        "s'il en faut un autre."
    )
