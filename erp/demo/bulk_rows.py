"""The rows of one finished and paid order, from its request to its payment."""

from datetime import datetime, timedelta
from decimal import Decimal

from erp.billing.models import Invoice, InvoiceLine, MatchedItem, Matching, Payment, Share
from erp.billing.states import InvoiceKind, InvoiceState, PaymentMethod
from erp.core import clock
from erp.core.search import fold
from erp.delivery.models import DeliverySlip, DeliverySlipLine
from erp.delivery.states import SlipState
from erp.demo.ledger import Ledger, Told
from erp.production.models import Operation, PieceCount, Review, TimeEntry, WorkOrder
from erp.production.states import OperationState, ReviewVerdict, WorkOrderState
from erp.sales.models import (
    Order,
    OrderLine,
    Quote,
    QuoteAnswer,
    QuoteLine,
    QuoteOperation,
    Request,
)
from erp.sales.states import AnswerKind, Flexibility, OrderState, QuoteState, RequestState

STUDY, ANSWER, WORK = timedelta(days=2), timedelta(days=4), timedelta(days=6)
SIGN, BILL, PAY = timedelta(days=16), timedelta(days=17), timedelta(days=40)

MADE = ("position", "operation_type_id", "label", "sold_seconds", "student_seconds")


def tell(bulk: Ledger, told: Told) -> None:
    quote_id, quote_line_id = sell(bulk, told)
    order_id, order_line_id = order(bulk, told, quote_id, quote_line_id)
    make(bulk, told, order_line_id)
    deliver_and_bill(bulk, told, order_id, order_line_id)


def sell(bulk: Ledger, told: Told) -> tuple[int, int]:
    """The quote's id and its line's."""
    job, sent_at = told.sample.job, told.asked_at + STUDY
    request_id = ask(bulk, told)
    number = bulk.number("D", sent_at)
    quote_id = bulk.add(
        Quote,
        **told.buyer,
        number=number,
        state=QuoteState.ACCEPTED,
        request_id=request_id,
        subject=job.label,
        material_by=job.material_by,
        year_of_study=job.year_of_study,
        promised_week=told.week,
        sent_at=sent_at,
        valid_until=clock.day_of(sent_at + timedelta(days=30)),
        paper_id=bulk.paper_id,
        folded=fold(f"{number} {told.words}"),
    )
    return quote_id, price(bulk, told, quote_id)


def ask(bulk: Ledger, told: Told) -> int:
    job = told.sample.job
    return bulk.add(
        Request,
        **told.buyer,
        label=job.label,
        quantity=Decimal(job.quantity),
        wished_week=told.week,
        flexibility=Flexibility.NORMAL,
        material_by=job.material_by,
        state=RequestState.QUOTED,
        received_at=told.asked_at,
        folded=fold(f"demande {told.words}"),
    )


def price(bulk: Ledger, told: Told, quote_id: int) -> int:
    sample = told.sample
    line_id = bulk.add(
        QuoteLine,
        quote_id=quote_id,
        material=sample.line.material,
        subcontracting=sample.line.subcontracting,
        **sample.agreed,
    )
    copied = ("position", "operation_type_id", "label", "setup_seconds", "run_seconds")
    for step in sample.line.operations:
        facts = {name: getattr(step, name) for name in (*copied, "hourly_rate", "student_factor")}
        bulk.add(QuoteOperation, line_id=line_id, **facts)
    accept(bulk, told, quote_id)
    return line_id


def accept(bulk: Ledger, told: Told, quote_id: int) -> None:
    buyer = told.customer.contacts[0]
    bulk.add(
        QuoteAnswer,
        quote_id=quote_id,
        kind=AnswerKind.ACCEPTED,
        name=buyer.name,
        function=buyer.function,
        signature=buyer.name,
        user_id=buyer.user_id,
        at=told.asked_at + ANSWER,
        proof_id=bulk.paper_id,
    )


def order(bulk: Ledger, told: Told, quote_id: int, quote_line_id: int) -> tuple[int, int]:
    """The order's id and its line's."""
    accepted_at = told.asked_at + ANSWER
    number = bulk.number("C", accepted_at)
    order_id = bulk.add(
        Order,
        **told.buyer,
        number=number,
        state=OrderState.DELIVERED,
        quote_id=quote_id,
        subject=told.sample.job.label,
        accepted_at=accepted_at,
        first_promised_week=told.week,
        promised_week=told.week,
        confirmation_id=bulk.paper_id,
        folded=fold(f"{number} {told.words}"),
    )
    line_id = bulk.add(
        OrderLine,
        order_id=order_id,
        quote_line_id=quote_line_id,
        unit_price=told.sample.line.unit_price,
        **told.sample.agreed,
    )
    return order_id, line_id


