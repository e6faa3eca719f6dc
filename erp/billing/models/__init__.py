"""Money papers as they are stored, a file for each: invoices, payments, statuses, exchanges…"""

from erp.billing.models import ledger  # noqa: F401 - declares what is sealed
from erp.billing.models.books import AccountCounts, AccountSetting, YearFigure
from erp.billing.models.exchanges import PlatformExchange, PlatformSettings
from erp.billing.models.incoming import SupplierInvoice, SupplierStatus
from erp.billing.models.invoices import Deduction, Invoice, InvoiceLine
from erp.billing.models.matchings import MatchedItem, Matching, MatchingUndone
from erp.billing.models.payments import Payment, Share
from erp.billing.models.reminders import LateRate, Reminder, ReminderMute, ReminderStep
from erp.billing.models.statuses import InvoiceStatus, StatusAmount

__all__ = [
    "AccountCounts",
    "AccountSetting",
    "Deduction",
    "Invoice",
    "InvoiceLine",
    "InvoiceStatus",
    "LateRate",
    "MatchedItem",
    "Matching",
    "MatchingUndone",
    "Payment",
    "PlatformExchange",
    "PlatformSettings",
    "Reminder",
    "ReminderMute",
    "ReminderStep",
    "Share",
    "StatusAmount",
    "SupplierInvoice",
    "SupplierStatus",
    "YearFigure",
]
