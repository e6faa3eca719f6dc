"""What must be true before money papers move; how their totals are computed, once."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from erp.billing.models import Invoice, InvoiceLine
from erp.billing.refusals import (
    ClockWentBack,
    CreditIsTooMuch,
    CustomerHasNoAddress,
    CustomerHasNoSiren,
    DayIsToCome,
    NoSlipChosen,
    NothingToCredit,
    PaymentIsNothing,
    PaymentIsTaken,
    PaymentIsTooMuch,
    SlipIsInvoiced,
    SlipIsNotSigned,
    SlipsOfSeveralOrders,
)
from erp.core.money import vat_by_rate
from erp.delivery.models import DeliverySlip
from erp.delivery.states import SlipState
from erp.documents import format as french


def check_slips(slips: Sequence[DeliverySlip], invoiced: set[int]) -> None:
    if not slips:
        raise NoSlipChosen
    if len({slip.order_id for slip in slips}) > 1:
        raise SlipsOfSeveralOrders
    for slip in slips:
        if slip.state is not SlipState.SIGNED:
            raise SlipIsNotSigned(slip=slip)
        if {line.id for line in slip.lines} & invoiced:
            raise SlipIsInvoiced(slip=slip)


def check_can_be_issued(invoice: Invoice, *, today: date, last: date | None) -> None:
    """CGI ann. II art. 242 nonies A: names, addresses, SIREN; dates that never go back."""
    customer = invoice.customer
    if customer.country == "FR" and not customer.siren:
        raise CustomerHasNoSiren(customer=customer)
    if not customer.address:
        raise CustomerHasNoAddress(customer=customer)
    if last is not None and today < last:
        raise ClockWentBack(day=french.day(last))


def totals(lines: Sequence[InvoiceLine]) -> tuple[Decimal, Decimal, Decimal]:
    """(net, VAT, gross); a credit note's are negative, for its quantities are."""
    net = sum((line.net for line in lines), Decimal("0.00"))
    vat = sum((amount for _, _, amount in vat_of(lines)), Decimal("0.00"))
    return net, vat, net + vat


def vat_of(lines: Sequence[InvoiceLine]) -> tuple[tuple[Decimal, Decimal, Decimal], ...]:
    return vat_by_rate((line.vat_rate, line.net) for line in lines)


def check_payment(
    amount: Decimal, received_on: date, *, left: Decimal, received: Decimal, today: date
) -> None:
    """A negative amount corrects an earlier payment."""
    if not amount:
        raise PaymentIsNothing
    if received_on > today:
        raise DayIsToCome
    if amount > left:
        raise PaymentIsTooMuch(left=left)
    if amount < -received:
        raise PaymentIsTaken(received=received)


def check_credit(
    lines: Sequence[InvoiceLine], wanted: Mapping[int, Decimal], credited: Mapping[int, Decimal]
) -> None:
    if not any(wanted.values()):
        raise NothingToCredit
    for line in lines:
        left = line.quantity - credited.get(line.id, Decimal(0))
        if not 0 <= wanted.get(line.id, Decimal(0)) <= left:
            raise CreditIsTooMuch(label=line.label, left=f"{left.normalize():f}")
