"""Questions about what work waits for."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from erp.core.db import db
from erp.production.models import Supply, WorkOrder
from erp.production.states import WorkOrderState
from erp.sales.models import OrderLine

AWAITED = (  # by work order, the day of the last
    select(Supply.work_order_id, func.max(Supply.expected_on))
    .where(Supply.received_on.is_(None), Supply.expected_on.is_not(None))
    .group_by(Supply.work_order_id)
)
LOAD = (joinedload(Supply.work_order), joinedload(Supply.operation))


def supply(supply_id: int) -> Supply | None:
    return db.session.get(Supply, supply_id, options=LOAD)


def supplies_of_order(order_id: int) -> Sequence[Supply]:
    """What its work orders wait for or have received, the next to come first."""
    chosen = (
        select(Supply)
        .join(Supply.work_order)
        .join(WorkOrder.order_line)
        .where(OrderLine.order_id == order_id)
        .order_by(Supply.received_on.is_not(None), Supply.expected_on, Supply.id)
    )
    return db.session.scalars(chosen.options(*LOAD)).all()


def supplies_of(work_order_ids: Collection[int]) -> Sequence[Supply]:
    chosen = select(Supply).where(Supply.work_order_id.in_(work_order_ids))
    return db.session.scalars(chosen.order_by(Supply.id)).all()


def awaited_until(today: date) -> dict[int, date]:
    """By work order, the day that the last of what it waits for is expected; late: today."""
    return {one: max(day or today, today) for one, day in db.session.execute(AWAITED)}


def late_supplies(today: date) -> Sequence[Supply]:
    """Expected before today and not there, the longest late first."""
    chosen = (
        select(Supply)
        .join(Supply.work_order)
        .where(
            Supply.received_on.is_(None),
            Supply.expected_on < today,
            WorkOrder.state != WorkOrderState.FINISHED,
        )
        .order_by(Supply.expected_on, Supply.id)
    )
    return db.session.scalars(chosen.options(*LOAD)).all()
