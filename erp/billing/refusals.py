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
    message = N_(
        "Il reste %(left)s à payer. Si le client a versé plus, passez par « Règlements » : "
        "le surplus reste à son crédit."
    )


class NothingLeftToPay(Refusal):
    message = N_("Il ne reste rien à payer sur %(invoice)s.")


class PaymentIsNothing(Refusal):
    message = N_("Tapez un montant au-dessus de zéro.")


class DayIsToCome(Refusal):
    message = N_("Cette date est à venir : tapez le jour où l'argent est arrivé.")


class DayIsLongAgo(Refusal):
    message = N_("Le %(day)s est loin : un règlement se note dans l'année. Vérifiez la date.")


class PaymentIsNew(Refusal):
    message = N_(
        "Un règlement vient d'être enregistré : relisez la page, puis recommencez s'il en manque un."
    )


class InvoiceIsNotOpen(Refusal):
    message = N_("Une de ces factures n'attend plus rien : relisez la page, puis recommencez.")


class ShareIsTooMuch(Refusal):
    message = N_("%(invoice)s : il reste %(left)s à payer au plus.")


class SharesExceedPayment(Refusal):
    message = N_("Les parts dépassent le montant de %(over)s : réduisez-en une.")


class RestHasNoInvoice(Refusal):
    message = N_(
        "Il reste %(rest)s sans facture : répartissez-le, ou cochez « Garder le reste au crédit "
        "du client »."
    )


class NothingShared(Refusal):
    message = N_("Tapez au moins un montant.")


class CreditIsShort(Refusal):
    message = N_("Ce client a %(credit)s à son crédit : tapez ce montant au plus.")


class PaymentIsCorrected(Refusal):
    message = N_(
        "%(payment)s est déjà annulé, ou annule un autre règlement : il n'y a rien à faire."
    )


class RefundComesFirst(Refusal):
    message = N_(
        "Une part de %(payment)s a été remboursée : annulez d'abord le remboursement, "
        "puis ce règlement."
    )


class ShareIsGone(Refusal):
    message = N_("Cette part est déjà reprise : relisez la page.")


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
