"""What must be true before money papers move; how their amounts are computed, once."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from decimal import Decimal

from erp.billing.models import Deduction, Invoice, InvoiceLine
from erp.billing.refusals import (
    DayIsBeforeTheOrder,
    DayIsToCome,
    DepositIsInvolved,
    DepositIsNotPaid,
    DepositIsTooMuch,
    InvoiceHasMoved,
    InvoiceIsIncomplete,
    InvoiceIsReplaced,
    LastLineStays,
    NoDepositInTheUnion,
    NoSlipChosen,
    NotAnIssuedInvoice,
    OrderIsNotOpen,
    PercentIsWrong,
    QuantityIsNothing,
    QuantityIsTooMuch,
    ReplacementIsDrafted,
    SlipIsInvoiced,
    SlipIsNotSigned,
    SlipsOfSeveralOrders,
)
from erp.billing.states import InvoiceKind, InvoiceState
from erp.core import clock
from erp.core.money import round_cents, vat_by_rate
from erp.delivery.models import DeliverySlip
from erp.delivery.states import SlipState
from erp.documents import format as french
from erp.documents.facturx.problem import Problem
from erp.sales.models import Order
from erp.sales.refusals import IncomeIsNoSale
from erp.sales.states import LineNature, OrderState, Vat, VatCase
from erp.school.models import School

VatTable = tuple[tuple[Decimal, Decimal, Decimal], ...]
NOTHING = Decimal("0.00")


def check_slips(slips: Sequence[DeliverySlip], to_invoice: Collection[int]) -> None:
    """`to_invoice`: those of them that have something on no invoice."""
    if not slips:
        raise NoSlipChosen
    if len({slip.order_id for slip in slips}) > 1:
        raise SlipsOfSeveralOrders
    for slip in slips:
        if slip.state is not SlipState.SIGNED:
            raise SlipIsNotSigned(slip=slip)
        if slip.id not in to_invoice:
            raise SlipIsInvoiced(slip=slip)


def check_can_be_issued(
    invoice: Invoice, unpaid: Sequence[Invoice], problems: Sequence[Problem]
) -> None:
    """Nothing is owed twice, and no rule of e-invoices is broken: refused invoices keep numbers."""
    if unpaid:
        raise DepositIsNotPaid(deposit=unpaid[0])
    if problems:
        raise InvoiceIsIncomplete(problem=problems[0])


def due_on(invoice: Invoice, school: School, today: date) -> date | None:
    """A credit note is owed by nobody; what was paid beforehand, on that day (BR-FR-CO-09)."""
    if invoice.kind is InvoiceKind.CREDIT_NOTE:
        return None
    if invoice.paid_on is not None:
        return invoice.paid_on
    return today + timedelta(days=invoice.customer.days_to_pay(school.payment_days))


def net_of(line: InvoiceLine, quantity: Decimal) -> Decimal:
    """What this much of a line costs, in cents."""
    return round_cents(line.unit_price * quantity * (1 - line.discount_percent / 100))


def totals(invoice: Invoice) -> tuple[Decimal, Decimal, Decimal]:
    """(net, VAT, gross); a credit note's are negative, for its quantities are."""
    net = sum((line.net for line in invoice.lines), NOTHING)
    vat = sum((amount for _, _, amount in vat_of(invoice)), NOTHING)
    return net, vat, net + vat


def vat_of(invoice: Invoice) -> VatTable:
    """(rate, base, VAT) per rate. Credit notes together give back the invoice's VAT, to the cent:
    each is what the sum of all so far makes, less what those before it made."""
    if invoice.credited is None:
        return vat_by_rate((line.vat_rate, line.net) for line in invoice.lines)
    earlier = [
        line
        for note in invoice.credited.credit_notes
        if note.id < invoice.id
        for line in note.lines
    ]
    before = {rate: amount for rate, _, amount in _table(earlier)}
    after = {rate: amount for rate, _, amount in _table([*earlier, *invoice.lines])}
    return tuple(
        (rate, base, after[rate] - before.get(rate, NOTHING))
        for rate, base, _ in _table(invoice.lines)
    )


def tax_is_due_on_payment(line: InvoiceLine) -> bool:
    """CGI 269-2: services without the option for debits, every deposit and what gives one back."""
    invoice = line.invoice
    if InvoiceKind.DEPOSIT in (invoice.kind, invoice.credited and invoice.credited.kind):
        return True
    return line.nature is LineNature.SERVICE and not invoice.vat_on_debits


