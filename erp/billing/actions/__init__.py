"""What people do with money papers: draft, issue, credit; and note what was received."""

from erp.billing.actions.books import (
    count_account,
    set_accounts,
    set_figure,
)
from erp.billing.actions.credit_notes import credit_invoice
from erp.billing.actions.invoices import (
    change_line,
    discard_draft,
    draft_invoice,
    issue_invoice,
    note_paid,
    remove_line,
)
from erp.billing.actions.payments import correct_payment, pay_back, pay_invoice, record_payment
from erp.billing.actions.reminders import (
    mute_reminders,
    send_reminder,
    set_late_rate,
    unmute_reminders,
    word_step,
)
from erp.billing.actions.shares import settle_note, take_back, use_credit
from erp.billing.actions.special import copy_invoice, draft_corrective, draft_deposit
from erp.billing.actions.statuses import (
    note_receipt,
    note_replaced,
    note_set_off,
    note_shares,
    note_status,
)

__all__ = [
    "set_figure",
    "set_accounts",
    "count_account",
    "word_step",
    "unmute_reminders",
    "set_late_rate",
    "send_reminder",
    "mute_reminders",
    "change_line",
    "copy_invoice",
    "correct_payment",
    "credit_invoice",
    "discard_draft",
    "draft_corrective",
    "draft_deposit",
    "draft_invoice",
    "issue_invoice",
    "note_receipt",
    "note_replaced",
    "note_set_off",
    "note_shares",
    "note_status",
    "note_paid",
    "pay_back",
    "pay_invoice",
    "record_payment",
    "remove_line",
    "settle_note",
    "take_back",
    "use_credit",
]
