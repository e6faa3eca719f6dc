"""What screens ask about the life of invoices."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from erp.billing.models import Invoice, InvoiceStatus
from erp.billing.platform import rules
from erp.core.db import db
from erp.school.models import School


@dataclass(frozen=True)
class Life:
    """`statuses` the newest first; `last` is where the invoice stands.

    `tells_receipts`: « Encaissée » is owed to the administration, its tax being due on payment.
    """

    statuses: Sequence[InvoiceStatus]
    last: InvoiceStatus | None
    tells_receipts: bool


def life_of(invoice: Invoice, school: School) -> Life:
    statuses = statuses_of(invoice.id)
    tells = any(rules.tax_is_due_on_payment(invoice, line, school) for line in invoice.lines)
    return Life(statuses, rules.last_word(statuses), tells)


def statuses_of(invoice_id: int) -> Sequence[InvoiceStatus]:
    """Its life, the newest first."""
    chosen = select(InvoiceStatus).filter_by(invoice_id=invoice_id)
    load = (joinedload(InvoiceStatus.noted_by), selectinload(InvoiceStatus.amounts))
    newest = (InvoiceStatus.at.desc(), InvoiceStatus.id.desc())
    return db.session.scalars(chosen.options(*load).order_by(*newest)).unique().all()


def is_known(flow_id: str) -> bool:
    """Whether the platform told us this status already."""
    return db.session.scalar(select(InvoiceStatus.id).filter_by(flow_id=flow_id)) is not None


def last_word(statuses: Sequence[InvoiceStatus]) -> InvoiceStatus | None:
    return rules.last_word(statuses)
