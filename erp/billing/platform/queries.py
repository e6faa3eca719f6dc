"""What screens ask about the life of invoices."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from erp.billing.models import (
    Invoice,
    InvoiceStatus,
    PlatformExchange,
    PlatformSettings,
    SupplierStatus,
)
from erp.billing.platform import rules
from erp.billing.platform.states import Adapter
from erp.billing.rules import tax_is_due_on_payment
from erp.core.db import db
from erp.core.paging import Page, paginate


@dataclass(frozen=True)
class Life:
    """`statuses` the newest first; `last` is where the invoice stands.

    `tells_receipts`: « Encaissée » is owed to the administration, its tax being due on payment.
    `exchange`: how it was handed to the platform; `is_active`: whether anything is.
    """

    statuses: Sequence[InvoiceStatus]
    last: InvoiceStatus | None
    tells_receipts: bool
    exchange: PlatformExchange | None
    is_active: bool


def life_of(invoice: Invoice) -> Life:
    statuses = statuses_of(invoice.id)
    taxed = [line for line in invoice.lines if line.vat_rate]
    tells = any(tax_is_due_on_payment(line) for line in taxed)
    buyer = invoice.customer
    tells = tells and buyer.country == "FR" and not buyer.is_private  # else: e-reporting
    handed = exchange_of_invoice(invoice.id)
    return Life(statuses, rules.last_word(statuses), tells, handed, settings().is_active)


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


def settings() -> PlatformSettings:
    """The one row, or what it would be: a folder, and nothing sent."""
    return db.session.get(PlatformSettings, 1) or PlatformSettings(
        id=1, adapter=Adapter.FOLDER, address="", token_address="", client_id="", ask_error=""
    )


def exchanges(after: int | None = None) -> Page[PlatformExchange]:
    load = (
        joinedload(PlatformExchange.invoice),
        joinedload(PlatformExchange.status),
        joinedload(PlatformExchange.told).joinedload(SupplierStatus.invoice),
        joinedload(PlatformExchange.message),
    )
    return paginate(select(PlatformExchange).options(*load), PlatformExchange.id, after)


def exchange(exchange_id: int) -> PlatformExchange | None:
    return db.session.get(PlatformExchange, exchange_id)


def exchange_of_invoice(invoice_id: int) -> PlatformExchange | None:
    """The last time it was handed over, if it was."""
    chosen = select(PlatformExchange).filter_by(invoice_id=invoice_id, status_id=None)
    load = joinedload(PlatformExchange.message)
    return db.session.scalar(chosen.options(load).order_by(PlatformExchange.id.desc()).limit(1))


def exchange_named(tracking_id: str) -> PlatformExchange | None:
    return db.session.scalar(select(PlatformExchange).filter_by(tracking_id=tracking_id))


def invoice_numbered(number: str) -> Invoice | None:
    return db.session.scalar(select(Invoice).filter_by(number=number)) if number else None
