"""What people do in sales: requests, quotes and orders."""

from erp.sales.actions.answers import (
    Noted,
    Yes,
    accept_quote,
    ask_change,
    ask_update,
    decline_quote,
)
from erp.sales.actions.exchanges import (
    answer_claim,
    cancel_order,
    mute_order,
    note_satisfaction,
    raise_claim,
    say,
)
from erp.sales.actions.merging import move_requests
from erp.sales.actions.orders import change_promise, change_reference, open_order
from erp.sales.actions.pending import confirm_pending, forget_pending, keep_pending, parts_of
from erp.sales.actions.quote_lines import (
    WantedQuantity,
    add_line,
    add_operation,
    change_line,
    change_operation,
    offer_quantities,
    remove_line,
    remove_operation,
)
from erp.sales.actions.quotes import (
    change_quote,
    expire_quote,
    quote_request,
    revise_quote,
    send_quote,
)
from erp.sales.actions.requests import (
    WantedPart,
    ask,
    attach_files,
    change_request,
    decline_request,
    note_request,
    study_request,
    withdraw_request,
)
from erp.sales.actions.sharing import share_order, stop_sharing
from erp.sales.actions.study import (
    keep_routing,
    remark,
    rename_routing,
    take_factors,
    take_operations,
)

__all__ = [
    "Noted",
    "WantedPart",
    "WantedQuantity",
    "Yes",
    "accept_quote",
    "add_line",
    "add_operation",
    "answer_claim",
    "ask",
    "ask_change",
    "ask_update",
    "attach_files",
    "cancel_order",
    "change_line",
    "change_operation",
    "change_promise",
    "change_reference",
    "change_quote",
    "change_request",
    "decline_quote",
    "decline_request",
    "confirm_pending",
    "expire_quote",
    "forget_pending",
    "keep_pending",
    "keep_routing",
    "move_requests",
    "mute_order",
    "note_request",
    "note_satisfaction",
    "offer_quantities",
    "open_order",
    "parts_of",
    "quote_request",
    "remark",
    "remove_line",
    "rename_routing",
    "remove_operation",
    "raise_claim",
    "revise_quote",
    "say",
    "send_quote",
    "share_order",
    "stop_sharing",
    "study_request",
    "take_factors",
    "take_operations",
    "withdraw_request",
]
