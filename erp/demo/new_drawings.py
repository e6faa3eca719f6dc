"""Two drawings that changed after the order: one to be answered, one that its buyer confirms."""

from typing import Any

from sqlalchemy import select

from erp.core import clock, files
from erp.core.db import db
from erp.core.files import StoredFile, Upload
from erp.demo.drawings import sketch
from erp.demo.stories import Town
from erp.flow import changed_drawing
from erp.production.models import WorkOrder
from erp.production.states import WorkOrderState
from erp.sales.models import DrawingRevision, Order, OrderLine
from erp.sales.states import OrderState

ANSWER = "Les pièces sont déjà finies : nous les livrons selon l'indice B."


def change_drawings(town: Town) -> None:
    """The last part that nobody has begun, and one of the first buyer that is finished already."""
    opened = select(OrderLine).join(WorkOrder).where(WorkOrder.state == WorkOrderState.OPEN)
    fresh = db.session.scalars(opened.order_by(OrderLine.id.desc())).first()
    if fresh is not None:
        send(town, fresh, "Le perçage passe de Ø8 à Ø8,5.")
    over = select(OrderLine).join(WorkOrder).join(Order, Order.id == OrderLine.order_id).where(
        WorkOrder.state == WorkOrderState.FINISHED,
        Order.state == OrderState.OPEN,
        Order.customer_id == town.customers[0].id,
    )  # fmt: skip
    made = db.session.scalars(over.order_by(OrderLine.id)).first()
    if made is None:
        return
    sent = send(town, made, "Un chanfrein de plus.")
    told: dict[str, Any] = {"actor": town.staff("secretariat"), "now": clock.now()}
    told |= {"link": f"{town.site}/client/commandes/{made.order_id}/plans"}
    changed_drawing.answer_revision(sent, is_taken=False, answer=ANSWER, school=town.school, **told)


def send(town: Town, line: OrderLine, note: str) -> DrawingRevision:
    who: dict[str, Any] = {"actor": line.order.contact, "now": clock.now()}
    who |= {"link": f"{town.site}/bureau/commandes/{line.order_id}/plans"}
    facts: dict[str, Any] = {"number": f"P-{line.id}", "revision": "C", "note": note}
    return changed_drawing.send_revision(line, drawing(town), school=town.school, **facts, **who)


def drawing(town: Town) -> StoredFile:
    return files.keep(Upload("indice-c.dxf", sketch()), folder=town.files_folder)
