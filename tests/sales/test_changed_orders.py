"""An order that runs is changed or cancelled by the school: by agreement, and nothing that left."""

from decimal import Decimal

import pytest

from erp.core import clock
from erp.core.db import db
from erp.core.refusal import MoveRefused
from erp.documents import later
from erp.flow import changed_order
from erp.production import queries as production
from erp.production.refusals import WorkIsFinished
from erp.production.states import OperationState, WorkOrderState
from erp.sales.refusals import (
    LessThanTaken,
    NothingChanges,
    OrderIsPartlyDelivered,
    QuantityIsNothing,
)
from erp.sales.states import Channel, OrderState
from tests.builders import a_school, a_user, messages
from tests.builders_sales import an_order
from tests.builders_work import a_finished_order, a_signed_slip
from tests.portal.test_several_deliveries import called

TOLD = {"note": "Vu avec vous ce matin.", "link": "http://school.test/client"}


def who() -> dict:
    return {"school": a_school(), "actor": a_user(), "now": clock.now(), **TOLD}


def change(order, quantity: str) -> None:
    wanted = {line.id: line.quantity for line in order.lines}
    wanted[order.lines[0].id] = Decimal(quantity)
    facts = {**who(), "channel": Channel.TELEPHONE}
    changed_order.change_quantities(order, wanted, **facts)
    db.session.commit()


def letters() -> list[str]:
    return [one.payload["subject"] for one in messages()]


def test_the_work_and_the_paper_follow_the_new_quantity_at_the_same_price():
    order = an_order(lines=2)
    line, work = order.lines[0], production.work_orders_of_order(order.id)[0]
    price, before = line.unit_price, order.confirmation
    change(order, "40")
    assert (line.quantity, line.unit_price, work.quantity) == (40, price, 40)
    step = line.quote_line.operations[0]
    assert work.operations[0].sold_seconds == step.seconds_for(Decimal(40)) == 3600 + 40 * 540
    assert order.lines[1].quantity == 25
    assert order.confirmation is not before
    assert later.file_of(before).startswith(b"%PDF")
    assert letters()[-1] == f"Votre commande {order.number} change"


def test_what_is_validated_keeps_its_times():
    order = an_order()
    operation = production.work_orders_of_order(order.id)[0].operations[0]
    operation.state, known = OperationState.DONE, operation.sold_seconds
    change(order, "30")
    assert operation.sold_seconds == known


@pytest.mark.parametrize(
    ("quantity", "refusal"), [("25", NothingChanges), ("0", QuantityIsNothing)]
)
def test_a_change_changes_something(quantity, refusal):
    order = an_order()
    with pytest.raises(refusal):
        change(order, quantity)


def test_never_less_than_what_left_or_was_called():
    order = a_finished_order()
    a_signed_slip(order, "10")
    with pytest.raises(LessThanTaken, match="10 sont déjà"):
        change(order, "9")
    db.session.rollback()
    change(order, "10")
    assert order.lines[0].quantity == 10
    asked = an_order()
    called(asked, 20)
    with pytest.raises(LessThanTaken, match="20 sont déjà"):
        change(asked, "19")


def test_finished_work_makes_no_further_piece_and_what_is_over_does_not_change():
    order = a_finished_order()
    assert production.work_orders_of_order(order.id)[0].state is WorkOrderState.FINISHED
    with pytest.raises(WorkIsFinished):
        change(order, "26")
    db.session.rollback()
    a_signed_slip(order)
    with pytest.raises(Exception, match="plus en cours"):
        change(order, "30")


def test_the_school_cancels_what_has_not_left_and_says_why():
    order = an_order()
    changed_order.cancel_for_school(order, **who())
    assert order.state is OrderState.CANCELLED
    assert production.work_orders_of_order(order.id)[0].state is WorkOrderState.CANCELLED
    assert letters()[-1] == f"Votre commande {order.number} est annulée"
    with pytest.raises(MoveRefused):
        changed_order.cancel_for_school(order, **who())
    left = a_finished_order()
    a_signed_slip(left, "5")
    with pytest.raises(OrderIsPartlyDelivered):
        changed_order.cancel_for_school(left, **who())
