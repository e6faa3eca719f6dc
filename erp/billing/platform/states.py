"""The closed lists of the life cycle of an e-invoice: statuses and reasons (CDAR, XP Z12-012)."""

from erp.core.words import N_, Word


class StatusCode(Word):
    """MDT-105; the list of BR-FR-CDV-CL-06 as far as it is about invoices."""

    DEPOSITED = "200", N_("Déposée"), "info"
    SENT_ON = "201", N_("Émise par la plateforme"), "info"
    RECEIVED = "202", N_("Reçue par la plateforme du client"), "info"
    AVAILABLE = "203", N_("Mise à disposition"), "info"
    IN_HAND = "204", N_("Prise en charge"), "info"
    APPROVED = "205", N_("Approuvée"), "ok"
    PARTLY_APPROVED = "206", N_("Approuvée partiellement"), "warn"
    DISPUTED = "207", N_("En litige"), "bad"
    SUSPENDED = "208", N_("Suspendue"), "warn"
    COMPLETED = "209", N_("Complétée"), "info"
    REFUSED = "210", N_("Refusée"), "bad"
    PAYMENT_SENT = "211", N_("Paiement transmis"), "ok"
    COLLECTED = "212", N_("Encaissée"), "ok"
    REJECTED = "213", N_("Rejetée"), "bad"
    STAMPED = "214", N_("Visée"), "info"
    CANCELLED = "220", N_("Annulée"), "muted"
    ROUTING_ERROR = "221", N_("Erreur de routage"), "bad"
    DIRECT_PAYMENT = "224", N_("Demande de paiement direct"), "info"
    FACTORED = "225", N_("Affacturée"), "info"
    FACTORED_QUIETLY = "226", N_("Affacturée confidentiel"), "info"
    ACCOUNT_CHANGED = "227", N_("Changement de compte à payer"), "warn"
    NOT_FACTORED = "228", N_("Non affacturée"), "info"
    INADMISSIBLE = "501", N_("Irrecevable"), "bad"

    @property
    def is_compulsory(self) -> bool:
        """Whether it is sent on to the tax administration."""
        return self in COMPULSORY

    @property
    def is_terminal(self) -> bool:
        return self in TERMINAL

    @property
    def asks_for_reason(self) -> bool:
        return self in REASONS_OF and self not in MAY_HAVE_REASON

    @property
    def next_step(self) -> str:
        """What it asks of the office now; "" when there is nothing to do."""
        return NEXT_STEPS.get(self, "")


S = StatusCode
COMPULSORY = frozenset({S.DEPOSITED, S.REFUSED, S.COLLECTED, S.REJECTED})
TERMINAL = frozenset({S.REFUSED, S.REJECTED, S.CANCELLED, S.INADMISSIBLE})
NEXT_STEPS = {
    S.PARTLY_APPROVED: N_("Faites un avoir pour la part refusée, puis attendez le règlement."),
    S.DISPUTED: N_(
        "Appelez le client : une réponse, un avoir ou une rectificative clôt le litige."
    ),
    S.SUSPENDED: N_("Envoyez la pièce qui manque, puis notez « Complétée »."),
    S.REFUSED: N_(
        "Le client refuse : son numéro est pris. Faites un avoir, puis une nouvelle facture corrigée."
    ),
    S.REJECTED: N_(
        "Le fichier est rejeté : son numéro est pris. Voyez avec votre comptable, corrigez la fiche "
        "en cause, puis émettez une nouvelle facture."
    ),
    S.INADMISSIBLE: N_(
        "Le fichier n'a pas pu être lu. Vérifiez le réglage de la plateforme, puis déposez de nouveau."
    ),
    S.ROUTING_ERROR: N_("L'adresse électronique du client est fausse : corrigez sa fiche."),
    S.ACCOUNT_CHANGED: N_("Le compte à payer a changé : prévenez le comptable."),
}


