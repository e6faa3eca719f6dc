"""The office's pages: direction, secretary, instructors, teachers."""

from erp.web.office import (
    customers,
    home,
    menu,
    orders,
    quote_lines,
    quotes,
    requests,
    search,
    users,
)
from erp.web.office.face import office

__all__ = [
    "customers",
    "home",
    "menu",
    "office",
    "orders",
    "quote_lines",
    "quotes",
    "requests",
    "search",
    "users",
]
