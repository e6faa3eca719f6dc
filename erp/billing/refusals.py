"""Why billing says no."""

from erp.core.refusal import Refusal
from erp.core.words import N_


class CustomerHasPaid(Refusal):
    message = N_("« %(customer)s » a déjà un règlement : gardez-la, et vérifiez-la.")


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


class DayIsBeforeTheOrder(Refusal):
    message = N_("La commande est du %(day)s : tapez ce jour ou un jour d'après.")


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


class RoundingIsTooMuch(Refusal):
    message = N_("Un écart de règlement fait 1 € au plus : au-delà, faites un avoir.")


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


class CreditIsWorthTooMuch(Refusal):
    message = N_(
        "%(label)s : il reste %(left)s HT à créditer au plus. Baissez la quantité ou le rabais."
    )


class DepositHasNoRebate(Refusal):
    message = N_(
        "%(deposit)s est un acompte, sans rabais : faites le rabais sur la facture finale, "
        "ou rendez l'acompte."
    )


class CreditIsNew(Refusal):
    message = N_(
        "Un avoir vient d'être émis sur cette facture : relisez la page, puis recommencez "
        "s'il en faut un autre."
    )


class NothingToCredit(Refusal):
    message = N_("Indiquez au moins une quantité ou un rabais à créditer.")


class NotAnIssuedInvoice(Refusal):
    message = N_("%(invoice)s n'est pas une facture émise.")


class StatementIsTooLong(Refusal):
    message = N_("Cette période a plus de %(most)s mouvements : choisissez-en une plus courte.")


class NothingToRemind(Refusal):
    message = N_(
        "Rien n'est à relancer pour %(customer)s aujourd'hui : la relance est déjà partie."
    )


class CustomerHasNoMail(Refusal):
    message = N_("%(customer)s n'a pas d'adresse e-mail : complétez sa fiche avant de relancer.")


class ReminderHasChanged(Refusal):
    message = N_("Cette relance a changé depuis : relisez-la, puis envoyez-la.")


class RateEndsBefore(Refusal):
    message = N_("Ce taux finit avant de commencer : corrigez une des deux dates.")


class RatesOverlap(Refusal):
    message = N_("Un taux court déjà depuis le %(since)s : terminez-le d'abord.")


class AccountIsWrong(Refusal):
    message = N_("« %(number)s » n'est pas un compte : trois chiffres au moins, sans espace.")


class JournalIsWrong(Refusal):
    message = N_("« %(number)s » n'est pas un code de journal : une à six lettres majuscules.")


class JournalSpansYears(Refusal):
    message = N_(
        "Il y a plusieurs exercices dans cette période, et leurs numéros recommencent à 1 : demandez "
        "un fichier par exercice. Le dernier commence le %(day)s."
    )


class MonthIsWrong(Refusal):
    message = N_("« %(number)s » n'est pas un mois : tapez un nombre de 1 à 12.")


class PeriodIsWrong(Refusal):
    message = N_("La période finit avant de commencer : corrigez une des deux dates.")
