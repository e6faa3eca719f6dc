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


class VatHasNoGround(Refusal):
    message = N_(
        "« %(label)s » est à 0 %% de TVA : écrivez pourquoi (article du code) avant d'émettre."
    )


class ClockWentBack(Refusal):
    message = N_("La dernière facture est du %(day)s : vérifiez la date de l'ordinateur.")


class PaymentIsTooMuch(Refusal):
    message = N_("Il reste %(left)s à payer : enregistrez ce montant au plus.")


class NothingLeftToPay(Refusal):
    message = N_("Il ne reste rien à payer sur %(invoice)s.")


class PaymentIsNothing(Refusal):
    message = N_("Tapez un montant différent de zéro.")


class PaymentIsTaken(Refusal):
    message = N_("On ne peut pas reprendre plus que ce qui a été reçu (%(received)s).")


class DayIsToCome(Refusal):
    message = N_("Cette date est à venir : tapez le jour où l'argent est arrivé.")


class DayIsBeforeTheOrder(Refusal):
    message = N_("La commande est du %(day)s : tapez ce jour ou un jour d'après.")


class PaymentIsNew(Refusal):
    message = N_(
        "Un règlement vient d'être enregistré : relisez la page, puis recommencez s'il en manque un."
    )


class CreditIsTooMuch(Refusal):
    message = N_("%(label)s : il reste %(left)s à créditer au plus.")


class CreditIsNew(Refusal):
    message = N_(
        "Un avoir vient d'être émis sur cette facture : relisez la page, puis recommencez "
        "s'il en faut un autre."
    )


class NothingToCredit(Refusal):
    message = N_("Indiquez au moins une quantité à créditer.")


class NotAnIssuedInvoice(Refusal):
    message = N_("%(invoice)s n'est pas une facture émise.")
