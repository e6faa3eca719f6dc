"""The portal's menu."""

from erp.core.words import N_
from erp.web.shared.shell import MENUS

MENUS["portal"] = [
    (
        "",
        [
            (N_("Demandes"), "portal.list_requests", "plus-circle"),
            (N_("Devis"), "portal.list_quotes", "file-earmark-text"),
            (N_("Commandes"), "portal.list_orders", "box-seam"),
            (N_("Factures"), "portal.list_invoices", "receipt"),
        ],
    )
]
