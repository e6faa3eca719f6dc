"""Money papers as they are stored: invoices and credit notes; what was received has its own file."""

from erp.billing.models import ledger  # noqa: F401 - declares what is sealed
from erp.billing.models.books import AccountCounts, AccountSetting, YearFigure
from erp.billing.models.invoices import Deduction, Invoice, InvoiceLine
from erp.billing.models.matchings import MatchedItem, Matching, MatchingUndone
from erp.billing.models.payments import Payment, Share
from erp.billing.models.reminders import LateRate, Reminder, ReminderMute, ReminderStep

__all__ = [
    "AccountCounts",
    "AccountSetting",
    "Deduction",
    "Invoice",
    "InvoiceLine",
    "LateRate",
    "MatchedItem",
    "Matching",
    "MatchingUndone",
    "Payment",
    "Reminder",
    "ReminderMute",
    "ReminderStep",
    "Share",
    "YearFigure",
]
