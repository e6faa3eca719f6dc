"""What must be true before money papers move; how their amounts are computed, once."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from erp.billing.models import Invoice, InvoiceLine
from erp.billing.refusals import (
    ClockWentBack,
    CreditIsNew,
    CreditIsTooMuch,
    CustomerHasNoAddress,
    CustomerHasNoSiren,
    NoSlipChosen,
    NotAnIssuedInvoice,
    NothingToCredit,
    SlipIsInvoiced,
    SlipIsNotSigned,
    SlipsOfSeveralOrders,
    VatHasNoGround,
)
from erp.billing.states import InvoiceKind, InvoiceState
from erp.core.money import round_cents, vat_by_rate
from erp.core.words import N_
from erp.delivery.models import DeliverySlip
from erp.delivery.states import SlipState
from erp.documents import format as french
from erp.school.models import School

VatTable = tuple[tuple[Decimal, Decimal, Decimal], ...]
NOTHING = Decimal("0.00")
NO_VAT_NUMBER = N_("TVA non applicable, article 293 B du CGI")


def check_slips(slips: Sequence[DeliverySlip], invoiced: Collection[int]) -> None:
    if not slips:
        raise NoSlipChosen
    if len({slip.order_id for slip in slips}) > 1:
        raise SlipsOfSeveralOrders
    for slip in slips:
        if slip.state is not SlipState.SIGNED:
            raise SlipIsNotSigned(slip=slip)
        if slip.id in invoiced:
            raise SlipIsInvoiced(slip=slip)


def check_can_be_issued(invoice: Invoice, school: School) -> None:
    """CGI ann. II art. 242 nonies A: names, addresses, SIREN, the ground of what bears no VAT."""
    customer = invoice.customer
    if customer.country == "FR" and not customer.siren:
        raise CustomerHasNoSiren(customer=customer)
    if not customer.address:
        raise CustomerHasNoAddress(customer=customer)
    if needs_ground(invoice, school) and not invoice.vat_ground:
        bare = next(line for line in invoice.lines if not line.vat_rate)
        raise VatHasNoGround(label=bare.label)


def check_day(today: date, last: date | None) -> None:
    """Dates follow the numbers of their series."""
    if last is not None and today < last:
        raise ClockWentBack(day=french.day(last))


def needs_ground(invoice: Invoice, school: School) -> bool:
    """Whether somebody must write why no VAT is due: the school's own regime is known already."""
    return bool(school.vat_number) and any(not line.vat_rate for line in invoice.lines)


def ground(invoice: Invoice, school: School) -> str:
    """The reference that 242 nonies A, 12° and 13° ask for beside a rate of zero."""
    if all(line.vat_rate for line in invoice.lines):
        return ""
    return invoice.vat_ground if school.vat_number else NO_VAT_NUMBER


def due_on(invoice: Invoice, school: School, today: date) -> date | None:
    """A credit note is owed by nobody."""
    if invoice.kind is InvoiceKind.CREDIT_NOTE:
        return None
    return today + timedelta(days=days_to_pay(invoice, school))


def days_to_pay(invoice: Invoice, school: School) -> int:
    days = invoice.customer.payment_days
    return school.payment_days if days is None else days


def net_of(line: InvoiceLine, quantity: Decimal) -> Decimal:
    """What this much of a line costs, in cents."""
    return round_cents(line.unit_price * quantity * (1 - line.discount_percent / 100))


def net_given_back(line: InvoiceLine, before: Decimal, quantity: Decimal) -> Decimal:
    """Cents of the next part of a line (negative): all the parts make up its net exactly."""
    return net_of(line, before) - net_of(line, before + quantity)


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


def _table(lines: Sequence[InvoiceLine]) -> VatTable:
    return vat_by_rate((line.vat_rate, line.net) for line in lines)


def check_is_issued(invoice: Invoice) -> None:
    if (invoice.kind, invoice.state) != (InvoiceKind.INVOICE, InvoiceState.ISSUED):
        raise NotAnIssuedInvoice(invoice=invoice)


def check_nothing_is_new(invoice: Invoice, *, notes: int | None = None) -> None:
    """A form sent twice, or while somebody else sent theirs, shows fewer than there are now."""
    if notes is not None and notes != len(invoice.credit_notes):
        raise CreditIsNew


def check_credit(
    lines: Sequence[InvoiceLine], wanted: Mapping[int, Decimal], credited: Mapping[int, Decimal]
) -> None:
    if not any(wanted.values()):
        raise NothingToCredit
    for line in lines:
        left = line.quantity - credited.get(line.id, Decimal(0))
        if not 0 <= wanted.get(line.id, Decimal(0)) <= left:
            raise CreditIsTooMuch(label=line.label, left=french.quantity(left))