class Reason(Word):
    """MDT-113; a code as the norm writes it. Which status takes which: REASONS_OF."""

    NOT_SENT = "NON_TRANSMISE", N_("Non transmise au client")
    NO_PROOF = "JUSTIF_ABS", N_("Justificatif absent ou insuffisant")
    ROUTING = "ROUTAGE_ERR", N_("Erreur de routage")
    OTHER = "AUTRE", N_("Autre motif")
    BANK = "COORD_BANC_ERR", N_("Coordonnées bancaires erronées")
    VAT_RATE = "TX_TVA_ERR", N_("Taux de TVA erroné")
    TOTAL = "MONTANTTOTAL_ERR", N_("Montant total erroné")
    SUM = "CALCUL_ERR", N_("Erreur de calcul")
    MENTION = "NON_CONFORME", N_("Mention légale manquante")
    DOUBLE = "DOUBLON", N_("Facture en double")
    UNKNOWN_BUYER = "DEST_INC", N_("Destinataire inconnu")
    WRONG_BUYER = "DEST_ERR", N_("Erreur de destinataire")
    UNKNOWN_SALE = "TRANSAC_INC", N_("Transaction inconnue")
    UNKNOWN_SELLER = "EMMET_INC", N_("Émetteur inconnu")
    CONTRACT_ENDED = "CONTRAT_TERM", N_("Contrat terminé")
    BILLED_TWICE = "DOUBLE_FACT", N_("Double facturation")
    ORDER_NUMBER = "CMD_ERR", N_("Numéro de commande faux ou manquant")
    ADDRESS = "ADR_ERR", N_("Adresse de facturation électronique erronée")
    SIRET = "SIRET_ERR", N_("SIRET faux ou manquant")
    ROUTING_CODE = "CODE_ROUTAGE_ERR", N_("Code de routage faux ou manquant")
    CONTRACT = "REF_CT_ABSENT", N_("Référence du contrat manquante")
    REFERENCE = "REF_ERR", N_("Référence erronée")
    UNIT_PRICE = "PU_ERR", N_("Prix unitaire erroné")
    DISCOUNT = "REM_ERR", N_("Remise erronée")
    QUANTITY = "QTE_ERR", N_("Quantité erronée")
    ARTICLE = "ART_ERR", N_("Article erroné")
    PAYMENT_TERMS = "MODPAI_ERR", N_("Modalités de paiement erronées")
    QUALITY = "QUALITE_ERR", N_("Qualité des pièces livrées")
    DELIVERY = "LIVR_INCOMP", N_("Livraison incomplète")
    MEANING = "REJ_SEMAN", N_("Contrôle sémantique en échec")
    UNIQUENESS = "REJ_UNI", N_("Contrôle d'unicité en échec")
    COHERENCE = "REJ_COH", N_("Contrôle de cohérence en échec")
    ADDRESSING = "REJ_ADR", N_("Contrôle d'adressage en échec")
    PUBLIC_CONTENT = "REJ_CONT_B2G", N_("Contrôle propre au secteur public en échec")
    ATTACHMENT = "REJ_REF_PJ", N_("Référence de pièce jointe en échec")
    ATTACHMENT_LINK = "REJ_ASS_PJ", N_("Association de pièce jointe en échec")
    WITHDRAWN = "RETRAIT_MAN_SERV", N_("Retrait du mandat de service")
    UNDECLARED = "ST_CT_NON_DECLAR", N_("Sous-traitant non déclaré")
    CREDITED = "SUPPR_COMP_AVOIR", N_("Supprimée, compensée par un avoir")
    BY_REGIE = "TRANSF_PMNT_REGIE", N_("Payée en régie")
    ASK_BUYER = "CONTACT_ACHTR", N_("Contactez l'acheteur")
    EMPTY = "IRR_VIDE_F", N_("Fichier vide")
    KIND = "IRR_TYPE_F", N_("Type de fichier refusé")
    SYNTAX = "IRR_SYNTAX", N_("Syntaxe du fichier")
    ATTACHMENT_SIZE = "IRR_TAILLE_PJ", N_("Pièce jointe trop lourde")
    ATTACHMENT_NAME = "IRR_NOM_PJ", N_("Nom de pièce jointe refusé")
    ATTACHMENT_EMPTY = "IRR_VID_PJ", N_("Pièce jointe vide")
    EXTENSION = "IRR_EXT_DOC", N_("Extension refusée")
    SIZE = "IRR_TAILLE_F", N_("Fichier trop lourd")
    VIRUS = "IRR_ANTIVIRUS", N_("Virus")
    NAME = "IRR_NOM_F", N_("Nom de fichier refusé")


