"""Other quantities were agreed: the work orders follow, and what is left to do of each operation."""

from collections.abc import Sequence

from erp.core import journal
from erp.core.journal import Actor
from erp.core.words import N_
from erp.documents import format as french
from erp.production import queries
from erp.production.models import WorkOrder
from erp.production.refusals import WorkIsFinished
from erp.production.states import OperationState, WorkOrderState
from erp.sales.models import OrderLine


def follow_quantities(changed: Sequence[OrderLine], *, actor: Actor) -> None:
    """What is validated keeps its times; finished work makes no further piece."""
    if not changed:
        return
    works = {one.order_line_id: one for one in queries.work_orders_of_order(changed[0].order_id)}
    for line in changed:
        work = works[line.id]
        if work.state is WorkOrderState.FINISHED and line.quantity > work.quantity:
            raise WorkIsFinished(work=work.label)
        _follow(work, line, actor)


def _follow(work: WorkOrder, line: OrderLine, actor: Actor) -> None:
    work.quantity = line.quantity
    steps = {one.position: one for one in line.quote_line.operations}
    for operation in work.operations:
        step = steps.get(operation.position)
        if step is not None and operation.state is not OperationState.DONE:
            operation.sold_seconds = step.seconds_for(line.quantity)
            operation.student_seconds = int(operation.sold_seconds * step.student_factor)
    many = french.quantity(line.quantity)
    journal.write(work, "quantity", N_("Quantité changée"), actor=actor, note=many)
