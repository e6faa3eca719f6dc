"""The words of the letters that the road sends; to whom, is said by each hand-over."""

from erp.core import mail
from erp.core.words import N_
from erp.customers.models import Contact

REQUEST_RECEIVED = (
    N_("Votre demande : %(label)s"),
    N_(
        "Bonjour %(name)s,\n\nNous avons bien reçu votre demande n° %(number)s : %(label)s.\n"
        "Nous vous répondons d'ici le %(answer_by)s.\n\nSuivez-la ici : %(link)s\n\n%(school)s\n"
    ),
)
CONFIRM_REQUEST = (
    N_("Confirmez votre demande : %(label)s"),
    N_(
        "Bonjour %(name)s,\n\nVous demandez un prix à %(school)s : %(label)s.\n"
        "Confirmez votre adresse dans les 48 heures, et nous étudions votre demande :\n%(link)s\n\n"
        "Vous n'avez rien demandé ? Ne faites rien : tout sera effacé.\n"
    ),
)
REQUEST_DECLINED = (
    N_("Votre demande : %(label)s"),
    N_("Bonjour %(name)s,\n\n%(reply)s\n\n%(school)s\n"),
)
QUOTE_SENT = (
    N_("Notre devis %(number)s : %(label)s"),
    N_(
        "Bonjour %(name)s,\n\nVotre devis %(number)s est prêt. Il vaut jusqu'au %(valid_until)s.\n"
        "Lisez-le et répondez ici : %(link)s\n\n%(school)s\n"
    ),
)
ORDER_OPENED = (
    N_("Votre commande %(number)s est lancée"),
    N_(
        "Bonjour %(name)s,\n\nMerci. Votre commande %(number)s est lancée à l'atelier.\n"
        "Suivez-la ici : %(link)s\n\n%(school)s\n"
    ),
)
DELIVERY_READY = (
    N_("Votre livraison %(number)s est prête"),
    N_(
        "Bonjour %(name)s,\n\nVos pièces sont prêtes (bon %(number)s).\n"
        "Signez à la réception, ou ici : %(link)s\n\n%(school)s\n"
    ),
)
PART_DELIVERED = (
    N_("Livraison %(number)s signée"),
    N_(
        "Bonjour %(name)s,\n\nLe bon %(number)s de votre commande %(order)s est signé : "
        "il reste des pièces à livrer.\nRetrouvez-le ici : %(link)s\n\n%(school)s\n"
    ),
)
ORDER_DELIVERED = (
    N_("Votre commande %(order)s est livrée"),
    N_(
        "Bonjour %(name)s,\n\nVotre commande %(order)s est livrée en entier (bon %(number)s). "
        "Merci.\nRetrouvez le bon signé ici : %(link)s\n\n%(school)s\n"
    ),
)
INVOICE_ISSUED = (
    N_("Votre facture %(number)s"),
    N_(
        "Bonjour %(name)s,\n\nVotre facture %(number)s est disponible, à régler avant le "
        "%(due_on)s.\nLisez-la ici : %(link)s\n\n%(school)s\n"
    ),
)
CREDIT_NOTE_ISSUED = (
    N_("Votre avoir %(number)s"),
    N_(
        "Bonjour %(name)s,\n\nL'avoir %(number)s corrige votre facture %(credited)s : "
        "%(reason)s.\nLisez-le ici : %(link)s\n\n%(school)s\n"
    ),
)
MESSAGE = (
    N_("L'école vous répond, commande %(number)s"),
    N_(
        "Bonjour %(name)s,\n\nL'école vous a écrit au sujet de votre commande %(number)s.\n"
        "Lisez et répondez ici : %(link)s\n\n%(school)s\n"
    ),
)
CLAIM_ANSWERED = (
    N_("Notre réponse, commande %(number)s"),
    N_(
        "Bonjour %(name)s,\n\nVotre demande (%(kind)s) est %(verdict)s : %(answer)s\n"
        "Retrouvez-la ici : %(link)s\n\n%(school)s\n"
    ),
)
BUYER_WROTE = (
    N_("%(customer)s écrit, commande %(number)s"),
    N_("%(customer)s écrit :\n\n%(text)s\n\nRépondez ici : %(link)s\n"),
)
Letter = tuple[str, str]
# What a buyer is told of an order's way, and nothing else; a part of it is told as the whole is.
MILESTONES: tuple[Letter, ...] = (
    REQUEST_RECEIVED, QUOTE_SENT, ORDER_OPENED, DELIVERY_READY, ORDER_DELIVERED,
)  # fmt: skip
# Said because they did something: confirmed an address, wrote, asked; or to the school itself.
ANSWERS = (CONFIRM_REQUEST, REQUEST_DECLINED, PART_DELIVERED, MESSAGE, CLAIM_ANSWERED, BUYER_WROTE)
PAPERS = (INVOICE_ISSUED, CREDIT_NOTE_ISSUED)  # the law's, whatever is muted


def post(letter: Letter, contact: Contact | None, *, key: str, **facts: object) -> None:
    """Leave the letter in the outbox; a company without a contact gets none."""
    if contact is None:
        return
    subject, text = letter
    told = {"name": contact.name, **{name: str(fact) for name, fact in facts.items()}}
    mail.post(contact.email, subject % told, text % told, key=key)
