"""What the orders that have not begun wait for: one thing late, one on its way, one there."""

from datetime import timedelta

from sqlalchemy import select

from erp.core import clock
from erp.core.db import db
from erp.demo.stories import Town
from erp.production import actions
from erp.production.models import WorkOrder
from erp.production.states import Awaited, WorkOrderState

ONE_DAY = timedelta(days=1)
AWAITED = (  # what, where from, ordered and expected: days from today
    (Awaited.MATERIAL, "Rond 42CrMo4 Ø40, 3 m", "Métaux des Deux Rives", -6, 4),
    (Awaited.CUSTOMER, "Ébauches du client, 12 pièces", "", None, -2),
    (Awaited.SUBCONTRACT, "Zingage, retour des pièces", "Traitements du Pont", -3, 9),
    (Awaited.MATERIAL, "Tôle S235 3 mm, 2 formats", "Métaux des Deux Rives", -8, -1),
)
THERE = 3  # the last one has arrived


def expect_supplies(town: Town) -> None:
    chosen = select(WorkOrder).filter_by(state=WorkOrderState.OPEN).order_by(WorkOrder.id)
    waiting = db.session.scalars(chosen.limit(len(AWAITED))).all()
    today, actor = town.wishes.today, town.staff("secretariat")
    for n, (work_order, row) in enumerate(zip(waiting, AWAITED, strict=False)):
        awaited, label, supplier, ordered, expected = row
        supply = actions.expect_supply(
            work_order,
            awaited=awaited,
            label=label,
            supplier=supplier,
            ordered_on=None if ordered is None else today + ordered * ONE_DAY,
            expected_on=today + expected * ONE_DAY,
            actor=actor,
            today=clock.today(),
        )
        if n == THERE:
            actions.receive_supply(supply, actor=actor, today=clock.today())
