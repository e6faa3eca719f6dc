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


class CreditNotesLeaveNothing(Refusal):
    message = N_(
        "Les avoirs de %(invoice)s ne laissent rien à déclarer de ce montant : il n'y a rien à noter."
    )


class AddressIsMissing(Refusal):
    message = N_("Tapez l'adresse du service : votre plateforme vous la donne.")


class AddressIsNotSafe(Refusal):
    message = N_("L'adresse commence par https:// (http:// seulement sur cette machine).")


class SecretIsMissing(Refusal):
    message = N_("Enregistrez d'abord la clé de la plateforme.")


class PlatformIsOff(Refusal):
    message = N_("La plateforme n'est pas activée : la direction l'active dans les réglages.")


class NotForThePlatform(Refusal):
    message = N_(
        "%(invoice)s n'est pas une facture entre assujettis de France : elle ne passe pas par la "
        "plateforme, ses montants vont dans l'e-reporting."
    )


class AlreadyHandedOver(Refusal):
    message = N_("%(invoice)s est déjà remise à la plateforme : voyez où elle en est.")


class HasNoFile(Refusal):
    message = N_(
        "%(invoice)s n'a pas de fichier Factur-X : elle a été émise avant que l'école en fasse."
    )


class PlatformSaidNo(Refusal):
    message = N_("La plateforme ne répond pas comme il faut : %(why)s")


class PeriodIsTooLong(Refusal):
    message = N_("Plus de %(most)s papiers dans cette période : choisissez-en une plus courte.")
