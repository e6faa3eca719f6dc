"""Why a status, a setting of the platform or a sending is refused."""

from erp.core.refusal import Refusal
from erp.core.words import N_


class NotIssuedYet(Refusal):
    message = N_("%(invoice)s n'est pas émise : une facture reçoit des statuts une fois émise.")


class LifeIsOver(Refusal):
    message = N_("%(invoice)s est « %(status)s » : c'est son dernier statut.")


class ReasonIsMissing(Refusal):
    message = N_("« %(status)s » demande un motif : choisissez-le dans la liste.")


class ReasonDoesNotFit(Refusal):
    message = N_("« %(reason)s » n'est pas un motif de « %(status)s » : choisissez-en un autre.")


class StatusIsToCome(Refusal):
    message = N_("Ce statut est daté de l'avenir : vérifiez le jour.")


class StatusIsBeforeTheInvoice(Refusal):
    message = N_("%(invoice)s est du %(day)s : tapez ce jour ou un jour d'après.")


class CollectedHasNoAmount(Refusal):
    message = N_("« Encaissée » demande le montant reçu : tapez-le.")
