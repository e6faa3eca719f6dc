"""A paper or a payment → its balanced entry. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from erp.billing.books import waiting
from erp.billing.books.accounts import SALES, VAT_DUE, Account, Chart
from erp.billing.books.waiting import ByRate
from erp.billing.models import Invoice, InvoiceLine, Matching, Payment, Share
from erp.billing.states import InvoiceKind, PaymentMethod
from erp.core import clock
from erp.customers.models import Customer

NOTHING = Decimal("0.00")
Amounts = Iterable[tuple[Account, Decimal]]  # above zero: credit


@dataclass(frozen=True)
class Line:
    """One account, at the debit or at the credit; `aux` is the customer, `code` the matching."""

    account: Account
    debit: Decimal
    credit: Decimal
    aux: Account | None = None
    code: str = ""
    matched_on: date | None = None


@dataclass(frozen=True)
class Entry:
    """Balanced, or it is no entry: an unbalanced one is a mistake of ours."""

    journal: Account
    number: int
    day: date
    piece: str
    piece_day: date
    text: str
    valid_on: date
    lines: tuple[Line, ...]

    def __post_init__(self) -> None:
        if self.debit != self.credit:
            raise ValueError(
                f"{self.piece}: {self.debit} at the debit, {self.credit} at the credit"
            )

    @property
    def debit(self) -> Decimal:
        return sum((line.debit for line in self.lines), NOTHING)

    @property
    def credit(self) -> Decimal:
        return sum((line.credit for line in self.lines), NOTHING)


def customer_account(customer: Customer) -> Account:
    return Account(f"C{customer.id:05d}", customer.name)


def of_invoice(invoice: Invoice, number: int, chart: Chart, matching: Matching | None) -> Entry:
    """What it asks, at the debit of the customer; what it sells and its VAT, at the credit."""
    if invoice.issued_on is None or invoice.number is None:
        raise ValueError(f"{invoice} is a draft")
    amounts = [*revenue(invoice, chart)]
    if invoice.replaces is not None:
        amounts += [(account, -amount) for account, amount in revenue(invoice.replaces, chart)]
    return Entry(
        journal=chart[SALES],
        number=number,
        day=invoice.issued_on,
        piece=invoice.number,
        piece_day=invoice.issued_on,
        text=f"{invoice.kind.label} {invoice.number} {invoice.customer.name}",
        valid_on=invoice.issued_on,
        lines=(*_customer_lines(invoice, chart, matching), *_lines(amounts)),
    )


def _customer_lines(invoice: Invoice, chart: Chart, matching: Matching | None) -> Iterator[Line]:
    asked = invoice.gross - invoice.deducted
    yield _customer_line(chart, invoice.customer, asked, matching)
    if invoice.replaces is not None:  # the one it replaces asks for nothing any more
        old = invoice.replaces
        yield _customer_line(chart, old.customer, old.deducted - old.gross, None)


def _customer_line(
    chart: Chart, customer: Customer, asked: Decimal, matching: Matching | None
) -> Line:
    return Line(
        account=chart["customer"],
        debit=max(asked, NOTHING),
        credit=max(-asked, NOTHING),
        aux=customer_account(customer),
        code=matching.code if matching else "",
        matched_on=matching.matched_on if matching else None,
    )


def revenue(invoice: Invoice, chart: Chart) -> Iterator[tuple[Account, Decimal]]:
    """What stands opposite the customer: sales or deposits, VAT, and deposits taken off."""
    for line in invoice.lines:
        yield _sale(invoice, chart, line), line.net
    for rate, due, later in waiting.vat_at_issue(invoice):
        yield chart.vat(rate), due
        yield chart.waiting(rate), later
    for one in invoice.deductions:
        yield chart["deposit"], -one.net


def _sale(invoice: Invoice, chart: Chart, line: InvoiceLine) -> Account:
    """A deposit is no revenue yet, nor is what gives one back."""
    kinds = {invoice.kind, invoice.credited.kind if invoice.credited else None}
    if InvoiceKind.DEPOSIT in kinds:
        return chart["deposit"]
    return chart.sale(line.nature, line.vat_case, line.vat_rate, is_rebate=line.is_rebate)


def _lines(amounts: Amounts) -> tuple[Line, ...]:
    """One line an account; an entry of nothing keeps one all the same."""
    sums: dict[Account, Decimal] = {}
    for account, amount in amounts:
        sums[account] = sums.get(account, NOTHING) + amount
    told = {account: amount for account, amount in sums.items() if amount} or dict(
        list(sums.items())[:1]
    )
    return tuple(
        Line(account, max(-amount, NOTHING), max(amount, NOTHING))
        for account, amount in sorted(told.items(), key=lambda one: one[0].number)
    )


def of_payment(payment: Payment, number: int, chart: Chart, matching: Matching | None) -> Entry:
    """Money at the debit, the customer at the credit; the other way round when it went out."""
    word = "Règlement" if payment.amount > 0 else "Remboursement"
    if payment.method is PaymentMethod.ROUNDING:
        word = "Écart de règlement"
    if payment.corrects_id is not None:
        word = "Annulation"
    told = f"{word} {payment.reference} {payment.customer.name}"
    amount = payment.amount
    return Entry(
        journal=chart.journal(payment.method),
        number=number,
        day=payment.received_on,
        piece=f"R{payment.id:05d}",
        piece_day=payment.received_on,
        text=" ".join(told.split()),
        valid_on=clock.day_of(payment.recorded_at),
        lines=(
            Line(chart.money(payment.method, amount), max(amount, NOTHING), max(-amount, NOTHING)),
            _customer_line(chart, payment.customer, -amount, matching),
        ),
    )


def of_vat(share: Share, moved: ByRate, day: date, number: int, chart: Chart) -> Entry:
    """What a settlement makes due, from the accounts where it waited to those it is owed on."""
    paper = share.invoice or share.note
    if paper is None or paper.number is None:
        raise ValueError(f"share {share.id} settles no paper")
    amounts = [(chart.vat(rate), amount) for rate, amount in moved.items()]
    amounts += [(chart.waiting(rate), -amount) for rate, amount in moved.items()]
    return Entry(
        journal=chart[VAT_DUE],
        number=number,
        day=day,
        piece=paper.number,
        piece_day=paper.issued_on or day,
        text=f"TVA exigible {paper.number} {paper.customer.name}",
        valid_on=clock.day_of(share.recorded_at),
        lines=_lines(amounts),
    )
