"""What people do with money papers: draft, issue, credit; and note what was received."""

from erp.billing.actions.credit_notes import credit_invoice
from erp.billing.actions.invoices import (
    change_line,
    discard_draft,
    draft_invoice,
    issue_invoice,
    note_paid,
    remove_line,
)
from erp.billing.actions.payments import record_payment
from erp.billing.actions.special import copy_invoice, draft_corrective, draft_deposit

__all__ = [
    "change_line",
    "copy_invoice",
    "credit_invoice",
    "discard_draft",
    "draft_corrective",
    "draft_deposit",
    "draft_invoice",
    "issue_invoice",
    "note_paid",
    "record_payment",
    "remove_line",
]
