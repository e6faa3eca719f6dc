"""What people do with money papers: draft, issue, credit; and note what was received."""

from erp.billing.actions.credit_notes import credit_invoice
from erp.billing.actions.invoices import discard_draft, draft_invoice, explain_vat, issue_invoice
from erp.billing.actions.payments import correct_payment, pay_back, pay_invoice, record_payment
from erp.billing.actions.shares import settle_note, take_back, use_credit

__all__ = [
    "correct_payment",
    "credit_invoice",
    "discard_draft",
    "draft_invoice",
    "explain_vat",
    "issue_invoice",
    "pay_back",
    "pay_invoice",
    "record_payment",
    "settle_note",
    "take_back",
    "use_credit",
]
