"""The lives of a request, a quote and an order."""

from decimal import Decimal

from erp.core.words import N_, Word
from erp.core.workflow import Move, Workflow


class RequestState(Word):
    RECEIVED = "received", N_("Reçue"), "warn"
    STUDIED = "studied", N_("Étudiée"), "info"
    QUOTED = "quoted", N_("Devis en cours"), "info"
    DECLINED = "declined", N_("Orientée ailleurs"), "muted"
    WITHDRAWN = "withdrawn", N_("Retirée"), "muted"


class QuoteState(Word):
    DRAFT = "draft", N_("Brouillon"), "muted"
    SENT = "sent", N_("Envoyé"), "info"
    CHANGE_ASKED = "change_asked", N_("Modification demandée"), "warn"
    ACCEPTED = "accepted", N_("Accepté"), "ok"
    DECLINED = "declined", N_("Refusé"), "bad"
    EXPIRED = "expired", N_("Expiré"), "muted"
    REPLACED = "replaced", N_("Remplacé"), "muted"


class OrderState(Word):
    OPEN = "open", N_("En cours"), "info"
    DELIVERED = "delivered", N_("Livrée"), "ok"
    CANCELLED = "cancelled", N_("Annulée"), "muted"


class Flexibility(Word):
    """How much the wished week may move."""

    FLEXIBLE = "flexible", N_("Souple"), "ok"
    NORMAL = "normal", N_("Normal"), "info"
    TIGHT = "tight", N_("Serré"), "warn"


class Channel(Word):
    """How a customer's word came, when it did not come through the portal."""

    TELEPHONE = "telephone", N_("Par téléphone")
    EMAIL = "email", N_("Par e-mail")
    LETTER = "letter", N_("Par courrier")
    IN_PERSON = "in_person", N_("Sur place")


class MaterialBy(Word):
    SCHOOL = "school", N_("L'école")
    CUSTOMER = "customer", N_("Le client")


class PromiseReason(Word):
    """Why a promised week moved: a family, never a person."""

    MATERIAL = "material", N_("Matière en retard")
    MACHINE = "machine", N_("Machine en panne")
    QUALITY = "quality", N_("Pièces à refaire")
    CALENDAR = "calendar", N_("Calendrier de l'école")
    WORKSHOP = "workshop", N_("Organisation de l'atelier")
    CUSTOMER = "customer", N_("À votre demande")


class LineNature(Word):
    """Goods or service: it decides the VAT's date and the frame of the e-invoice (BT-23)."""

    GOODS = "goods", N_("Bien")
    SERVICE = "service", N_("Prestation")


class VatCase(Word):
    """Why a line bears VAT or none; but for the first and the last, a key of documents.vat."""

    TAXED = "taxed", N_("Avec TVA")
    SUBCONTRACTED_WORKS = "subcontracted_works", N_("Sous-traitance du bâtiment")
    EU_GOODS = "eu_goods", N_("Bien livré dans l'Union européenne")
    EU_SERVICES = "eu_services", N_("Prestation pour l'Union européenne")
    EXPORT = "export", N_("Exportation")
    TEACHING = "teaching", N_("Enseignement")
    NON_PROFIT = "non_profit", N_("Œuvre sans but lucratif")
    FRANCHISE = "franchise", N_("Franchise en base, 293 B")
    OUTSIDE = "outside", N_("Hors du champ de la TVA")
    NO_SALE = "no_sale", N_("Subvention, taxe d'apprentissage, don")


Vat = tuple[Decimal, VatCase]  # a rate in percent, and why


class Risk(Word):
    LOW = "low", N_("Faible"), "ok"
    MEDIUM = "medium", N_("Moyen"), "warn"
    HIGH = "high", N_("Élevé"), "bad"


class Verdict(Word):
    TAKE = "take", N_("Prendre"), "ok"
    NEGOTIATE = "negotiate", N_("Négocier"), "warn"
    REDIRECT = "redirect", N_("Orienter ailleurs"), "bad"


class AnswerKind(Word):
    ACCEPTED = "accepted", N_("Accepté"), "ok"
    DECLINED = "declined", N_("Refusé"), "bad"
    CHANGE_ASKED = "change_asked", N_("Modification demandée"), "warn"


class DeclineReason(Word):
    PRICE = "price", N_("Le prix")
    DELAY = "delay", N_("Le délai")
    ELSEWHERE = "elsewhere", N_("Confié à un autre")
    DROPPED = "dropped", N_("Le besoin a disparu")
    OTHER = "other", N_("Autre raison")


