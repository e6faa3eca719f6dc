"""Questions about what customers left at the school."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, case, func, select, type_coerce
from sqlalchemy.orm import joinedload

from erp.core.db import db
from erp.core.money import PRICE
from erp.core.paging import Page, paginate
from erp.core.search import matches
from erp.production.models import (
    CustomerMaterial,
    MaterialBalance,
    MaterialMove,
    Operation,
    Supply,
    WorkOrder,
)
from erp.production.states import Awaited, MaterialMoveKind, WorkOrderState
from erp.sales.models import Order, OrderLine

ORDER = joinedload(CustomerMaterial.order).joinedload(Order.customer)
NOTHING = MaterialBalance()


def customer_material(material_id: int) -> CustomerMaterial | None:
    return db.session.get(CustomerMaterial, material_id, options=(ORDER,))


def customer_materials(
    words: str = "",
    *,
    held: bool = False,
    customer_id: int | None = None,
    order_id: int | None = None,
    after: int | None = None,
) -> Page[CustomerMaterial]:
    """`held`: only what the school still has some of."""
    chosen = select(CustomerMaterial).join(Order).where(*matches(CustomerMaterial, words))
    if held:
        chosen = chosen.where(CustomerMaterial.id.in_(_still_held()))
    if customer_id is not None:
        chosen = chosen.where(Order.customer_id == customer_id)
    if order_id is not None:
        chosen = chosen.where(Order.id == order_id)
    return paginate(chosen.options(ORDER), CustomerMaterial.id, after)


def _still_held() -> Select[Any]:
    came = MaterialMove.kind == MaterialMoveKind.RECEIVED
    signed = case((came, MaterialMove.quantity), else_=-MaterialMove.quantity)
    grouped = select(MaterialMove.material_id).group_by(MaterialMove.material_id)
    return grouped.having(func.sum(signed) > 0)


def balances(materials: Iterable[CustomerMaterial]) -> dict[int, MaterialBalance]:
    """By material id; one question for all of them."""
    ids = [one.id for one in materials]
    kind, total = MaterialMove.kind, type_coerce(func.sum(MaterialMove.quantity), PRICE)
    chosen = select(MaterialMove.material_id, kind, total).where(MaterialMove.material_id.in_(ids))
    grouped = chosen.group_by(MaterialMove.material_id, kind)
    told: dict[int, dict[str, object]] = {one: {} for one in ids}
    for material_id, word, quantity in db.session.execute(grouped):
        told[material_id][word.value] = quantity
    return {one: MaterialBalance(**sums) for one, sums in told.items()}  # type: ignore[arg-type]  # Decimals by the names of the kinds


def balance(material: CustomerMaterial) -> MaterialBalance:
    return balances([material]).get(material.id, NOTHING)


def material_moves(materials: Iterable[CustomerMaterial]) -> dict[int, list[MaterialMove]]:
    """By material id, the newest first."""
    told: dict[int, list[MaterialMove]] = {one.id: [] for one in materials}
    load = joinedload(MaterialMove.operation).joinedload(Operation.work_order)
    chosen = select(MaterialMove).where(MaterialMove.material_id.in_(told)).options(load)
    for move in db.session.scalars(chosen.order_by(MaterialMove.id.desc())):
        told[move.material_id].append(move)
    return told


def material_move(move_id: int, *, customer_id: int | None = None) -> MaterialMove | None:
    chosen = select(MaterialMove).filter_by(id=move_id).join(CustomerMaterial).join(Order)
    if customer_id is not None:
        chosen = chosen.where(Order.customer_id == customer_id)
    load = joinedload(MaterialMove.material).options(ORDER)
    return db.session.scalar(chosen.options(load))


def is_undone(move: MaterialMove) -> bool:
    chosen = select(MaterialMove.id).filter_by(undoes_id=move.id)
    return db.session.scalar(chosen) is not None


def operations_that_use(material: CustomerMaterial) -> Sequence[Operation]:
    """Work of the same customer that is not over, or of the order it came for; that one first."""
    order = material.order
    chosen = (
        select(Operation)
        .join(Operation.work_order)
        .join(WorkOrder.order_line)
        .join(OrderLine.order)
        .where(
            Order.customer_id == order.customer_id,
            WorkOrder.state != WorkOrderState.CANCELLED,
            (WorkOrder.state != WorkOrderState.FINISHED) | (Order.id == order.id),
        )
        .order_by(Order.id != order.id, WorkOrder.id, Operation.position)
        .options(joinedload(Operation.work_order))
    )
    return db.session.scalars(chosen).all()


def awaited_from_customer(order_id: int) -> Sequence[Supply]:
    """What the work of an order waits for from its customer, and is not there."""
    chosen = select(Supply).join(Supply.work_order).join(WorkOrder.order_line)
    here = Supply.received_on.is_(None), Supply.awaited == Awaited.CUSTOMER
    return db.session.scalars(
        chosen.where(OrderLine.order_id == order_id, *here).order_by(Supply.id)
    ).all()
