"""Deposits of an order: asked, paid, and what is not taken off an invoice yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select, type_coerce
from sqlalchemy.orm import selectinload

from erp.billing import rules
from erp.billing.models import Deduction, Invoice
from erp.billing.queries.standing import GIVEN_BACK, LEFT
from erp.billing.states import InvoiceKind, InvoiceState
from erp.core.db import db
from erp.core.money import CENTS
from erp.core.prepared import prepared

NOTHING = Decimal("0.00")


@prepared
def _deposits(order_id: int) -> Any:
    """Issued and not given back, with what is left to pay, the oldest first."""
    asked = select(Invoice, LEFT.label("left")).where(
        Invoice.kind == InvoiceKind.DEPOSIT, Invoice.order_id == order_id
    )
    issued = asked.where(Invoice.state == InvoiceState.ISSUED, GIVEN_BACK == NOTHING)
    return issued.order_by(Invoice.id).options(selectinload(Invoice.lines))


@dataclass(frozen=True)
class Deposits:
    """What an invoice can take off, and those that would still be owed beside it."""

    left: rules.Left = ()
    unpaid: Sequence[Invoice] = ()


def deposits_of(invoice: Invoice) -> Deposits:
    """The deposits of its order; what other invoices took off is gone."""
    if invoice.kind is not InvoiceKind.INVOICE:
        return Deposits()
    with db.session.no_autoflush:
        asked = select_deposits(invoice.order_id or invoice.order.id)
    paid = [deposit for deposit, left in asked if left <= NOTHING]
    unpaid = [deposit for deposit, left in asked if left > NOTHING]
    return Deposits(_left_of(paid, but=invoice.id), unpaid)


def select_deposits(order_id: int) -> Sequence[tuple[Invoice, Decimal]]:
    return [(one.Invoice, one.left) for one in _deposits.result(order_id)]


def deposits_of_order(order_id: int) -> Sequence[Invoice]:
    """Issued and not given back, the oldest first."""
    return [deposit for deposit, _ in select_deposits(order_id)]


def asked_as_deposit(order_id: int) -> Decimal:
    """Without VAT, drafts included."""
    rows = select(type_coerce(func.sum(Invoice.net), CENTS)).where(
        Invoice.order_id == order_id, Invoice.kind == InvoiceKind.DEPOSIT, GIVEN_BACK == NOTHING
    )
    return db.session.scalar(rows) or NOTHING


def _left_of(paid: Sequence[Invoice], but: int | None) -> rules.Left:
    """What invoices other than `but` have not taken off."""
    if not paid:
        return ()
    with db.session.no_autoflush:
        taken = _taken_off([one.id for one in paid], but)
    return [(deposit, _rest_of(deposit, taken)) for deposit in paid]


def is_taken_off(deposit: Invoice) -> bool:
    return bool(_taken_off([deposit.id], None))


def _taken_off(
    ids: Sequence[int], but: int | None
) -> dict[tuple[int, Decimal], tuple[Decimal, Decimal]]:
    """(net, VAT) by deposit and rate; what a replaced invoice took off is free again."""
    replaced = select(Invoice.replaces_id).where(Invoice.replaces_id.is_not(None))
    rows = (
        select(
            Deduction.deposit_id,
            Deduction.vat_rate,
            type_coerce(func.sum(Deduction.net), CENTS),
            type_coerce(func.sum(Deduction.vat), CENTS),
        )
        .where(Deduction.deposit_id.in_(ids), Deduction.invoice_id.not_in(replaced))
        .group_by(Deduction.deposit_id, Deduction.vat_rate)
    )
    if but is not None:
        rows = rows.where(Deduction.invoice_id != but)
    return {(deposit, rate): (net, vat) for deposit, rate, net, vat in db.session.execute(rows)}


def _rest_of(
    deposit: Invoice, taken: dict[tuple[int, Decimal], tuple[Decimal, Decimal]]
) -> rules.VatTable:
    rest = []
    for rate, net, vat in rules.vat_of(deposit):
        net_taken, vat_taken = taken.get((deposit.id, rate), (NOTHING, NOTHING))
        rest.append((rate, net - net_taken, vat - vat_taken))
    return tuple(rest)
