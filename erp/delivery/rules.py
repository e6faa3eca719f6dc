"""What must be true before pieces leave."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from erp.delivery.models import DeliverySlip
from erp.delivery.refusals import (
    MoreThanMade,
    NothingToDeliver,
    OrderIsClosed,
)
from erp.documents import format as french
from erp.sales.models import Order, OrderLine
from erp.sales.states import OrderState

ZERO = Decimal(0)


def check_is_open(order: Order) -> None:
    if order.state is not OrderState.OPEN:
        raise OrderIsClosed(order=order, state=order.state.label)


def left_to_deliver(
    lines: Sequence[OrderLine], made: Mapping[int, Decimal], taken: Mapping[int, Decimal]
) -> dict[int, Decimal]:
    """Finished pieces that are on no slip yet, by order line; never more than was ordered."""
    return {
        line.id: max(ZERO, min(made.get(line.id, ZERO), line.quantity) - taken.get(line.id, ZERO))
        for line in lines
    }


def check_quantities(
    lines: Sequence[OrderLine], wanted: Mapping[int, Decimal], left: Mapping[int, Decimal]
) -> None:
    if not any(wanted.values()):
        raise NothingToDeliver
    for line in lines:
        quantity = wanted.get(line.id, ZERO)
        if quantity < 0 or quantity > left[line.id]:
            told = {"quantity": french.quantity(quantity), "left": french.quantity(left[line.id])}
            raise MoreThanMade(label=line.label, **told)


def check_still_made(slip: DeliverySlip, left: Mapping[int, Decimal]) -> None:
    """A count corrected since then may have taken pieces away; `left` is without this slip."""
    wanted = {line.order_line_id: line.quantity for line in slip.lines}
    check_quantities(slip.order.lines, wanted, left)
