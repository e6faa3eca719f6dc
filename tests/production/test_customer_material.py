"""A customer's own material: nothing leaves that is not there, and all of it is told."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erp.core import clock
from erp.core.db import db
from erp.core.frozen import IssuedPaperCannotChange
from erp.production import actions, queries
from erp.production.models import MaterialBalance
from erp.production.refusals import (
    MaterialOfAnother,
    MoreThanHeld,
    MoveIsToCome,
    MoveIsUndone,
)
from erp.production.rules import check_held
from erp.production.states import Awaited, MaterialMoveKind, MaterialUnit
from tests.builders import a_contact, a_customer, a_user
from tests.builders_material import a_material, consume, give_back, today
from tests.builders_sales import an_order


def told(material) -> tuple[int, int, int, int]:
    balance = queries.balance(material)
    return balance.received, balance.consumed, balance.returned, balance.held


def test_what_came_is_worked_and_goes_home():
    material = a_material(quantity="30")
    consume(material, "25")
    slip = give_back(material, "4")
    assert told(material) == (30, 25, 4, 1)
    assert slip.number == f"RM{clock.today().year}-00001"
    assert slip.slip.filename == f"{slip.number}.pdf"


def test_no_more_is_worked_or_given_back_than_is_there():
    material = a_material(quantity="30")
    consume(material, "25")
    for more in (consume, give_back):
        with pytest.raises(MoreThanHeld, match="reste que 5\xa0pièces de « Ébauches Ø30 »"):
            more(material, "5.001")
        db.session.rollback()
    assert told(material) == (30, 25, 0, 5)


def test_a_receipt_is_not_taken_back_once_it_is_worked():
    material = a_material(quantity="30")
    more = actions.receive_more(material, Decimal(10), **today())
    worked = consume(material, "35")
    with pytest.raises(MoreThanHeld):
        actions.undo_move(more, actor=a_user(), today=clock.today())
    db.session.rollback()
    actions.undo_move(worked, actor=a_user(), today=clock.today())
    actions.undo_move(more, actor=a_user(), today=clock.today())
    assert told(material) == (30, 0, 0, 30)
    for again in queries.material_moves([material])[material.id][:3]:
        with pytest.raises(MoveIsUndone):
            actions.undo_move(again, actor=a_user(), today=clock.today())


def test_a_move_never_changes():
    move = consume(a_material(), "3")
    move.quantity = Decimal(2)
    with pytest.raises(IssuedPaperCannotChange):
        db.session.flush()


def test_material_serves_another_order_of_the_same_customer_only():
    contact = a_contact()
    material = a_material(an_order(contact))
    consume(material, "2", an_order(contact))
    stranger = an_order(a_contact(a_customer("Autre", siret="20000001600010")))
    with pytest.raises(MaterialOfAnother):
        consume(material, "2", stranger)
    offered = {
        one.work_order.order_line.order.customer_id for one in queries.operations_that_use(material)
    }
    assert offered == {contact.customer_id}


def test_nothing_is_noted_before_its_day():
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(MoveIsToCome):
        a_material(moved_on=tomorrow)


def test_what_the_work_awaited_is_there_with_it():
    order = an_order()
    work = queries.work_orders_of_order(order.id)[0]
    facts = {"actor": a_user(), "today": clock.today()}
    supply = actions.expect_supply(work, awaited=Awaited.CUSTOMER, label="Ébauches", **facts)
    assert list(queries.awaited_from_customer(order.id)) == [supply]
    a_material(order, supply=supply)
    assert supply.received_on == clock.today()
    assert list(queries.awaited_from_customer(order.id)) == []


@pytest.mark.parametrize(
    ("unit", "quantity", "words"),
    [
        (MaterialUnit.PIECE, "1", "pièce"),
        (MaterialUnit.PIECE, "-2", "pièces"),
        (MaterialUnit.SHEET, "1.5", "tôle"),
        (MaterialUnit.SHEET, "2", "tôles"),
        (MaterialUnit.METRE, "12", "m"),
        (MaterialUnit.KILO, "12", "kg"),
    ],
)
def test_units_are_written_as_the_french_do(unit, quantity, words):
    assert unit.after(Decimal(quantity)) == words


AMOUNT = st.decimals(min_value=0, max_value=1000, places=3)


@given(AMOUNT, AMOUNT, AMOUNT, AMOUNT)
def test_what_is_held_never_falls_below_nothing(received, consumed, returned, asked):
    class Material:
        unit = MaterialUnit.KILO

        def __str__(self) -> str:
            return "Barre"

    balance = MaterialBalance(received, min(consumed, received), Decimal(0))
    try:
        check_held(Material(), asked, balance)
    except MoreThanHeld:
        assert asked > balance.held
    else:
        after = MaterialBalance(received, balance.consumed, asked)
        assert after.held >= 0


def test_lists_of_what_is_here_leave_out_what_is_gone():
    here, gone = a_material(label="Barre Ø20"), a_material(label="Tôle 3 mm")
    give_back(gone, "30")
    found = queries.customer_materials(held=True).rows
    assert found == [here]
    assert queries.customer_materials("tole").rows == [gone]
    kinds = [move.kind for move in queries.material_moves([gone])[gone.id]]
    assert kinds == [MaterialMoveKind.RETURNED, MaterialMoveKind.RECEIVED]
