"""The client said yes: the quote becomes an order, and the order becomes work for the workshop."""

from datetime import datetime
from typing import Any

from erp.core import clock
from erp.customers import webhooks
from erp.flow import letters
from erp.people.models import User
from erp.production import actions as production
from erp.sales import actions as sales
from erp.sales.models import Order, Quote
from erp.school.models import School


def accept_quote(
    quote: Quote,
    *,
    school: School,
    link: str,
    actor: User,
    now: datetime,
    is_told: bool = True,
    **signed: Any,
) -> Order:
    """`signed` is what sales.Yes holds: who accepts, which quantities, and the signature.
    `is_told`: the contact gets a letter about the order."""
    answer = sales.accept_quote(quote, sales.Yes(**signed), school=school, actor=actor, now=now)
    order = sales.open_order(answer, school=school, actor=actor, now=now)
    production.open_work_orders(order, actor=actor, today=clock.day_of(now))
    webhooks.tell(order.customer_id, "order.opened", order.id, order.number, now=now)
    letters.post(
        letters.ORDER_OPENED,
        order.contact if is_told else None,
        key=f"order-{order.id}",
        number=order.number,
        link=link.replace("{id}", str(order.id)),
        school=school.name,
    )
    return order