R = Reason
_REFUSING = (
    R.VAT_RATE, R.TOTAL, R.SUM, R.MENTION, R.DOUBLE, R.WRONG_BUYER, R.UNKNOWN_SALE,
    R.UNKNOWN_SELLER, R.CONTRACT_ENDED, R.BILLED_TWICE, R.ORDER_NUMBER, R.ADDRESS, R.CONTRACT,
)  # fmt: skip
_LINES = (
    R.SIRET, R.ROUTING_CODE, R.CONTRACT, R.REFERENCE, R.UNIT_PRICE, R.DISCOUNT, R.QUANTITY,
    R.ARTICLE, R.PAYMENT_TERMS, R.QUALITY, R.DELIVERY,
)  # fmt: skip
_PUBLIC = (
    R.WITHDRAWN, R.UNDECLARED, R.CREDITED, R.BY_REGIE, R.OTHER, R.BANK, R.DELIVERY,
)  # fmt: skip
REASONS_OF: dict[StatusCode, tuple[Reason, ...]] = {  # BR-FR-CDV-CL-09
    S.DEPOSITED: (R.NOT_SENT,),
    S.PARTLY_APPROVED: (R.OTHER, R.ORDER_NUMBER, *_LINES),
    S.DISPUTED: (R.OTHER, R.BANK, R.UNKNOWN_BUYER, *_REFUSING[:-1], *_LINES),
    S.SUSPENDED: (
        R.NO_PROOF, R.BANK, R.ORDER_NUMBER, R.SIRET, R.ROUTING_CODE, R.CONTRACT, R.REFERENCE,
    ),
    S.REFUSED: _REFUSING,
    S.REJECTED: (
        R.TOTAL, R.SUM, R.DOUBLE, R.UNKNOWN_BUYER, R.ADDRESS, R.MEANING, R.UNIQUENESS, R.COHERENCE,
        R.ADDRESSING, R.PUBLIC_CONTENT, R.ATTACHMENT, R.ATTACHMENT_LINK,
    ),
    S.ROUTING_ERROR: (R.ROUTING,),
    S.INADMISSIBLE: (
        R.EMPTY, R.KIND, R.SYNTAX, R.ATTACHMENT_SIZE, R.ATTACHMENT_NAME, R.ATTACHMENT_EMPTY,
        R.EXTENSION, R.SIZE, R.VIRUS, R.NAME,
    ),
}  # fmt: skip
MAY_HAVE_REASON = frozenset({S.DEPOSITED, S.ROUTING_ERROR})  # BR-FR-CDV-15 does not ask for one


def reasons_of(code: StatusCode, *, public: bool = False) -> tuple[Reason, ...]:
    """The reasons this status takes; a public buyer refuses with a few more."""
    more = _PUBLIC if public and code is StatusCode.REFUSED else ()
    return (*REASONS_OF.get(code, ()), *more)


class Source(Word):
    """Who told us."""

    PLATFORM = "platform", N_("La plateforme")
    OFFICE = "office", N_("L'école")


class Adapter(Word):
    """How the platform is reached."""

    FOLDER = "folder", N_("Un dossier, à déposer soi-même")
    API = "api", N_("L'interface XP Z12-013 de la plateforme")


class Answer(Word):
    """What the platform said of a flow after it took it."""

    TAKEN = "taken", N_("Acceptée par la plateforme"), "ok"
    ERROR = "error", N_("Refusée par la plateforme"), "bad"
