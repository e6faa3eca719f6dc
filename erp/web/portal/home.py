"""The buyer's first page: what is for them to do now, and what we are making."""

from flask import render_template

from erp.access.permissions import May
from erp.billing import queries as billing
from erp.core import clock
from erp.delivery import queries as delivery
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
        invoices=billing.unpaid_among(billing.invoices(customer_id=ours, today=today).rows),
        orders=sales.orders(customer_id=ours, state=OrderState.OPEN).rows,
    )
