"""What screens ask sales."""

from erp.sales.queries.checks import learning_cost, why_not_sent
from erp.sales.queries.exchanges import (
    attachment,
    certificate,
    certificates_of,
    claim,
    claims,
    claims_of,
    messages_of,
    threads,
    waiting_messages,
)
from erp.sales.queries.orders import links_of, order, orders, shared_order
from erp.sales.queries.quotes import (
    answer_of_order,
    any_quote_line,
    quote,
    quote_line,
    quote_operation,
    quotes,
    quotes_that_expired,
)
from erp.sales.queries.requests import (
    asked_request,
    pending_request,
    request,
    request_file,
    requests,
)
from erp.sales.queries.study import (
    all_routings,
    differences,
    remarks_of,
    routing,
    routing_named,
    routings,
)

__all__ = [
    "all_routings",
    "answer_of_order",
    "any_quote_line",
    "asked_request",
    "attachment",
    "certificate",
    "certificates_of",
    "claim",
    "claims",
    "claims_of",
    "differences",
    "learning_cost",
    "links_of",
    "messages_of",
    "order",
    "orders",
    "pending_request",
    "quote",
    "quote_line",
    "quote_operation",
    "quotes",
    "quotes_that_expired",
    "remarks_of",
    "request",
    "request_file",
    "requests",
    "routing",
    "routing_named",
    "routings",
    "shared_order",
    "threads",
    "waiting_messages",
    "why_not_sent",
]
