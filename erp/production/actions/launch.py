"""An order enters the workshop: one work order per line, with its operations."""

from datetime import date, timedelta

from erp.core import journal
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.numbering import next_numbers
from erp.core.words import N_
from erp.production.models import Operation, WorkOrder
from erp.sales.models import Order, OrderLine

FRIDAY = timedelta(days=4)


def open_work_orders(order: Order, *, actor: Actor | None, today: date) -> list[WorkOrder]:
    """Due on the Friday of the promised week."""
    numbers = next_numbers("OF", today.year, len(order.lines))
    opened = [_open(*one, order) for one in zip(numbers, order.lines, strict=True)]
    db.session.add_all(opened)
    journal.write_each(opened, "open", N_("Lancé en fabrication"), actor=actor)
    return opened


def _open(number: str, line: OrderLine, order: Order) -> WorkOrder:
    return WorkOrder(
        number=number,
        order_line=line,
        label=line.label,
        quantity=line.quantity,
        due_on=order.promised_week + FRIDAY if order.promised_week else None,
        operations=[
            Operation(
                position=one.position,
                operation_type_id=one.operation_type_id,
                label=one.label,
                sold_seconds=one.seconds_for(line.quantity),
                student_seconds=int(one.seconds_for(line.quantity) * one.student_factor),
            )
            for one in line.quote_line.operations
        ],
    )
