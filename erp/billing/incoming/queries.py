"""What screens ask about suppliers' invoices."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from erp.billing.incoming.states import SupplierInvoiceState
from erp.billing.models import SupplierInvoice, SupplierStatus
from erp.billing.models.incoming import COUNTS
from erp.core.db import db
from erp.core.paging import Page, paginate
from erp.core.search import matches


def supplier_invoice(invoice_id: int) -> SupplierInvoice | None:
    load = (
        joinedload(SupplierInvoice.filed_by),
        selectinload(SupplierInvoice.statuses).joinedload(SupplierStatus.noted_by),
    )
    return db.session.scalar(select(SupplierInvoice).filter_by(id=invoice_id).options(*load))


def supplier_invoices(
    words: str = "", *, state: SupplierInvoiceState | None = None, after: int | None = None
) -> Page[SupplierInvoice]:
    chosen = select(SupplierInvoice).where(*matches(SupplierInvoice, words))
    if state is not None:
        chosen = chosen.filter_by(state=state)
    return paginate(chosen, SupplierInvoice.id, after)


def known(supplier_key: str, number: str) -> SupplierInvoice | None:
    """What was mistyped and refused is left out."""
    same = select(SupplierInvoice).filter_by(supplier_key=supplier_key, number=number)
    return db.session.scalar(same.where(COUNTS))


def count_to_approve() -> int:
    waiting = select(func.count(SupplierInvoice.id)).filter_by(state=SupplierInvoiceState.RECEIVED)
    return db.session.scalar(waiting) or 0
