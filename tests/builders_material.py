"""Ready-made material of customers, and pictures of what is left of it."""

from decimal import Decimal

from erp.core import clock
from erp.core.db import db
from erp.production import actions, queries
from erp.production.models import CustomerMaterial
from erp.production.states import MaterialUnit
from erp.sales.models import Order
from tests.builders import a_school, a_user
from tests.builders_sales import an_order


def today() -> dict:
    return {"moved_on": clock.today(), "today": clock.today(), "actor": a_user()}


def a_material(order: Order | None = None, quantity: str = "30", **facts) -> CustomerMaterial:
    told = {"label": "Ébauches Ø30", "unit": MaterialUnit.PIECE, **today(), **facts}
    material = actions.receive_material(order or an_order(), quantity=Decimal(quantity), **told)
    db.session.commit()
    return material


def consume(material: CustomerMaterial, quantity: str, order: Order | None = None):
    work = queries.work_orders_of_order((order or material.order).id)[0]
    move = actions.consume_material(
        material, work.operations[0], quantity=Decimal(quantity), **today()
    )
    db.session.commit()
    return move


def give_back(material: CustomerMaterial, quantity: str):
    move = actions.return_material(
        material, quantity=Decimal(quantity), school=a_school(), **today()
    )
    db.session.commit()
    return move
