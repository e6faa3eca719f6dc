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


class InvoiceIsIncomplete(Refusal):
    message = N_("%(problem)s")  # the sentence names the record to complete


class DepositIsNotPaid(Refusal):
    message = N_(
        "L'acompte %(deposit)s n'est pas réglé : enregistrez son règlement, ou annulez-le par "
        "un avoir."
    )


class DepositIsTakenOff(Refusal):
    message = N_("%(deposit)s est déjà déduit d'une facture : faites l'avoir sur cette facture.")


class DepositIsTooMuch(Refusal):
    message = N_("%(asked)s HT sont déjà demandés en acompte : choisissez une part plus petite.")


class NoDepositInTheUnion(Refusal):
    message = N_(
        "Un bien livré dans l'Union européenne n'a pas de facture d'acompte (CGI, art. 289) : "
        "donnez une facture proforma."
    )


class OrderIsNotOpen(Refusal):
    message = N_("La commande %(order)s n'est plus en cours : facturez ses bons de livraison.")


class PercentIsWrong(Refusal):
    message = N_("Tapez une part entre 0 et 100 %%.")


class QuantityIsNothing(Refusal):
    message = N_("Tapez une quantité plus grande que zéro, ou retirez la ligne.")


class QuantityIsTooMuch(Refusal):
    message = N_("%(label)s : il reste %(left)s à facturer au plus.")


class LastLineStays(Refusal):
    message = N_("C'est la seule ligne : jetez plutôt le brouillon.")


class InvoiceIsReplaced(Refusal):
    message = N_("%(invoice)s est remplacée : travaillez sur la facture rectificative.")


class DepositIsInvolved(Refusal):
    message = N_("%(invoice)s touche un acompte : faites un avoir, puis une nouvelle facture.")


class InvoiceHasMoved(Refusal):
    message = N_("%(invoice)s a déjà un règlement ou un avoir : corrigez-la par un avoir.")


class ReplacementIsDrafted(Refusal):
    message = N_("Une facture rectificative de %(invoice)s est déjà préparée : reprenez-la.")


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
