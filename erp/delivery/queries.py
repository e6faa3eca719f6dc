"""What screens and others ask about deliveries."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select, type_coerce
from sqlalchemy.orm import joinedload, selectinload

from erp.core.db import db
from erp.core.gather import hang
from erp.core.money import PRICE
from erp.core.paging import Page, paginate
from erp.core.prepared import prepared
from erp.core.search import matches
from erp.delivery import rules
from erp.delivery.models import CallOff, CallOffLine, DeliverySlip, DeliverySlipLine
from erp.delivery.states import CallOffState, SlipState
from erp.production import queries as production
from erp.sales.models import Order

TAKEN = (SlipState.DRAFT, SlipState.READY, SlipState.SIGNED)


def slip(slip_id: int, *, customer_id: int | None = None) -> DeliverySlip | None:
    """With its lines and order. For `customer_id`: only theirs, and only once announced."""
    found = _slip.one(slip_id)
    if found is not None:
        hang(found, "lines", _lines_of.all(slip_id))
    if found is None or customer_id is None:
        return found
    is_shown = found.state in (SlipState.READY, SlipState.SIGNED)
    return found if is_shown and found.order.customer_id == customer_id else None


@prepared
def _slip(slip_id: int) -> Select[DeliverySlip]:
    load = (
        joinedload(DeliverySlip.order).options(
            joinedload(Order.customer), joinedload(Order.quote), joinedload(Order.contact)
        ),
    )
    return select(DeliverySlip).filter_by(id=slip_id).options(*load)


@prepared
def _lines_of(slip_id: int) -> Select[DeliverySlipLine]:
    chosen = select(DeliverySlipLine).filter_by(slip_id=slip_id).order_by(DeliverySlipLine.id)
    return chosen.options(joinedload(DeliverySlipLine.order_line))


def slips(
    words: str = "", *, state: SlipState | None = None, after: int | None = None
) -> Page[DeliverySlip]:
    chosen = select(DeliverySlip).where(*matches(DeliverySlip, words))
    if state:
        chosen = chosen.filter_by(state=state)
    load = joinedload(DeliverySlip.order).joinedload(Order.customer)
    return paginate(chosen.options(load), DeliverySlip.id, after)


def slips_of_order(order_id: int, *states: SlipState) -> Sequence[DeliverySlip]:
    chosen = select(DeliverySlip).filter_by(order_id=order_id)
    if states:
        chosen = chosen.where(DeliverySlip.state.in_(states))
    return db.session.scalars(chosen.order_by(DeliverySlip.id)).all()


def slips_to_sign(customer_id: int) -> Sequence[DeliverySlip]:
    """What was announced to this customer and waits for a signature."""
    chosen = select(DeliverySlip).filter_by(state=SlipState.READY).join(Order)
    chosen = chosen.where(Order.customer_id == customer_id)
    return db.session.scalars(chosen.order_by(DeliverySlip.id)).all()


def delivered_of_order(order_id: int) -> dict[int, Decimal]:
    """Pieces on signed slips, by order line."""
    return _sum(order_id, (SlipState.SIGNED,), None)


def taken_of_order(order_id: int, *, but: int | None = None) -> dict[int, Decimal]:
    """Pieces on any slip that is not cancelled, by order line; `but` leaves one slip out."""
    return _sum(order_id, TAKEN, but)


def _sum(order_id: int, states: tuple[SlipState, ...], but: int | None) -> dict[int, Decimal]:
    return {one.order_line_id: one.sum for one in _sums.columns(order_id, states, but or 0)}


@prepared
def _sums(order_id: int, states: tuple[SlipState, ...], but: int) -> Any:
    pieces = type_coerce(func.sum(DeliverySlipLine.quantity), PRICE).label("sum")
    chosen = select(DeliverySlipLine.order_line_id, pieces).join(DeliverySlip)
    of_order = chosen.where(DeliverySlip.order_id == order_id, DeliverySlip.id != but)
    counted = of_order.where(DeliverySlip.state.in_(states))
    return counted.group_by(DeliverySlipLine.order_line_id)


def left_of_order(order: Order, *, but: int | None = None) -> dict[int, Decimal]:
    """Finished pieces that are on no slip yet, by order line; `but` leaves one slip out."""
    made = production.made_of_order(order.id)
    return rules.left_to_deliver(order.lines, made, taken_of_order(order.id, but=but))


def is_delivered(order: Order) -> bool:
    """Whether all that was ordered is on signed slips."""
    delivered = delivered_of_order(order.id)
    return all(delivered.get(line.id, Decimal(0)) >= line.quantity for line in order.lines)


def call_offs_of_order(order_id: int) -> Sequence[CallOff]:
    """What the buyer called, in the order of the weeks."""
    load = (selectinload(CallOff.lines).joinedload(CallOffLine.order_line),)
    chosen = select(CallOff).filter_by(order_id=order_id).options(*load)
    chosen = chosen.options(selectinload(CallOff.slips))
    return db.session.scalars(chosen.order_by(CallOff.week, CallOff.id)).all()


def call_off(call_off_id: int, *, order_id: int) -> CallOff | None:
    return db.session.scalar(select(CallOff).filter_by(id=call_off_id, order_id=order_id))


def left_to_call(order: Order) -> dict[int, Decimal]:
    """Pieces that may still be called off, by order line."""
    chosen = (
        select(CallOffLine.order_line_id, type_coerce(func.sum(CallOffLine.quantity), PRICE))
        .join(CallOff)
        .where(CallOff.order_id == order.id, CallOff.state == CallOffState.ASKED)
        .group_by(CallOffLine.order_line_id)
    )
    called = {line_id: quantity for line_id, quantity in db.session.execute(chosen)}
    return rules.left_to_call(order.lines, called)
