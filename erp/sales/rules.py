"""What must be true before a request or a quote moves. Each check returns nothing or refuses."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from erp.core.clock import day_of, monday_of
from erp.customers.models import Customer
from erp.customers.states import VatRegime
from erp.documents import format as french
from erp.sales.models import Claim, Offer, Order, OrderLine, Quote, QuoteLine, Request, offers_of
from erp.sales.refusals import (
    AnswerDayIsWrong,
    IncomeIsNoSale,
    NoReturnIsAwaited,
    NothingChanges,
    OrderIsNotDelivered,
    OrderIsOver,
    QuantityIsNothing,
    QuantityIsNotOffered,
    QuantityIsTwice,
    QuoteHasNoLine,
    QuoteHasNoWeek,
    QuoteIsFree,
    QuoteIsOver,
    QuoteIsSent,
    QuoteIsStillValid,
    RequestHasNoSheet,
    VerdictIsRedirect,
    WeekIsPast,
    WeekIsTooFar,
)
from erp.sales.states import LineNature, OrderState, QuoteState, Vat, VatCase, Verdict
from erp.school.models import School

UNTAXED = {
    (VatRegime.BUILDER, LineNature.SERVICE): VatCase.SUBCONTRACTED_WORKS,
    (VatRegime.EU, LineNature.GOODS): VatCase.EU_GOODS,
    (VatRegime.EU, LineNature.SERVICE): VatCase.EU_SERVICES,
    (VatRegime.ABROAD, LineNature.GOODS): VatCase.EXPORT,
    (VatRegime.ABROAD, LineNature.SERVICE): VatCase.OUTSIDE,
}
FARTHEST = timedelta(days=730)
HOUR = 3600


def usual_vat(customer: Customer, nature: LineNature, school: School) -> Vat:
    """Rate and case by the school's regime, then by the customer's (CGI 293 B, 283-2 nonies,
    262 ter I, 283-2, 262 I, 259-1)."""
    if not school.vat_number:
        return Decimal(0), VatCase.FRANCHISE
    case = UNTAXED.get((customer.vat_regime or VatRegime.HOME, nature))
    return (Decimal(0), case) if case else (school.default_vat_rate, VatCase.TAXED)


def check_is_a_sale(vat: Vat) -> None:
    if vat[1] is VatCase.NO_SALE:
        raise IncomeIsNoSale


def check_week(monday: date, *, today: date) -> None:
    if monday < monday_of(today):
        raise WeekIsPast
    if monday > today + FARTHEST:
        raise WeekIsTooFar


def check_can_be_quoted(request: Request) -> None:
    if request.sheet is None:
        raise RequestHasNoSheet(request=request)
    if request.sheet.verdict is Verdict.REDIRECT:
        raise VerdictIsRedirect


def check_is_draft(quote: Quote) -> None:
    if quote.state is not QuoteState.DRAFT:
        raise QuoteIsSent(quote=quote)


def check_can_be_sent(quote: Quote, *, today: date) -> None:
    if not quote.offered:
        raise QuoteHasNoLine(quote=quote)
    if quote.net <= 0:
        raise QuoteIsFree(quote=quote)
    if quote.promised_week is None:
        raise QuoteHasNoWeek(quote=quote)
    check_week(quote.promised_week, today=today)


def check_is_valid(quote: Quote, *, today: date) -> None:
    if quote.valid_until is not None and quote.valid_until < today:
        raise QuoteIsOver(quote=quote)


def check_said_on(quote: Quote, said_on: date, *, today: date) -> None:
    """An answer comes after its quote, and is not foreseen."""
    sent = day_of(quote.sent_at) if quote.sent_at else said_on
    if not sent <= said_on <= today:
        raise AnswerDayIsWrong(sent=f"{sent:%d/%m/%Y}")


def check_is_over(quote: Quote, *, today: date) -> None:
    if quote.state is QuoteState.SENT and (not quote.valid_until or quote.valid_until >= today):
        raise QuoteIsStillValid(quote=quote)


def chosen_offers(quote: Quote, quantities: Mapping[int, Decimal]) -> list[Offer]:
    """One offer for each line: the quantity that was chosen, or the line's own."""
    return [_chosen(line, quantities.get(line.id) or line.quantity) for line in quote.offered]


def _chosen(line: QuoteLine, quantity: Decimal) -> Offer:
    for offer in offers_of(line):
        if offer.quantity == quantity:
            return offer
    raise QuantityIsNotOffered(line=line)


def check_are_apart(line: QuoteLine, quantities: Sequence[Decimal]) -> None:
    """No quantity is told twice, nor the line's own again."""
    seen = {line.quantity}
    for quantity in quantities:
        if quantity in seen:
            raise QuantityIsTwice(quantity=french.quantity(quantity))
        seen.add(quantity)


def check_is_open(order: Order) -> None:
    if order.state is not OrderState.OPEN:
        raise OrderIsOver(order=order)


def check_is_delivered(order: Order) -> None:
    if order.state is not OrderState.DELIVERED:
        raise OrderIsNotDelivered(order=order)


def check_is_awaited(claim: Claim) -> None:
    if not claim.wants_return or claim.returned_on is not None:
        raise NoReturnIsAwaited


def learning_cost(quote: Quote, hour_cost: Decimal) -> Decimal:
    """What learning adds: the hours students take beyond the hours sold, at the school's cost."""
    extra = max(0, quote.student_seconds - quote.sold_seconds)
    return (Decimal(extra) / HOUR * hour_cost).quantize(Decimal("0.01"))


def check_can_change(
    order: Order, changed: Sequence[OrderLine], wanted: Mapping[int, Decimal]
) -> None:
    check_is_open(order)
    if not changed:
        raise NothingChanges
    for line in changed:
        if wanted[line.id] <= 0:
            raise QuantityIsNothing(line=line)
