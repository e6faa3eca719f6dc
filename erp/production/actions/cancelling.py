"""An order is cancelled: what was not finished stops."""

from erp.core.journal import Actor
from erp.production import queries
from erp.production.states import WORK_ORDER
from erp.sales.models import Order


def cancel_work_orders(order: Order, *, actor: Actor, note: str) -> None:
    """Finished ones stay finished: their pieces are there."""
    for work_order in queries.work_orders_of_order(order.id):
        if "cancel" in WORK_ORDER.verbs(work_order.state):
            WORK_ORDER.make("cancel", work_order, actor=actor, note=note)
