"""What the first buyer left to be worked on: some of it is worked, some went home again."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from erp.core import files
from erp.core.db import db
from erp.core.files import StoredFile, Upload
from erp.demo.pictures import part
from erp.demo.stories import Town
from erp.production import actions, queries
from erp.production.models import CustomerMaterial
from erp.production.states import MaterialUnit
from erp.sales.models import Order
from erp.sales.states import OrderState

LEFT = (  # what, counted in, heat, shelf, how much, worked, given back
    ("Tôle S355 6 mm", MaterialUnit.SHEET, "", "Râtelier 1", "4", "1", ""),
    ("Ébauches 42CrMo4 Ø32 sciées", MaterialUnit.PIECE, "45871", "Rayon B2", "30", "18", "2"),
)


def keep_their_material(town: Town) -> None:
    """For the two orders in hand that were opened last."""
    chosen = select(Order).filter_by(customer_id=town.customers[0].id, state=OrderState.OPEN)
    orders = db.session.scalars(chosen.order_by(Order.id.desc()).limit(len(LEFT))).all()
    for order, row in zip(orders, LEFT, strict=False):
        tell(town, order, row)


def tell(town: Town, order: Order, row: Sequence[Any]) -> None:
    label, unit, heat, shelf, came, worked, given_back = row
    today, actor = town.wishes.today, town.staff("secretariat")
    material = actions.receive_material(
        order, label=label, unit=unit, heat_number=heat, kept_in=shelf, quantity=Decimal(came),
        moved_on=max(today - timedelta(days=8), order.accepted_at.date()), actor=actor,
        today=today, picture=photo(town, order.id),
    )  # fmt: skip
    told: dict[str, Any] = {"moved_on": today, "actor": actor, "today": today}
    work_on(material, Decimal(worked), told)
    if given_back:
        why = "Deux ébauches fendues, rendues à l'expéditeur."
        give: dict[str, Any] = {"quantity": Decimal(given_back), "note": why, "school": town.school}
        actions.return_material(material, **give, **told)


def work_on(material: CustomerMaterial, quantity: Decimal, told: dict[str, Any]) -> None:
    first = queries.work_orders_of_order(material.order_id)[0].operations[0]
    actions.consume_material(material, first, quantity=quantity, **told)


def photo(town: Town, number: int) -> StoredFile:
    return files.keep(Upload("matiere.jpg", part(number)), folder=town.files_folder)
