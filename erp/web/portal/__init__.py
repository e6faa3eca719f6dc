"""The client company's pages: only its own papers, ever."""

from erp.web.portal import (
    delivery_slips,
    home,
    invoices,
    menu,
    orders,
    public_requests,
    quotes,
    requests,
    team,
    tracking,
)
from erp.web.portal.face import portal, public

__all__ = [
    "delivery_slips",
    "home",
    "invoices",
    "menu",
    "orders",
    "portal",
    "public",
    "public_requests",
    "quotes",
    "requests",
    "team",
    "tracking",
]
