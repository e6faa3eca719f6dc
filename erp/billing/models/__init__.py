"""Money papers as they are stored, a file for each: invoices, payments, statuses."""

from erp.billing.models.exchanges import PlatformExchange, PlatformSettings
from erp.billing.models.incoming import SupplierInvoice, SupplierStatus
from erp.billing.models.invoices import Deduction, Invoice, InvoiceLine
from erp.billing.models.payments import Payment
from erp.billing.models.statuses import InvoiceStatus, StatusAmount

__all__ = [
    "Deduction",
    "Invoice",
    "InvoiceLine",
    "InvoiceStatus",
    "Payment",
    "PlatformExchange",
    "PlatformSettings",
    "StatusAmount",
    "SupplierInvoice",
    "SupplierStatus",
]
