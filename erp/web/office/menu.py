"""The office's menu: groups of (words, page, icon). A page that does not exist is not shown."""

from erp.core.words import N_
from erp.web.shared.shell import MENUS

MENUS["office"] = [
    ("", [(N_("À faire"), "office.home", "check2-square")]),
    (
        N_("Atelier"),
        [
            (N_("À valider"), "office.show_reviews", "clipboard-check"),
            (N_("Planning"), "office.show_board", "calendar3"),
            (N_("Équipes"), "office.show_week_of_teams", "people"),
            (N_("Ordres de fabrication"), "office.list_work_orders", "gear"),
            (N_("Rôles du jour"), "office.list_roles", "person-badge"),
            (N_("Écran du matin"), "office.show_morning", "display"),
            (N_("Tablettes"), "office.list_tablets", "tablet"),
        ],
    ),
    (
        N_("Clients"),
        [
            (N_("Demandes"), "office.list_requests", "inbox"),
            (N_("Devis"), "office.list_quotes", "file-earmark-text"),
            (N_("Commandes"), "office.list_orders", "box-seam"),
            (N_("Messages"), "office.list_threads", "chat-left-text"),
            (N_("Livraisons"), "office.list_delivery_slips", "truck"),
            (N_("Matière des clients"), "office.list_materials", "boxes"),
            (N_("Clients"), "office.list_customers", "buildings"),
            (N_("Taxe d'apprentissage"), "office.list_tax_asks", "bank"),
        ],
    ),
    (
        N_("Facturation"),
        [
            (N_("Factures"), "office.list_invoices", "receipt"),
            (N_("Règlements"), "office.list_payments", "cash-coin"),
            (N_("Comptabilité"), "office.show_books", "journal-text"),
            (N_("Factures reçues"), "office.list_supplier_invoices", "inbox-fill"),
            (N_("Clôtures"), "office.list_closings", "journal-check"),
        ],
    ),
    (
        N_("École"),
        [
            (N_("Emploi du temps"), "office.show_timetable", "calendar-week"),
            (N_("Appels"), "office.list_roll_calls", "person-check"),
            (N_("Absences"), "office.list_absences", "person-x"),
            (N_("Élèves et heures"), "office.list_students", "mortarboard"),
            (N_("Offres d'entreprises"), "office.list_offers", "briefcase"),
            (N_("Sécurité"), "office.show_safety", "shield-check"),
            (N_("Cours sur pièces"), "office.list_lesson_ideas", "lightbulb"),
            (N_("Promotions"), "office.list_cohorts", "collection"),
            (N_("Présence et commandes"), "office.show_gaps", "rulers"),
            (N_("Mes heures"), "office.show_my_hours", "clock-history"),
            (N_("Mes offres"), "office.list_my_offers", "briefcase"),
            (N_("Mon agenda"), "office.show_my_agenda", "calendar-plus"),
        ],
    ),
    (
        N_("Réglages"),
        [
            (N_("L'école"), "office.show_settings", "sliders"),
            (N_("Importer"), "office.list_imports", "upload"),
            (N_("Comptes"), "office.list_users", "person-gear"),
        ],
    ),
]
