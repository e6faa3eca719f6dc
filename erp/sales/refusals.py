"""Why sales says no."""

from erp.core.refusal import Refusal
from erp.core.words import N_


class QuoteHasNoLine(Refusal):
    message = N_("Le devis %(quote)s n'a aucune ligne : ajoutez-en une avant de l'envoyer.")


class QuoteIsFree(Refusal):
    message = N_("Le devis %(quote)s est à 0,00 € : donnez un prix à ses lignes.")


class QuoteHasNoWeek(Refusal):
    message = N_("Le devis %(quote)s ne promet aucune semaine : choisissez-en une.")


class WeekIsPast(Refusal):
    message = N_("Cette semaine est déjà passée : choisissez-en une à venir.")


class WeekIsTooFar(Refusal):
    message = N_("Cette semaine est trop lointaine : choisissez-en une dans les deux ans.")


class QuoteIsOver(Refusal):
    message = N_("Le devis %(quote)s n'est plus valable : demandez-nous une mise à jour.")


class AnswerDayIsWrong(Refusal):
    message = N_(
        "Le devis est parti le %(sent)s : la réponse ne vient ni avant ce jour ni après aujourd'hui. "
        "Corrigez la date."
    )


class ProofIsMissing(Refusal):
    message = N_("Joignez le devis signé, le bon de commande ou l'e-mail : c'est votre preuve.")


class QuoteIsStillValid(Refusal):
    message = N_("Le devis %(quote)s est encore valable : acceptez-le, ou demandez à le changer.")


class QuantityIsNotOffered(Refusal):
    message = N_("%(line)s : cette quantité n'est pas au devis. Choisissez-en une de la liste.")


class QuantityIsTwice(Refusal):
    message = N_("La quantité %(quantity)s est déjà au devis : donnez-en d'autres.")


class QuoteIsAboveLimit(Refusal):
    message = N_(
        "Vous n'avez pas le droit d'accepter ce montant pour votre entreprise. "
        "Peuvent l'accepter : %(who)s."
    )


class PendingLinkIsOver(Refusal):
    message = N_("Ce lien a déjà servi, ou il a plus de 48 heures : faites une nouvelle demande.")


class QuotedAlready(Refusal):
    message = N_("« %(customer)s » a déjà un devis : gardez-la, et vérifiez-la.")


class OrderIsOver(Refusal):
    message = N_("La commande %(order)s n'est plus en cours : écrivez-nous un message.")


class OrderIsNotDelivered(Refusal):
    message = N_("La commande %(order)s n'est pas encore livrée : votre avis attend ce jour.")


class OrderIsPartlyDelivered(Refusal):
    message = N_("Des pièces de la commande %(order)s sont livrées : elle ne s'annule plus.")


class ContactMayNotAsk(Refusal):
    message = N_(
        "Votre entreprise ne vous a pas donné le droit de demander des prix : voyez avec elle."
    )


class RequestHasNoSheet(Refusal):
    message = N_("Remplissez d'abord la fiche d'intérêt pédagogique de la %(request)s.")


class VerdictIsRedirect(Refusal):
    message = N_("La fiche dit « Orienter ailleurs » : changez la fiche, ou répondez au client.")


class QuoteIsSent(Refusal):
    message = N_("Le devis %(quote)s est parti : révisez-le pour le changer.")


class IncomeIsNoSale(Refusal):
    message = N_(
        "Une subvention, une taxe d'apprentissage ou un don n'est pas une vente : ni devis ni "
        "facture. Faites une convention ou un reçu, et notez-le en comptabilité."
    )


class LineHasNoOperation(Refusal):
    message = N_("%(line)s n'a aucune opération : ajoutez-en avant de garder la gamme.")


class RoutingIsKnown(Refusal):
    message = N_("Une gamme s'appelle déjà « %(name)s » : choisissez un autre nom.")


class NoReturnIsAwaited(Refusal):
    message = N_("Aucun retour n'est attendu pour cette réclamation, ou il est déjà noté.")


class RevisionIsAskedAlready(Refusal):
    message = N_("Un plan de « %(line)s » attend déjà une réponse : réglez-le d'abord.")


class NothingChanges(Refusal):
    message = N_("Ce sont les mêmes quantités : tapez celles qui changent.")


class QuantityIsNothing(Refusal):
    message = N_("« %(line)s » : tapez au moins une pièce, ou annulez la commande.")


class LessThanTaken(Refusal):
    message = N_("« %(line)s » : %(taken)s sont déjà livrées ou demandées, pas moins.")
