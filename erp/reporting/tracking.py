"""What a buyer may see of an order: facts picked one by one, never a record that knows more.

No student's name, no cost, no internal note can be here: the page receives only this.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from erp.billing import queries as billing
from erp.billing.models import Invoice
from erp.core import clock
from erp.core.words import N_
from erp.delivery import queries as delivery
from erp.delivery.models import DeliverySlip
from erp.delivery.states import SlipState
from erp.documents import format as french
from erp.production import queries as production
from erp.production.queries import shown
from erp.production.queries.shown import Makers, ShownOperation
from erp.sales.models import Order
from erp.sales.states import OrderState, PromiseReason
from erp.timetable import calendar
from erp.timetable.calendar import Closure

STEPS = (
    N_("Demande reçue"),
    N_("Étude"),
    N_("Devis accepté"),
    N_("Fabrication"),
    N_("Contrôle"),
    N_("Prêt"),
    N_("Livré"),
)
SENTENCES = {
    3: N_("Vos pièces sont à l'atelier."),
    4: N_("Les pièces sont faites : un maître les contrôle."),
    5: N_("Vos pièces vous attendent."),
}
MAKING, CHECKING, READY, DELIVERED = 3, 4, 5, 6


@dataclass(frozen=True)
class Step:
    label: str
    state: str  # "done", "now" or "todo"
    detail: str = ""


@dataclass(frozen=True)
class Line:
    label: str
    ordered: Decimal
    made: Decimal
    delivered: Decimal
    operations: Sequence[ShownOperation]


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
    promise_reason: PromiseReason | None
    promise_note: str
    makers: Sequence[Makers]
    closures: Sequence[Closure]  # weeks without workshop before the promised one


def track(order: Order, *, today: date, with_money: bool = True) -> Tracking:
    """`with_money`: the invoices too, for those who may see them."""
    made = production.made_of_order(order.id)
    delivered = delivery.delivered_of_order(order.id)
    done, total = production.operations_progress(order.id)
    slips = delivery.slips_of_order(order.id, SlipState.READY, SlipState.SIGNED)
    invoices = billing.invoices_of_order(order.id, issued_only=True) if with_money else []
    lines = _lines(order, made, delivered)
    return Tracking(
        steps=_steps(order, _current(order, lines, done, total)),
        lines=lines,
        operations_done=done,
        operations=total,
        to_sign=[slip for slip in slips if slip.state is SlipState.READY],
        to_pay=billing.unpaid_among(invoices),
        slips=slips,
        invoices=invoices,
        promised_week=order.promised_week,
        first_promised_week=order.first_promised_week,
        promise_reason=order.promise_reason,
        promise_note=order.promise_note,
        makers=shown.makers_of_order(order.id),
        closures=_closures(order, today),
    )


def _lines(order: Order, made: dict[int, Decimal], delivered: dict[int, Decimal]) -> list[Line]:
    zero, operations = Decimal(0), shown.operations_by_line(order.id)
    return [
        Line(
            label=line.label,
            ordered=line.quantity,
            made=made.get(line.id, zero),
            delivered=delivered.get(line.id, zero),
            operations=operations.get(line.id, ()),
        )
        for line in order.lines
    ]


def _closures(order: Order, today: date) -> Sequence[Closure]:
    """Holidays of at least a week's working days, on the way to the promised week."""
    if order.state is not OrderState.OPEN or order.promised_week is None:
        return ()
    met = calendar.closures(today, order.promised_week + timedelta(days=4))
    return [one for one in met if (one.ends_on - one.starts_on).days >= 4]


def _current(order: Order, lines: Sequence[Line], done: int, total: int) -> int:
    """The step that is open now; one past the last when all is delivered."""
    if order.state is OrderState.DELIVERED:
        return DELIVERED + 1
    if any(line.made > line.delivered for line in lines):
        return READY
    if total and done == total - 1:
        return CHECKING
    return MAKING


def _steps(order: Order, current: int) -> list[Step]:
    """The past ones with their day, the current one with a sentence."""
    states = ["done" if n < current else "now" if n == current else "todo" for n in range(7)]
    told = {**_days(order), current: SENTENCES.get(current, "")}
    return [
        Step(label, state, told.get(n, ""))
        for n, (label, state) in enumerate(zip(STEPS, states, strict=True))
    ]


def _days(order: Order) -> dict[int, str]:
    request, quote = order.quote.request, order.quote
    moments = {0: request and request.received_at, 1: quote.sent_at, 2: order.accepted_at}
    return {n: french.day(clock.day_of(at)) for n, at in moments.items() if at}
