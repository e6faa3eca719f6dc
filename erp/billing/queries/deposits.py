"""Deposits of an order: asked, paid, and what is not taken off an invoice yet."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import func, select, type_coerce
from sqlalchemy.orm import selectinload

from erp.billing import rules
from erp.billing.models import Deduction, Invoice
from erp.billing.queries.standing import GIVEN_BACK, LEFT
from erp.billing.states import InvoiceKind, InvoiceState
from erp.core.db import db
from erp.core.money import CENTS

NOTHING = Decimal("0.00")


def deposits_of_order(order_id: int) -> Sequence[Invoice]:
    """Issued and not given back, the oldest first."""
    chosen = (
        select(Invoice)
        .filter_by(order_id=order_id, kind=InvoiceKind.DEPOSIT, state=InvoiceState.ISSUED)
        .where(GIVEN_BACK == NOTHING)
        .order_by(Invoice.id)
    )
    return db.session.scalars(chosen.options(selectinload(Invoice.lines))).all()


def asked_as_deposit(order_id: int) -> Decimal:
    """Without VAT, drafts included."""
    rows = select(type_coerce(func.sum(Invoice.net), CENTS)).where(
        Invoice.order_id == order_id, Invoice.kind == InvoiceKind.DEPOSIT, GIVEN_BACK == NOTHING
    )
    return db.session.scalar(rows) or NOTHING


def deposits_left(order_id: int, *, but: int | None = None) -> rules.Left:
    """What invoices other than `but` have not taken off of the deposits that were paid."""
    paid = [one for one in deposits_of_order(order_id) if _left_to_pay(one) <= NOTHING]
    taken = _taken_off([one.id for one in paid], but)
    return [(deposit, _rest_of(deposit, taken)) for deposit in paid]


def unpaid_deposits(invoice: Invoice) -> list[Invoice]:
    """Those that would be owed beside this invoice of the same order."""
    if invoice.kind is not InvoiceKind.INVOICE:
        return []
    return [one for one in deposits_of_order(invoice.order_id) if _left_to_pay(one) > NOTHING]


def is_taken_off(deposit: Invoice) -> bool:
    return bool(_taken_off([deposit.id], None))


def _left_to_pay(deposit: Invoice) -> Decimal:
    return db.session.scalar(select(LEFT).where(Invoice.id == deposit.id)) or NOTHING


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
