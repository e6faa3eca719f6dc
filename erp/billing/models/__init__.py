"""Money papers as they are stored: invoices and credit notes; what was received has its own file."""

from erp.billing.models import ledger  # noqa: F401 - declares what is sealed
from erp.billing.models.invoices import Invoice, InvoiceLine
from erp.billing.models.payments import Payment

__all__ = ["Invoice", "InvoiceLine", "Payment"]
