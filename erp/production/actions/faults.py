"""A fault that a buyer reports becomes a piece that teaches, like one found in the workshop."""

from datetime import datetime

from sqlalchemy import select

from erp.core.db import db
from erp.production.models import NonConformity, Operation, WorkOrder
from erp.production.states import NonConformityCause
from erp.sales.models import Claim, OrderLine


def note_reported_fault(claim: Claim, *, now: datetime) -> NonConformity | None:
    """On the last operation of the order: where it should have been seen. None: nothing was made."""
    chosen = (
        select(Operation)
        .join(WorkOrder, WorkOrder.id == Operation.work_order_id)
        .join(OrderLine, OrderLine.id == WorkOrder.order_line_id)
        .where(OrderLine.order_id == claim.order_id)
        .order_by(OrderLine.position, Operation.position.desc())
    )
    last = db.session.scalar(chosen.limit(1))
    if last is None:
        return None
    found = NonConformity(
        operation=last, claim=claim, cause=NonConformityCause.CUSTOMER, said_at=now
    )
    db.session.add(found)
    return found
