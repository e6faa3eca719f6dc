"""Which record an address names: « quote_id » is a row of the table « quote »."""

import re

import pytest
from werkzeug.routing import Rule

from erp.core.db import Record
from erp.delivery.models import DeliverySlip
from erp.production.models import HelpCall, Operation, PieceCount, TabletEvent, TimeEntry
from erp.sales.models import QuoteLine, QuoteOperation, RequestFile

SHORT: dict[str, type[Record]] = {
    "call_id": HelpCall,
    "count_id": PieceCount,
    "entry_id": TimeEntry,
    "event_id": TabletEvent,
    "file_id": RequestFile,
    "line_id": QuoteLine,
    "slip_id": DeliverySlip,
}


def names_of(rule: Rule) -> list[str]:
    """The numbers in an address, in their order."""
    return re.findall(r"<int:(\w+)>", rule.rule)


def model_of(rule: Rule, name: str) -> type[Record]:
    if name == "operation_id":
        return QuoteOperation if "quote_id" in rule.arguments else Operation
    tables = {mapper.class_.__tablename__: mapper.class_ for mapper in Record.registry.mappers}
    found = SHORT.get(name) or tables.get(name.removesuffix("_id"))
    if found is None:
        pytest.fail(f"{rule.rule}: no table is called « {name} »; say which one in records.SHORT")
    return found


def numbers_of(rule: Rule, record: Record) -> dict[str, int]:
    """The whole address of a record: its own number, and those of what it belongs to."""
    *parents, own = names_of(rule)
    above = getattr(record, "line", record)  # an operation of a quote belongs to it by its line
    return {own: record.id, **{name: getattr(above, name) for name in parents}}
