"""Money papers as they are stored: invoices and credit notes; what was received has its own file."""

from erp.billing.models.invoices import Deduction, Invoice, InvoiceLine
from erp.billing.models.matchings import MatchedItem, Matching, MatchingUndone
from erp.billing.models.payments import Payment, Share

__all__ = [
    "Deduction",
    "Invoice",
    "InvoiceLine",
    "MatchedItem",
    "Matching",
    "MatchingUndone",
    "Payment",
    "Share",
]
