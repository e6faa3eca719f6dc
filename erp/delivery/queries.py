"""What screens and others ask about deliveries."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from erp.core.db import db
from erp.core.paging import Page, paginate
from erp.core.search import matches
from erp.delivery import rules
from erp.delivery.models import DeliverySlip, DeliverySlipLine
from erp.delivery.states import SlipState
from erp.production import queries as production
from erp.sales.models import Order

TAKEN = (SlipState.DRAFT, SlipState.READY, SlipState.SIGNED)


def slip(slip_id: int, *, customer_id: int | None = None) -> DeliverySlip | None:
    """With its lines and order. For `customer_id`: only theirs, and only once announced."""
    load = (
        joinedload(DeliverySlip.order).options(joinedload(Order.customer), joinedload(Order.quote)),
        selectinload(DeliverySlip.lines).joinedload(DeliverySlipLine.order_line),
    )
    chosen = select(DeliverySlip).filter_by(id=slip_id).options(*load)
    if customer_id is not None:
        shown = DeliverySlip.state.in_((SlipState.READY, SlipState.SIGNED))
        chosen = chosen.join(Order).where(Order.customer_id == customer_id, shown)
    return db.session.scalar(chosen)


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


def delivered_of_order(order_id: int) -> dict[int, Decimal]:
    """Pieces on signed slips, by order line."""
    return _sum(order_id, (SlipState.SIGNED,), None)


def taken_of_order(order_id: int, *, but: int | None = None) -> dict[int, Decimal]:
    """Pieces on any slip that is not cancelled, by order line; `but` leaves one slip out."""
    return _sum(order_id, TAKEN, but)


def _sum(order_id: int, states: tuple[SlipState, ...], but: int | None) -> dict[int, Decimal]:
    chosen = (
        select(DeliverySlipLine)
        .join(DeliverySlip)
        .where(
            DeliverySlip.order_id == order_id,
            DeliverySlip.state.in_(states),
            DeliverySlip.id != (but or 0),
        )
    )
    total: dict[int, Decimal] = {}
    for line in db.session.scalars(chosen):
        total[line.order_line_id] = total.get(line.order_line_id, Decimal(0)) + line.quantity
    return total


def left_of_order(order: Order) -> dict[int, Decimal]:
    """Finished pieces that are on no slip yet, by order line."""
    made = production.made_of_order(order.id)
    return rules.left_to_deliver(order.lines, made, taken_of_order(order.id))


def is_delivered(order: Order) -> bool:
    """Whether all that was ordered is on signed slips."""
    delivered = delivered_of_order(order.id)
    return all(delivered.get(line.id, Decimal(0)) >= line.quantity for line in order.lines)


def signed_without_invoice(taken: Collection[int]) -> Sequence[DeliverySlip]:
    """Signed slips of which no line is among `taken`, the oldest first."""
    chosen = select(DeliverySlip).filter_by(state=SlipState.SIGNED).order_by(DeliverySlip.id)
    load = (
        joinedload(DeliverySlip.order).joinedload(Order.customer),
        selectinload(DeliverySlip.lines).joinedload(DeliverySlipLine.order_line),
    )
    found = db.session.scalars(chosen.options(*load)).all()
    return [slip for slip in found if not {line.id for line in slip.lines} & set(taken)]
