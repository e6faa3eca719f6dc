"""Why billing says no."""

from erp.core.refusal import Refusal
from erp.core.words import N_


class NoSlipChosen(Refusal):
    message = N_("Choisissez au moins un bon de livraison signé.")


class SlipsOfSeveralOrders(Refusal):
    message = N_("Choisissez des bons d'une même commande : une facture par commande.")


class SlipIsInvoiced(Refusal):
    message = N_("%(slip)s est déjà sur une facture.")


class SlipIsNotSigned(Refusal):
    message = N_("%(slip)s n'est pas signé : faites-le signer d'abord.")


class CustomerHasNoSiren(Refusal):
    message = N_("%(customer)s n'a pas de numéro SIREN : complétez sa fiche avant d'émettre.")


class CustomerHasNoAddress(Refusal):
    message = N_("%(customer)s n'a pas d'adresse : complétez sa fiche avant d'émettre.")


class ClockWentBack(Refusal):
    message = N_("La dernière facture est du %(day)s : vérifiez la date de l'ordinateur.")


class PaymentIsTooMuch(Refusal):
    message = N_("Il reste %(left)s € à payer : enregistrez ce montant au plus.")


class PaymentIsNothing(Refusal):
    message = N_("Tapez un montant différent de zéro.")


class PaymentIsTaken(Refusal):
    message = N_("On ne peut pas reprendre plus que ce qui a été reçu (%(received)s €).")


class DayIsToCome(Refusal):
    message = N_("Cette date est à venir : tapez le jour où l'argent est arrivé.")


class CreditIsTooMuch(Refusal):
    message = N_("%(label)s : il reste %(left)s à créditer au plus.")


class NothingToCredit(Refusal):
    message = N_("Indiquez au moins une quantité à créditer.")


class NotAnIssuedInvoice(Refusal):
    message = N_("%(invoice)s n'est pas une facture émise.")
