"""What must be true before pieces leave."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from erp.core.clock import monday_of
from erp.core.refusal import Refusal
from erp.delivery.models import CallOff, DeliverySlip
from erp.delivery.refusals import (
    CallOffIsOver,
    DeliveryIsPrepared,
    MoreThanMade,
    MoreThanOrdered,
    NothingToDeliver,
    OrderIsClosed,
    WeekHasPassed,
)
from erp.delivery.states import CallOffState
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
    _check_within(lines, wanted, left, MoreThanMade)


def _check_within(
    lines: Sequence[OrderLine],
    wanted: Mapping[int, Decimal],
    left: Mapping[int, Decimal],
    too_much: type[Refusal],
) -> None:
    """Something, and of no line more than is left; `too_much` says what there is too little of."""
    if not any(wanted.values()):
        raise NothingToDeliver
    for line in lines:
        quantity = wanted.get(line.id, ZERO)
        if quantity < 0 or quantity > left[line.id]:
            told = {"quantity": french.quantity(quantity), "left": french.quantity(left[line.id])}
            raise too_much(label=line.label, **told)


def check_still_made(slip: DeliverySlip, left: Mapping[int, Decimal]) -> None:
    """A count corrected since then may have taken pieces away; `left` is without this slip."""
    wanted = {line.order_line_id: line.quantity for line in slip.lines}
    check_quantities(slip.order.lines, wanted, left)


def left_to_call(lines: Sequence[OrderLine], called: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Pieces that no living call-off names yet, by order line."""
    return {line.id: max(ZERO, line.quantity - called.get(line.id, ZERO)) for line in lines}


def check_can_call(
    lines: Sequence[OrderLine], wanted: Mapping[int, Decimal], left: Mapping[int, Decimal]
) -> None:
    _check_within(lines, wanted, left, MoreThanOrdered)


def check_is_to_come(monday: date, *, today: date) -> None:
    if monday < monday_of(today):
        raise WeekHasPassed


def check_has_no_slip(call_off: CallOff) -> None:
    if call_off.slip is not None:
        raise DeliveryIsPrepared


def check_waits(call_off: CallOff) -> None:
    if call_off.state is not CallOffState.ASKED or call_off.slip is not None:
        raise CallOffIsOver
