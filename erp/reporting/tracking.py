"""What a buyer may see of an order: facts picked one by one, never a record that knows more.

No student's name, no cost, no internal note can be here: the page receives only this.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from erp.billing import queries as billing
from erp.billing.models import Invoice
from erp.core.words import N_
from erp.delivery import queries as delivery
from erp.delivery.models import DeliverySlip
from erp.delivery.states import SlipState
from erp.production import queries as production
from erp.sales.models import Order
from erp.sales.states import OrderState

STEPS = (
    N_("Demande reçue"),
    N_("Étude"),
    N_("Devis accepté"),
    N_("Fabrication"),
    N_("Contrôle"),
    N_("Prêt"),
    N_("Livré"),
)
MAKING, CHECKING, READY, DELIVERED = 3, 4, 5, 6


@dataclass(frozen=True)
class Step:
    label: str
    state: str  # "done", "now" or "todo"


@dataclass(frozen=True)
class Line:
    label: str
    ordered: Decimal
    made: Decimal
    delivered: Decimal


@dataclass(frozen=True)
class Tracking:
    """`to_sign` and `to_pay` are what the buyer must do now; empty: nothing."""

    steps: Sequence[Step]
    lines: Sequence[Line]
    operations_done: int
    operations: int
    to_sign: Sequence[DeliverySlip]
    to_pay: Sequence[Invoice]
    slips: Sequence[DeliverySlip]
    invoices: Sequence[Invoice]
    promised_week: date | None
    first_promised_week: date | None
    promise_note: str


def track(order: Order, *, with_money: bool = True) -> Tracking:
    """`with_money`: the invoices too, for those who may see them."""
    made = production.made_of_order(order.id)
    delivered = delivery.delivered_of_order(order.id)
    done, total = production.operations_progress(order.id)
    slips = delivery.slips_of_order(order.id, SlipState.READY, SlipState.SIGNED)
    invoices = billing.invoices_of_order(order.id, issued_only=True) if with_money else []
    zero = Decimal(0)
    lines = [
        Line(line.label, line.quantity, made.get(line.id, zero), delivered.get(line.id, zero))
        for line in order.lines
    ]
    return Tracking(
        steps=_steps(_current(order, lines, done, total)),
        lines=lines,
        operations_done=done,
        operations=total,
        to_sign=[slip for slip in slips if slip.state is SlipState.READY],
        to_pay=billing.unpaid_among(invoices),
        slips=slips,
        invoices=invoices,
        promised_week=order.promised_week,
        first_promised_week=order.first_promised_week,
        promise_note=order.promise_note,
    )


def _current(order: Order, lines: Sequence[Line], done: int, total: int) -> int:
    """The step that is open now; one past the last when all is delivered."""
    if order.state is OrderState.DELIVERED:
        return DELIVERED + 1
    if any(line.made > line.delivered for line in lines):
        return READY
    if total and done == total - 1:
        return CHECKING
    return MAKING


def _steps(current: int) -> list[Step]:
    states = ["done" if n < current else "now" if n == current else "todo" for n in range(7)]
    return [Step(label, state) for label, state in zip(STEPS, states, strict=True)]
