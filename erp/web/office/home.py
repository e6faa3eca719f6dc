"""What waits for this person today."""

from flask import render_template
from flask_login import current_user

from erp.access.permissions import May, is_granted
from erp.core import clock
from erp.core.words import N_
from erp.reporting import queries
from erp.reporting.settings import Start, first_steps
from erp.web.office.face import office

# Each kind that may wait: how many in words (one, several), its page, its icon.
WORDS = {
    "help": (N_("élève demande de l'aide"), N_("élèves demandent de l'aide")),
    "locked": (N_("code d'élève bloqué"), N_("codes d'élèves bloqués")),
    "to_validate": (N_("opération à valider"), N_("opérations à valider")),
    "roll_calls": (N_("appel à faire"), N_("appels à faire")),
    "requests": (N_("demande à étudier"), N_("demandes à étudier")),
    "studied": (N_("demande étudiée attend son devis"), N_("demandes étudiées attendent un devis")),
    "messages": (N_("message sans réponse"), N_("messages sans réponse")),
    "claims": (N_("changement ou défaut à répondre"), N_("changements ou défauts à répondre")),
    "revisions": (N_("nouveau plan à vérifier"), N_("nouveaux plans à vérifier")),
    "newcomers": (N_("entreprise à vérifier"), N_("entreprises à vérifier")),
    "offers": (N_("offre d'entreprise à vérifier"), N_("offres d'entreprises à vérifier")),
    "interests": (N_("élève attend l'accord d'un adulte"), N_("élèves attendent un accord")),
    "tax": (
        N_("entreprise à qui parler de sa taxe d'apprentissage"),
        N_("entreprises à qui parler de leur taxe d'apprentissage"),
    ),
    "quotes": (N_("devis à finir"), N_("devis à finir")),
    "safety": (N_("échéance de sécurité"), N_("échéances de sécurité")),
    "late_work": (N_("ordre de fabrication en retard"), N_("ordres de fabrication en retard")),
    "to_sign": (N_("bon de livraison à signer"), N_("bons de livraison à signer")),
    "to_invoice": (N_("bon signé à facturer"), N_("bons signés à facturer")),
    "invoices": (N_("facture à émettre"), N_("factures à émettre")),
}
PAGES = {
    "help": ("office.show_reviews", "hand-index-thumb"),
    "locked": ("office.list_tablets", "lock"),
    "to_validate": ("office.show_reviews", "clipboard-check"),
    "messages": ("office.list_threads", "chat-left-text"),
    "claims": ("office.list_claims", "exclamation-circle"),
    "revisions": ("office.list_all_revisions", "file-earmark-diff"),
    "newcomers": ("office.list_customers", "buildings"),
    "roll_calls": ("office.list_roll_calls", "person-check"),
    "requests": ("office.list_requests", "inbox"),
    "studied": ("office.list_requests", "file-earmark-plus"),
    "offers": ("office.list_offers", "briefcase"),
    "interests": ("office.list_offers", "hand-thumbs-up"),
    "tax": ("office.list_tax_asks", "bank"),
    "quotes": ("office.list_quotes", "file-earmark-text"),
    "safety": ("office.show_safety", "shield-exclamation"),
    "late_work": ("office.list_work_orders", "alarm"),
    "to_sign": ("office.list_delivery_slips", "truck"),
    "to_invoice": ("office.list_slips_to_invoice", "truck"),
    "invoices": ("office.list_invoices", "receipt"),
}


# What a new school has still to prepare, in order: its words, its page.
STARTS = {
    "operation_types": (N_("Vos opérations et leurs tarifs"), "office.list_operation_types"),
    "machines": (N_("Vos machines"), "office.list_machines"),
    "instructors": (N_("Les comptes des maîtres et des enseignants"), "office.list_users"),
    "cohorts": (N_("Vos promotions"), "office.list_cohorts"),
    "students": (N_("Vos élèves"), "office.list_students"),
    "sessions": (N_("L'emploi du temps"), "office.show_usual_week"),
    "tablets": (N_("Une tablette à l'atelier"), "office.list_tablets"),
    "customers": (N_("Vos clients"), "office.list_customers"),
}


@office.get("/", access=May.USE_OFFICE)
def home() -> str:
    waiting = queries.what_waits(current_user, now=clock.now())
    sessions = queries.today_of(current_user, day=clock.today())
    return render_template(
        "office/home/home.html",
        waiting=waiting,
        sessions=sessions,
        words=WORDS,
        pages=PAGES,
        starts=starts_to_do(),
        start_words=STARTS,
    )


def starts_to_do() -> list[Start]:
    """The first steps, until all are done; to whoever settles the school."""
    if not is_granted(current_user, May.MANAGE_SETTINGS):
        return []
    steps = first_steps()
    return [] if all(step.is_done for step in steps) else steps
