"""The client company's pages: only its own papers, ever."""

from erp.web.portal import (
    call_offs,
    delivery_slips,
    home,
    invoices,
    keys,
    menu,
    messages,
    orders,
    public_requests,
    quality,
    quotes,
    requests,
    search,
    statement,
    team,
    tracking,
    webhooks,
)
from erp.web.portal.face import portal, public

__all__ = [
    "call_offs",
    "delivery_slips",
    "home",
    "invoices",
    "keys",
    "menu",
    "messages",
    "orders",
    "portal",
    "public",
    "public_requests",
    "quality",
    "quotes",
    "requests",
    "search",
    "statement",
    "team",
    "tracking",
    "webhooks",
]
