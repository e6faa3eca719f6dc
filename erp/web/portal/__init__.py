"""The client company's pages: only its own papers, ever."""

from erp.web.portal import (
    home,
    menu,
    orders,
    quotes,
    requests,
)
from erp.web.portal.face import portal

__all__ = [
    "home",
    "menu",
    "orders",
    "portal",
    "quotes",
    "requests",
]