class ClaimKind(Word):
    """What a buyer asks about an order that runs or was delivered."""

    CHANGE = "change", N_("Changer la commande")
    CANCEL = "cancel", N_("Annuler la commande")
    FAULT = "fault", N_("Signaler un défaut")


class ClaimState(Word):
    OPEN = "open", N_("À répondre"), "warn"
    GRANTED = "granted", N_("Acceptée"), "ok"
    REFUSED = "refused", N_("Refusée"), "muted"


class RevisionState(Word):
    """Which drawing counts for what is left to make."""

    ASKED = "asked", N_("À vérifier par l'école"), "warn"
    TO_CONFIRM = "to_confirm", N_("À confirmer par le client"), "warn"
    COUNTS = "counts", N_("C'est ce plan qui compte"), "ok"
    DROPPED = "dropped", N_("L'ancien plan reste"), "muted"


class Satisfaction(Word):
    HAPPY = "happy", N_("Oui"), "ok"
    FAIR = "fair", N_("À peu près"), "warn"
    UNHAPPY = "unhappy", N_("Non"), "bad"


CLAIM = Workflow(
    grant=Move(N_("Accepter"), {ClaimState.OPEN}, ClaimState.GRANTED, N_("Accepté")),
    refuse=Move(N_("Refuser"), {ClaimState.OPEN}, ClaimState.REFUSED, N_("Refusé")),
)

V = RevisionState

REVISION = Workflow(
    answer=Move(N_("Répondre"), {V.ASKED}, V.TO_CONFIRM, N_("L'école a répondu")),
    contest=Move(N_("Pas d'accord"), {V.TO_CONFIRM}, V.ASKED, N_("Le client n'est pas d'accord")),
    take=Move(N_("Confirmer"), {V.TO_CONFIRM}, V.COUNTS, N_("Confirmé par le client")),
    leave=Move(N_("Confirmer"), {V.TO_CONFIRM}, V.DROPPED, N_("L'ancien plan reste")),
    withdraw=Move(N_("Retirer"), {V.ASKED, V.TO_CONFIRM}, V.DROPPED, N_("Plan retiré")),
)

TRACKING, ASKED, CONFIRM = "track-order", "track-request", "confirm-request"  # purposes of links

R, Q, O = RequestState, QuoteState, OrderState  # noqa: E741 - tables below read better

REQUEST = Workflow(
    study=Move(
        N_("Enregistrer l'étude"), {R.RECEIVED, R.STUDIED}, R.STUDIED, N_("Demande étudiée")
    ),
    quote=Move(N_("Préparer le devis"), {R.STUDIED, R.QUOTED}, R.QUOTED, N_("Devis commencé")),
    change=Move(
        N_("Changer la demande"), {R.RECEIVED, R.STUDIED}, R.RECEIVED, N_("Changée par le client")
    ),
    decline=Move(
        N_("Orienter ailleurs"), {R.RECEIVED, R.STUDIED}, R.DECLINED, N_("Orientée ailleurs")
    ),
    withdraw=Move(
        N_("Retirer la demande"), {R.RECEIVED, R.STUDIED}, R.WITHDRAWN, N_("Retirée par le client")
    ),
)

QUOTE = Workflow(
    send=Move(N_("Envoyer au client"), {Q.DRAFT}, Q.SENT, N_("Devis envoyé")),
    replace=Move(
        N_("Réviser"), {Q.SENT, Q.EXPIRED, Q.CHANGE_ASKED}, Q.REPLACED, N_("Devis remplacé")
    ),
    accept=Move(N_("Accepter"), {Q.SENT}, Q.ACCEPTED, N_("Devis accepté")),
    decline=Move(N_("Refuser"), {Q.SENT}, Q.DECLINED, N_("Devis refusé")),
    ask_change=Move(
        N_("Demander une modification"), {Q.SENT}, Q.CHANGE_ASKED, N_("Modification demandée")
    ),
    ask_update=Move(
        N_("Demander une mise à jour"),
        {Q.SENT, Q.EXPIRED},
        Q.CHANGE_ASKED,
        N_("Mise à jour demandée"),
    ),
    expire=Move(N_("Laisser expirer"), {Q.SENT}, Q.EXPIRED, N_("Devis expiré")),
)

ORDER = Workflow(
    deliver=Move(N_("Tout est livré"), {O.OPEN}, O.DELIVERED, N_("Commande livrée")),
    cancel=Move(N_("Annuler la commande"), {O.OPEN}, O.CANCELLED, N_("Commande annulée")),
)
