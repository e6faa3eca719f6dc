"""One box for all that a buyer has: requests, quotes, orders, invoices."""

from collections.abc import Sequence
from typing import Any

from flask import render_template

from erp.access.permissions import May
from erp.billing import queries as billing
from erp.core import clock
from erp.sales import queries
from erp.web.portal.face import portal
from erp.web.portal.scope import own_contact
from erp.web.shared.paging import words

MOST = 10


@portal.get("/recherche", access=May.BUY)
def search() -> str:
    contact, asked = own_contact(), words()
    ours, today = contact.customer_id, clock.today()
    found: dict[str, Sequence[Any]] = {}
    if asked.strip():
        found["requests"] = queries.requests(asked, customer_id=ours).rows[:MOST]
        found["quotes"] = queries.quotes(asked, customer_id=ours).rows[:MOST]
        found["orders"] = queries.orders(asked, customer_id=ours).rows[:MOST]
    if asked.strip() and contact.sees_invoices:
        page = billing.invoices(asked, customer_id=ours, today=today)
        found["invoices"] = page.rows[:MOST]
    return render_template("portal/search/search.html", q=asked, found=found)
