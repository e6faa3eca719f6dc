"""Questions about orders."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from erp.core import tokens
from erp.core.gather import hang
from erp.core.paging import Page, paginate
from erp.core.prepared import prepared
from erp.core.search import matches
from erp.sales.models import Order, OrderLine, Quote
from erp.sales.models.orders import net_of_line
from erp.sales.states import TRACKING, OrderState


def order(order_id: int, *, customer_id: int | None = None) -> Order | None:
    found = _order.one(order_id)
    if found is None or customer_id not in (None, found.customer_id):
        return None
    hang(found, "lines", _lines_of.all(order_id))
    return found


@prepared
def _lines_of(order_id: int) -> Select[OrderLine]:
    return select(OrderLine).filter_by(order_id=order_id).order_by(OrderLine.position)


@prepared
def _order(order_id: int) -> Select[Order]:
    load = (
        joinedload(Order.customer),
        joinedload(Order.quote).joinedload(Quote.request),
    )
    return select(Order).filter_by(id=order_id).options(*load)


def shared_order(secret: str, *, now: datetime) -> Order | None:
    """The order that a private link shows, while it lives."""
    order_id = tokens.subject_of(TRACKING, secret, now=now)
    return order(order_id) if order_id else None


def links_of(order: Order, *, now: datetime) -> int:
    """How many private links to it live."""
    return tokens.alive(TRACKING, order.id, now=now)


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
    return paginate(chosen.options(joinedload(Order.customer)), Order.id, after)


def nets_of(orders: Iterable[Order]) -> dict[int, Decimal]:
    """What each of these orders comes to before VAT, by id, without reading its lines whole."""
    nets = {one.id: Decimal("0.00") for one in orders}
    for order_id, price, quantity, discount in _priced.columns(list(nets)):
        nets[order_id] += net_of_line(price, quantity, discount)
    return nets


@prepared
def _priced(order_ids: list[int]) -> Select[int, Decimal, Decimal, Decimal]:
    told = select(
        OrderLine.order_id, OrderLine.unit_price, OrderLine.quantity, OrderLine.discount_percent
    )
    return told.where(OrderLine.order_id.in_(order_ids))
