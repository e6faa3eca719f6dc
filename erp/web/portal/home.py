"""The buyer's first page: what is for them to do now, and what we are making."""

from collections.abc import Sequence
from datetime import date

from flask import render_template

from erp.access.permissions import May
from erp.billing import queries as billing
from erp.billing.models import Invoice
from erp.core import clock
from erp.customers.models import Contact
from erp.delivery import queries as delivery
from erp.production import queries as production
from erp.sales import queries as sales
from erp.sales.states import OrderState, QuoteState
from erp.web.portal.face import portal
from erp.web.portal.scope import own_contact


@portal.get("/", access=May.BUY)
def home() -> str:
    contact, today = own_contact(), clock.today()
    ours = contact.customer_id
    return render_template(
        "portal/home/home.html",
        contact=contact,
        quotes=sales.quotes(customer_id=ours, state=QuoteState.SENT).rows,
        slips=delivery.slips_to_sign(ours),
        invoices=unpaid(contact, today),
        orders=sales.orders(customer_id=ours, state=OrderState.OPEN).rows,
        materials=production.customer_materials(customer_id=ours, held=True).rows,
    )


def unpaid(contact: Contact, today: date) -> Sequence[Invoice]:
    """What the company has to pay, for those of its people who see the invoices."""
    if not contact.sees_invoices:
        return []
    rows = billing.invoices(customer_id=contact.customer_id, today=today).rows
    return billing.unpaid_among(rows)