def _table(lines: Sequence[InvoiceLine]) -> VatTable:
    return vat_by_rate((line.vat_rate, line.net) for line in lines)


def check_is_issued(invoice: Invoice) -> None:
    if not owes(invoice):
        raise NotAnIssuedInvoice(invoice=invoice)
    if is_replaced(invoice):
        raise InvoiceIsReplaced(invoice=invoice)


def owes(invoice: Invoice) -> bool:
    """Whether it asks for money: drafts and credit notes do not."""
    issued = invoice.state is InvoiceState.ISSUED
    return issued and invoice.kind is not InvoiceKind.CREDIT_NOTE


def is_replaced(invoice: Invoice) -> bool:
    other = invoice.replaced_by
    return other is not None and other.state is InvoiceState.ISSUED


def check_payment_day(invoice: Invoice, received_on: date, *, today: date) -> None:
    if received_on > today:
        raise DayIsToCome
    ordered_on = clock.day_of(invoice.order.accepted_at)
    if received_on < ordered_on:
        raise DayIsBeforeTheOrder(day=french.day(ordered_on))


def check_quantity(line: InvoiceLine, quantity: Decimal, left: Decimal | None) -> None:
    """Never more than was delivered and not invoiced; None: nothing was delivered for it."""
    if quantity <= 0:
        raise QuantityIsNothing
    if left is not None and quantity > left:
        raise QuantityIsTooMuch(label=line.label, left=french.quantity(left))


def check_is_a_sale(vat: Vat) -> None:
    if vat[1] is VatCase.NO_SALE:
        raise IncomeIsNoSale


def check_is_not_the_last(invoice: Invoice) -> None:
    if len(invoice.lines) < 2:
        raise LastLineStays


Left = Sequence[tuple[Invoice, VatTable]]  # a deposit, and (rate, net, VAT) not taken off yet
About = tuple[LineNature, Decimal, VatCase]


def deductions(deposits: Left, gross: Decimal) -> list[Deduction]:
    """The deposits, the oldest first, as far as the invoice goes."""
    room, taken = gross, []
    for deposit, table in deposits:
        for rate, net, vat in spread(table, room):
            taken.append(Deduction(deposit=deposit, vat_rate=rate, net=net, vat=vat))
            room -= net + vat
    return taken


def spread(table: VatTable, room: Decimal) -> VatTable:
    """As much of (rate, net, VAT) as `room` holds, in proportion, to the cent.

    What rounding leaves goes to the last rate; nothing when there is no room or nothing left.
    """
    left = sum((net + vat for _, net, vat in table), NOTHING)
    part = min(left, room)
    if part <= 0:
        return ()
    rows, rest = [], part
    for place, (rate, net, vat) in enumerate(table, start=1):
        own_vat = round_cents(vat * part / left)
        own = rest - own_vat if place == len(table) else round_cents(net * part / left)
        rest -= own + own_vat
        rows.append((rate, own, own_vat))
    return tuple(rows)


def told(taken: Sequence[Deduction]) -> list[tuple[int, Decimal, Decimal, Decimal]]:
    return [(one.deposit_id or one.deposit.id, one.vat_rate, one.net, one.vat) for one in taken]


def by_vat(order: Order) -> dict[About, Decimal]:
    """What an order is worth by nature, rate and case of VAT."""
    sums: dict[About, Decimal] = {}
    for line in order.lines:
        about = (line.nature, line.vat_rate, line.vat_case)
        sums[about] = sums.get(about, NOTHING) + line.net
    return sums


def check_deposit(order: Order, percent: Decimal, asked: Decimal) -> None:
    if order.state is not OrderState.OPEN:
        raise OrderIsNotOpen(order=order)
    if any(line.vat_case is VatCase.EU_GOODS for line in order.lines):
        raise NoDepositInTheUnion
    if not 0 < percent <= 100:
        raise PercentIsWrong
    if asked + order.net * percent / 100 > order.net:
        raise DepositIsTooMuch(asked=french.money(asked))


def check_can_be_replaced(invoice: Invoice, received: Decimal) -> None:
    check_is_issued(invoice)
    if invoice.kind is InvoiceKind.DEPOSIT or invoice.deductions:
        raise DepositIsInvolved(invoice=invoice)
    if received or invoice.credit_notes:
        raise InvoiceHasMoved(invoice=invoice)
    if invoice.replaced_by is not None:
        raise ReplacementIsDrafted(invoice=invoice)