def make(bulk: Ledger, told: Told, order_line_id: int) -> None:
    number = bulk.number("OF", told.asked_at + ANSWER)
    work_order_id = bulk.add(
        WorkOrder,
        number=number,
        order_line_id=order_line_id,
        label=told.sample.job.label,
        quantity=Decimal(told.sample.job.quantity),
        state=WorkOrderState.FINISHED,
        due_on=clock.day_of(told.asked_at + SIGN),
        folded=fold(f"{number} {told.words}"),
    )
    starts_at = told.asked_at + WORK
    for step in told.sample.line.operations:
        facts = {name: getattr(step, name) for name in MADE}
        operation_id = bulk.add(
            Operation, work_order_id=work_order_id, state=OperationState.DONE, **facts
        )
        starts_at += timedelta(days=1)
        log(bulk, told, operation_id, starts_at, step.student_seconds)


def log(
    bulk: Ledger, told: Told, operation_id: int, starts_at: datetime, student_seconds: int
) -> None:
    lasts = min(timedelta(seconds=student_seconds // len(told.team)), timedelta(hours=3))
    ended_at = starts_at + lasts
    for student in told.team:
        entry = {"student_id": student.id, "started_at": starts_at, "ended_at": ended_at}
        bulk.add(TimeEntry, operation_id=operation_id, **entry)
    bulk.add(
        PieceCount,
        operation_id=operation_id,
        good=Decimal(told.sample.job.quantity),
        declared_at=ended_at,
    )
    bulk.add(
        Review,
        operation_id=operation_id,
        verdict=ReviewVerdict.VALID,
        reviewed_by_id=bulk.chief.id,
        reviewed_at=ended_at,
    )


def deliver_and_bill(bulk: Ledger, told: Told, order_id: int, order_line_id: int) -> None:
    signed_at = told.asked_at + SIGN
    quantity, number = Decimal(told.sample.job.quantity), bulk.number("BL", signed_at)
    slip_id = bulk.add(
        DeliverySlip,
        number=number,
        state=SlipState.SIGNED,
        order_id=order_id,
        delivered_on=clock.day_of(signed_at),
        signer_name=told.customer.contacts[0].name,
        signed_at=signed_at,
        paper_id=bulk.paper_id,
        folded=fold(f"{number} {told.words}"),
    )
    slip_line_id = bulk.add(
        DeliverySlipLine, slip_id=slip_id, order_line_id=order_line_id, quantity=quantity
    )
    bill(bulk, told, order_id, slip_line_id)


def bill(bulk: Ledger, told: Told, order_id: int, slip_line_id: int) -> None:
    issued_at = told.asked_at + BILL
    number = bulk.number("F", issued_at)
    invoice_id = bulk.add(
        Invoice,
        kind=InvoiceKind.INVOICE,
        number=number,
        state=InvoiceState.ISSUED,
        customer_id=told.customer.id,
        order_id=order_id,
        issued_on=clock.day_of(issued_at),
        due_on=clock.day_of(issued_at + timedelta(days=30)),
        paper_id=bulk.paper_id,
        folded=fold(f"{number} {told.words}"),
        **told.sample.amounts,
    )
    unit_price = told.sample.line.unit_price
    facts = {"slip_line_id": slip_line_id, "unit_price": unit_price, **told.sample.agreed}
    bulk.add(InvoiceLine, invoice_id=invoice_id, net=told.sample.amounts["net"], **facts)
    pay(bulk, told, invoice_id, number)


def pay(bulk: Ledger, told: Told, invoice_id: int, number: str) -> None:
    paid_at, amount = told.asked_at + PAY, told.sample.amounts["gross"]
    facts = {"recorded_at": paid_at, "recorded_by_id": bulk.chief.id, "amount": amount}
    payment_id = bulk.add(
        Payment,
        customer_id=told.customer.id,
        method=PaymentMethod.TRANSFER,
        received_on=clock.day_of(paid_at),
        reference=f"VIR {number}",
        folded=fold(f"règlement n° {told.customer.name} VIR {number}"),
        **facts,
    )
    ends = {"payment_id": payment_id, "invoice_id": invoice_id}
    bulk.add(Share, customer_id=told.customer.id, **ends, **facts)
    match(bulk, told, ends, paid_at)


def match(bulk: Ledger, told: Told, ends: dict[str, int], paid_at: datetime) -> None:
    """The invoice and what paid it, under the customer's next code."""
    matching_id = bulk.add(
        Matching,
        customer_id=told.customer.id,
        code=bulk.code(told.customer),
        matched_on=clock.day_of(paid_at),
        recorded_at=paid_at,
    )
    for name, key in ends.items():
        one = {"invoice_id": None, "payment_id": None, name: key}
        bulk.add(MatchedItem, matching_id=matching_id, **one)
