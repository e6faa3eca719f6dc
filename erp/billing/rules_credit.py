"""How much of an invoice may be given back, in pieces and in euros."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from erp.billing.models import Invoice, InvoiceLine
from erp.billing.refusals import (
    CreditIsNew,
    CreditIsTooMuch,
    CreditIsWorthTooMuch,
    DepositHasNoRebate,
    DepositIsTakenOff,
    NothingToCredit,
)
from erp.billing.rules import NOTHING, net_of
from erp.billing.states import InvoiceKind
from erp.documents import format as french

Parts = Mapping[int, Decimal]  # by line of the invoice: pieces, or euros without VAT


@dataclass(frozen=True)
class Left:
    """Of a line: the pieces and the euros without VAT not given back, and if any were a rebate."""

    quantity: Decimal
    net: Decimal
    is_rebated: bool = False


def net_given_back(line: InvoiceLine, left: Decimal, quantity: Decimal) -> Decimal:
    """Cents of the next part of a line (negative): all the parts make up its net exactly."""
    before = line.quantity - left
    return net_of(line, before) - net_of(line, before + quantity)


def check_nothing_is_new(invoice: Invoice, *, notes: int | None = None) -> None:
    """A form sent twice, or while somebody else sent theirs, shows fewer than there are now."""
    if notes is not None and notes != len(invoice.credit_notes):
        raise CreditIsNew


def check_credit(invoice: Invoice, wanted: Parts, rebates: Parts, left: Mapping[int, Left]) -> None:
    if not any(wanted.values()) and not any(rebates.values()):
        raise NothingToCredit
    for line in invoice.lines:
        pieces, euros = wanted.get(line.id, NOTHING), rebates.get(line.id, NOTHING)
        if pieces or euros:
            _check_line(line, pieces, euros, left[line.id])


def _check_line(line: InvoiceLine, pieces: Decimal, euros: Decimal, left: Left) -> None:
    """Pieces and rebates share the euros of a line: after a rebate it pays for fewer pieces."""
    if not 0 <= pieces <= left.quantity:
        raise CreditIsTooMuch(label=line.label, left=french.quantity(left.quantity))
    worth = euros - net_given_back(line, left.quantity, pieces)
    if euros < 0 or worth > left.net:
        raise CreditIsWorthTooMuch(label=line.label, left=french.money(left.net))


def check_credit_of_deposit(invoice: Invoice, rebates: Parts, *, deducted: bool) -> None:
    """No final invoice takes off a deposit that has a credit note: a rebate would lose the rest."""
    if deducted:
        raise DepositIsTakenOff(deposit=invoice)
    if invoice.kind is InvoiceKind.DEPOSIT and any(rebates.values()):
        raise DepositHasNoRebate(deposit=invoice)
