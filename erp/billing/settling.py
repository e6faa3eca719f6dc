"""How money meets invoices: what may be recorded, and what a sum pays. Pure, no question asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from erp.billing.models import Invoice, Payment, Share
from erp.billing.refusals import (
    CreditIsShort,
    DayIsLongAgo,
    DayIsToCome,
    InvoiceIsNotOpen,
    NothingLeftToPay,
    NothingShared,
    PaymentIsCorrected,
    PaymentIsNew,
    PaymentIsNothing,
    PaymentIsTooMuch,
    RefundComesFirst,
    RestHasNoInvoice,
    RoundingIsTooMuch,
    ShareIsGone,
    ShareIsTooMuch,
    SharesExceedPayment,
)
from erp.billing.states import PaymentMethod
from erp.core import clock
from erp.documents import format as french

NOTHING = Decimal("0.00")
LONG_AGO = timedelta(days=366)
MOST_ROUNDED = Decimal("1.00")


@dataclass(frozen=True)
class Receipt:
    """What somebody types about money that came or went; `amount` is above zero."""

    amount: Decimal
    method: PaymentMethod
    received_on: date
    reference: str = ""
    note: str = ""


Shares = Mapping[int, Decimal]  # invoice id → so much of it


def settled_on(given: datetime, noted: datetime | None, came: date | None) -> date:
    """The day the money came or left; when it was given to the paper later, when a credit note was,
    or when it was taken back: that day. No day that is over changes.

    `noted`, `came`: of the payment, None when there is none.
    """
    return came if came is not None and noted == given else clock.day_of(given)


def oldest_first(amount: Decimal, open_: Iterable[tuple[int, Decimal]]) -> dict[int, Decimal]:
    """Pay these (id, left) in their order until nothing remains."""
    shares: dict[int, Decimal] = {}
    for key, left in open_:
        part = min(amount, left)
        if part > 0:
            shares[key] = part
            amount -= part
    return shares


def check_seen(count: int, seen: int | None) -> None:
    """A form sent twice, or while somebody else sent theirs, knew of fewer moves."""
    if seen is not None and seen != count:
        raise PaymentIsNew


def check_receipt(receipt: Receipt, *, today: date) -> None:
    if receipt.amount <= 0:
        raise PaymentIsNothing
    if receipt.method is PaymentMethod.ROUNDING and receipt.amount > MOST_ROUNDED:
        raise RoundingIsTooMuch
    if receipt.received_on > today:
        raise DayIsToCome
    if receipt.received_on < today - LONG_AGO:
        raise DayIsLongAgo(day=french.day(receipt.received_on))


def check_shares(shares: Shares, left: Shares, names: Mapping[int, str]) -> None:
    """Each on an invoice of theirs that is open, and no more than is left on it."""
    for invoice_id, part in shares.items():
        if not part:
            continue
        if invoice_id not in left:
            raise InvoiceIsNotOpen
        if not 0 < part <= left[invoice_id]:
            raise ShareIsTooMuch(invoice=names[invoice_id], left=french.money(left[invoice_id]))


def check_sum(amount: Decimal, shares: Shares, *, keep_rest: bool) -> None:
    rest = amount - sum(shares.values(), NOTHING)
    if rest < 0:
        raise SharesExceedPayment(over=french.money(-rest))
    if rest > 0 and not keep_rest:
        raise RestHasNoInvoice(rest=french.money(rest))


def check_left(invoice: Invoice, left: Decimal) -> None:
    """A cancelled invoice waits for nothing either."""
    if left <= 0:
        raise NothingLeftToPay(invoice=invoice)


def check_at_most(amount: Decimal, left: Decimal) -> None:
    if amount > left:
        raise PaymentIsTooMuch(left=french.money(left))


def check_credit_is_enough(wanted: Decimal, credit: Decimal) -> None:
    if not wanted:
        raise NothingShared
    if wanted > credit:
        raise CreditIsShort(credit=french.money(credit))


def check_can_be_corrected(payment: Payment) -> None:
    """Once, and not while money of it was paid back."""
    if payment.corrects is not None or payment.corrected_by is not None:
        raise PaymentIsCorrected(payment=payment)
    if any(name == "refund_id" for name, _ in uses(payment.shares, "invoice_id", "refund_id")):
        raise RefundComesFirst(payment=payment)


def uses(shares: Sequence[Share], *columns: str) -> dict[tuple[str, int], Decimal]:
    """At the other end, (column, id) → amount; what was undone is gone."""
    found: dict[tuple[str, int], Decimal] = {}
    for one in shares:
        name = next(name for name in columns if getattr(one, name) is not None)
        key = (name, getattr(one, name))
        found[key] = found.get(key, NOTHING) + one.amount
    return {key: amount for key, amount in found.items() if amount}


def paid_by(shares: Sequence[Share], name: str, source_id: int) -> Decimal:
    """What one payment or credit note pays among these shares; nothing is a refusal."""
    paid = sum((one.amount for one in shares if getattr(one, name) == source_id), NOTHING)
    if paid <= 0:
        raise ShareIsGone
    return paid
