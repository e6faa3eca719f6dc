"""The PDFs that were issued, as they left the school."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, select

from erp.billing.models import Invoice
from erp.billing.states import InvoiceKind
from erp.core.archive import StoredPaper
from erp.core.db import db
from erp.delivery.models import DeliverySlip
from erp.documents import later
from erp.sales.models import Quote

Kind = tuple[Any, list[ColumnElement[bool]]]
KINDS: dict[str, Kind] = {
    "invoice": (Invoice, [Invoice.kind != InvoiceKind.CREDIT_NOTE]),
    "credit-note": (Invoice, [Invoice.kind == InvoiceKind.CREDIT_NOTE]),
    "quote": (Quote, []),
    "delivery-slip": (DeliverySlip, []),
}
FEW = 20  # read at once


def papers(kind: str, number: str | None = None) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes), in the order of their issue; a quote has one for each revision."""
    model, only = KINDS[kind]
    chosen = select(model.paper_id).where(model.paper_id.is_not(None), *only).order_by(model.id)
    if number is not None:
        chosen = chosen.where(model.number == number)
    ids = db.session.scalars(chosen).all()
    for start in range(0, len(ids), FEW):
        some = StoredPaper.id.in_(ids[start : start + FEW])
        rows = select(StoredPaper.id, StoredPaper.filename, StoredPaper.content).where(some)
        for row in db.session.execute(rows.order_by(StoredPaper.id)):
            yield row.filename, later.drawn(row.id, row.content)
