"""The office's pages: direction, secretary, instructors, teachers."""

from erp.web.office import (
    customers,
    delivery_slips,
    home,
    invoices,
    menu,
    orders,
    quote_lines,
    quotes,
    requests,
    reviews,
    search,
    tablets,
    teams,
    users,
    work_orders,
)
from erp.web.office.face import office

__all__ = [
    "customers",
    "delivery_slips",
    "home",
    "invoices",
    "menu",
    "office",
    "orders",
    "quote_lines",
    "quotes",
    "requests",
    "reviews",
    "search",
    "tablets",
    "teams",
    "users",
    "work_orders",
]
