"""Draft an invoice from signed slips, change the draft, and issue it."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from erp.billing import papers, queries, rules
from erp.billing.actions.payments import pay_invoice
from erp.billing.models import Invoice, InvoiceLine
from erp.billing.settling import Receipt
from erp.billing.states import INVOICE, InvoiceKind, InvoiceState, PaymentMethod
from erp.core import archive, clock, journal, ledger
from erp.core.db import db, hold
from erp.core.numbering import expected_number, next_number
from erp.core.words import N_
from erp.delivery.models import DeliverySlip, DeliverySlipLine
from erp.people.models import User
from erp.sales.states import Vat
from erp.school.models import School

SERIES = {
    InvoiceKind.INVOICE: "F",
    InvoiceKind.CORRECTIVE: "F",
    InvoiceKind.DEPOSIT: "AC",
    InvoiceKind.CREDIT_NOTE: "AV",
}


def draft_invoice(slips: Sequence[DeliverySlip], *, actor: User) -> Invoice:
    """One invoice from one or more signed slips of an order: what no invoice took yet."""
    slips = sorted(set(slips), key=lambda slip: slip.id)
    for slip in slips:
        hold(slip)  # the same slip goes on one invoice
    left = queries.left_on_slips([slip.id for slip in slips])
    rules.check_slips(slips, left.slips)
    order = slips[0].order
    invoice = Invoice(
        customer=order.customer,
        order=order,
        kind=InvoiceKind.INVOICE,
        state=InvoiceState.DRAFT,
    )
    for row in (line for slip in slips for line in slip.lines if line.id in left.lines):
        invoice.lines.append(_line_of(row, left.lines[row.id], position=len(invoice.lines) + 1))
    db.session.add(invoice)
    count(invoice)
    journal.write(invoice, "draft", N_("Facture préparée"), actor=actor)
    return invoice


def _line_of(row: DeliverySlipLine, quantity: Decimal, position: int) -> InvoiceLine:
    agreed = row.order_line
    line = InvoiceLine(
        slip_line=row,
        position=position,
        label=agreed.label,
        details=agreed.details,
        nature=agreed.nature,
        vat_rate=agreed.vat_rate,
        vat_case=agreed.vat_case,
        quantity=quantity,
        unit_price=agreed.unit_price,
        discount_percent=agreed.discount_percent,
    )
    line.net = rules.net_of(line, line.quantity)
    return line


def count(invoice: Invoice, deposits: queries.Deposits | None = None) -> None:
    """Totals, and the deposits that were paid and are not taken off yet."""
    invoice.net, invoice.vat, invoice.gross = rules.totals(invoice)
    left = (deposits or queries.deposits_of(invoice)).left
    taken = rules.deductions(left, invoice.gross)
    if rules.told(taken) != rules.told(invoice.deductions):
        invoice.deductions = taken
    invoice.deducted = sum((one.gross for one in taken), Decimal("0.00"))


def change_line(
    line: InvoiceLine,
    *,
    quantity: Decimal,
    vat: Vat | None = None,
    label: str | None = None,
    unit_price: Decimal | None = None,
) -> None:
    """Invoice a part of what was delivered, or another VAT; a corrective changes its words too."""
    invoice = line.invoice
    INVOICE.check("issue", invoice)
    rules.check_quantity(line, quantity, queries.left_for(line))
    if vat is not None:
        rules.check_is_a_sale(vat)
        line.vat_rate, line.vat_case = vat
    line.quantity = quantity
    if invoice.kind is InvoiceKind.CORRECTIVE:
        line.label, line.unit_price = label or line.label, unit_price or line.unit_price
    line.net = rules.net_of(line, quantity)
    count(invoice)


def remove_line(line: InvoiceLine) -> None:
    """What was on it can be invoiced later."""
    invoice = line.invoice
    INVOICE.check("issue", invoice)
    rules.check_is_not_the_last(invoice)
    invoice.lines.remove(line)
    count(invoice)


def note_paid(
    invoice: Invoice, *, paid_on: date | None, paid_by: PaymentMethod, now: datetime
) -> None:
    """It was paid before it is issued, or (None) it was not."""
    INVOICE.check("issue", invoice)
    if paid_on is not None:
        rules.check_payment_day(invoice, paid_on, today=clock.day_of(now))
    invoice.paid_on, invoice.paid_by = paid_on, paid_by if paid_on else None


def discard_draft(invoice: Invoice) -> None:
    """A draft has no number: nothing is missing when it goes."""
    INVOICE.check("issue", invoice)
    db.session.delete(invoice)


def issue_invoice(invoice: Invoice, *, school: School, actor: User, now: datetime) -> None:
    """Number, date, totals and paper succeed together or not at all; then nothing changes.

    All that the rules of e-invoices would refuse is refused before a number is taken.
    """
    INVOICE.check("issue", invoice)
    if invoice.paid_on is not None:
        hold(invoice.customer)  # first of all, as whoever notes a payment does
    hold(invoice.order)  # a deposit is taken off once
    deposits = queries.deposits_of(invoice)
    count(invoice, deposits)
    rules.check_can_be_issued(invoice, deposits.unpaid, papers.problems(invoice, school))
    db.session.flush()  # the draft is written whole before it is frozen
    today = clock.day_of(now)
    _freeze(invoice, today, school=school, actor=actor)
    ledger.seal(invoice, now=now)
    if invoice.replaces is not None:
        journal.write(
            invoice.replaces, "replace", N_("Facture remplacée"), actor=actor, note=str(invoice)
        )
    if invoice.paid_on is not None:
        _settle(invoice, actor=actor, now=now)


def _freeze(invoice: Invoice, today: date, *, school: School, actor: User) -> None:
    """Drawn with the number that should come, before it is taken: others wait for a write only."""
    series = SERIES[invoice.kind], today.year
    with db.session.no_autoflush:  # one write, for the row is frozen after it
        invoice.issued_on, invoice.due_on = today, rules.due_on(invoice, school, today)
        invoice.vat_on_debits = (invoice.credited or school).vat_on_debits
        invoice.number = expected_number(*series)
        drawn = papers.file_of(invoice, school)
        number = next_number(*series)  # locks: issuing goes one by one
        if number != invoice.number:  # somebody was faster
            invoice.number = number
            drawn = papers.file_of(invoice, school)
        invoice.paper = archive.keep(f"{invoice.number}.pdf", drawn)
        INVOICE.make("issue", invoice, actor=actor)


def _settle(invoice: Invoice, *, actor: User, now: datetime) -> None:
    """What was paid beforehand is received."""
    db.session.flush()
    amount = invoice.gross - invoice.deducted
    method, day = invoice.paid_by or PaymentMethod.TRANSFER, invoice.paid_on or clock.day_of(now)
    if amount > 0:
        pay_invoice(invoice, Receipt(amount, method, day), actor=actor, now=now)
