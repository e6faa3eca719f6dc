"""What people do in sales: requests, quotes and orders."""

from erp.sales.actions.orders import change_promise, change_reference, open_order
from erp.sales.actions.quote_lines import (
    add_line,
    add_operation,
    change_line,
    change_operation,
    remove_line,
    remove_operation,
)
from erp.sales.actions.quotes import (
    accept_quote,
    ask_change,
    change_quote,
    decline_quote,
    expire_quote,
    quote_request,
    revise_quote,
    send_quote,
)
from erp.sales.actions.requests import (
    ask,
    attach_files,
    decline_request,
    study_request,
    withdraw_request,
)
from erp.sales.actions.sharing import share_order, stop_sharing

__all__ = [
    "accept_quote",
    "add_line",
    "add_operation",
    "ask",
    "ask_change",
    "attach_files",
    "change_line",
    "change_operation",
    "change_promise",
    "change_reference",
    "change_quote",
    "decline_quote",
    "decline_request",
    "expire_quote",
    "open_order",
    "quote_request",
    "remove_line",
    "remove_operation",
    "revise_quote",
    "send_quote",
    "share_order",
    "stop_sharing",
    "study_request",
    "withdraw_request",
]
