"""Which record an address names: « quote_id » is a row of the table « quote »."""

import re

import pytest
from sqlalchemy import select
from werkzeug.routing import Rule

from erp.billing.models import Invoice, InvoiceLine
from erp.core.db import Record, db
from erp.delivery.models import DeliverySlip
from erp.equipment.models import MaintenanceWindow
from erp.planning.models import BoardMove, PlanRun
from erp.production.models import HelpCall, Operation, PieceCount, TabletEvent, TimeEntry
from erp.sales.models import QuoteLine, QuoteOperation, RequestFile
from erp.timetable.models import Absence, ClassSession, TimetableSlot
from erp.training.models import FollowUp

SHORT: dict[str, type[Record]] = {
    "call_id": HelpCall,
    "count_id": PieceCount,
    "entry_id": TimeEntry,
    "event_id": TabletEvent,
    "file_id": RequestFile,
    "line_id": QuoteLine,
    "move_id": BoardMove,
    "note_id": Invoice,
    "run_id": PlanRun,
    "session_id": ClassSession,
    "slip_id": DeliverySlip,
    "slot_id": TimetableSlot,
    "past_line_id": QuoteLine,
    "remark_id": FollowUp,
    "told_absence_id": Absence,
    "window_id": MaintenanceWindow,
}


def names_of(rule: Rule) -> list[str]:
    """What an address is filled with, in its order; a token is a secret, it names no record."""
    return [name for name in re.findall(r"<(?:\w+:)?(\w+)>", rule.rule) if name != "token"]


def model_of(rule: Rule, name: str) -> type[Record]:
    if name == "operation_id":
        return QuoteOperation if "quote_id" in rule.arguments else Operation
    if name == "line_id" and "invoice_id" in rule.arguments:
        return InvoiceLine
    tables = {mapper.class_.__tablename__: mapper.class_ for mapper in Record.registry.mappers}
    found = SHORT.get(name) or tables.get(name.removesuffix("_id"))
    if found is None:
        pytest.fail(f"{rule.rule}: no table is called « {name} »; say which one in records.SHORT")
    return found


def numbers_of(rule: Rule, record: Record) -> dict[str, int]:
    """The whole address of a record: its own number, and those of what it belongs to."""
    *parents, own = names_of(rule)
    above = getattr(record, "line", record)  # an operation of a quote belongs to it by its line
    told = {name: getattr(above, name, None) or any_of(rule, name) for name in parents}
    return {own: record.id, **told}


def any_of(rule: Rule, name: str) -> int:
    """Of two records that are free of each other, the first."""
    model = model_of(rule, name)
    return db.session.scalars(select(model.id).order_by(model.id)).first()


def one_of_each_state(model: type[Record], customer_id: int | None = None) -> list[Record]:
    """The first and the last record in each state; for a customer, only theirs."""
    found: dict[object, list[Record]] = {}
    for record in db.session.scalars(select(model).order_by(model.id)).unique():
        if customer_id in (None, customer_of(record)):
            stands = getattr(record, "invoice", record)  # a line stands where its paper does
            found.setdefault(getattr(stands, "state", None), []).append(record)
    return [
        one
        for same in found.values()
        for one in {same[0].id: same[0], same[-1].id: same[-1]}.values()
    ]


def customer_of(record: Record) -> int | None:
    stands = getattr(record, "material", record)  # a move of material is its owner's
    for above in (stands, getattr(stands, "order", None), getattr(stands, "request", None)):
        if hasattr(above, "customer_id"):
            return above.customer_id
    return None
