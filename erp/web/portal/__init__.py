"""The client company's pages: only its own papers, ever."""

from erp.web.portal import (
    delivery_slips,
    home,
    invoices,
    menu,
    orders,
    quotes,
    requests,
    team,
)
from erp.web.portal.face import portal

__all__ = [
    "delivery_slips",
    "home",
    "invoices",
    "menu",
    "orders",
    "portal",
    "quotes",
    "requests",
    "team",
]
