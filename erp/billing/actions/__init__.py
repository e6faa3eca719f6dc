"""What people do with money papers: draft, issue, credit; and note what was received."""

from erp.billing.actions.credit_notes import credit_invoice
from erp.billing.actions.invoices import discard_draft, draft_invoice, explain_vat, issue_invoice
from erp.billing.actions.payments import record_payment
from erp.billing.actions.statuses import note_status

__all__ = [
    "credit_invoice",
    "discard_draft",
    "draft_invoice",
    "explain_vat",
    "issue_invoice",
    "note_status",
    "record_payment",
]
