"""Money papers as they are stored: invoices and credit notes; what was received has its own file."""

from erp.billing.models.invoices import Deduction, Invoice, InvoiceLine
from erp.billing.models.payments import Payment

__all__ = ["Deduction", "Invoice", "InvoiceLine", "Payment"]
