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


class MoreThanOrdered(Refusal):
    message = N_("%(label)s : %(quantity)s demandées, il en reste %(left)s à appeler.")


class WeekHasPassed(Refusal):
    message = N_("Cette semaine est déjà passée : choisissez-en une à venir.")


class DeliveryIsPrepared(Refusal):
    message = N_("Cette livraison est déjà préparée : écrivez à l'école pour la changer.")


class CallOffIsOver(Refusal):
    message = N_("Cette livraison est retirée, ou son bon est déjà prêt.")
