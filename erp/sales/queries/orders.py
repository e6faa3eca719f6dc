"""Questions about orders."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from erp.core.db import db
from erp.core.paging import Page, paginate
from erp.core.search import matches
from erp.sales.models import Order
from erp.sales.states import OrderState


def order(order_id: int, *, customer_id: int | None = None) -> Order | None:
    load = (joinedload(Order.customer), joinedload(Order.quote), selectinload(Order.lines))
    chosen = select(Order).filter_by(id=order_id).options(*load)
    return db.session.scalar(chosen.filter_by(customer_id=customer_id) if customer_id else chosen)


def orders(
    words: str = "",
    *,
    state: OrderState | None = None,
    customer_id: int | None = None,
    after: int | None = None,
) -> Page[Order]:
    chosen = select(Order).where(*matches(Order, words))
    if state:
        chosen = chosen.filter_by(state=state)
    if customer_id is not None:
        chosen = chosen.filter_by(customer_id=customer_id)
    load = (joinedload(Order.customer), selectinload(Order.lines))
    return paginate(chosen.options(*load), Order.id, after)
