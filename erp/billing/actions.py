"""What people do with money papers: draft, issue, credit; and note what was received."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from erp.billing import papers, queries, rules
from erp.billing.models import Invoice, InvoiceLine, Payment
from erp.billing.states import INVOICE, InvoiceKind, InvoiceState, PaymentMethod
from erp.core import archive, clock, journal
from erp.core.db import db, hold
from erp.core.journal import Actor
from erp.core.numbering import next_number
from erp.core.words import N_
from erp.delivery.models import DeliverySlip, DeliverySlipLine
from erp.documents import format as french
from erp.documents import invoice as paper
from erp.people.models import User
from erp.school.models import School

SERIES = {InvoiceKind.INVOICE: "F", InvoiceKind.CREDIT_NOTE: "AV"}
KEPT = ("label", "details", "nature", "vat_rate", "unit_price", "discount_percent", "position")


def draft_invoice(slips: Sequence[DeliverySlip], *, actor: Actor) -> Invoice:
    """One invoice from one or more signed slips of an order; a slip named twice counts once."""
    slips = sorted(set(slips), key=lambda slip: slip.id)
    for slip in slips:
        hold(slip)  # the same slip goes on one invoice
    rules.check_slips(slips, queries.invoiced_slips([slip.id for slip in slips]))
    order = slips[0].order
    invoice = Invoice(
        customer=order.customer,
        order=order,
        kind=InvoiceKind.INVOICE,
        state=InvoiceState.DRAFT,
    )
    for row in (line for slip in slips for line in slip.lines):
        invoice.lines.append(_line_of(row, position=len(invoice.lines) + 1))
    invoice.net, invoice.vat, invoice.gross = rules.totals(invoice)
    db.session.add(invoice)
    journal.write(invoice, "draft", N_("Facture préparée"), actor=actor)
    return invoice


def _line_of(row: DeliverySlipLine, position: int) -> InvoiceLine:
    agreed = row.order_line
    line = InvoiceLine(
        slip_line=row,
        position=position,
        label=agreed.label,
        details=agreed.details,
        nature=agreed.nature,
        vat_rate=agreed.vat_rate,
        quantity=row.quantity,
        unit_price=agreed.unit_price,
        discount_percent=agreed.discount_percent,
    )
    line.net = rules.net_of(line, line.quantity)
    return line


def explain_vat(invoice: Invoice, vat_ground: str) -> None:
    """Write on a draft why some of its lines bear no VAT."""
    INVOICE.check("issue", invoice)
    invoice.vat_ground = vat_ground


def discard_draft(invoice: Invoice) -> None:
    """A draft has no number: nothing is missing when it goes."""
    INVOICE.check("issue", invoice)
    db.session.delete(invoice)


def issue_invoice(invoice: Invoice, *, school: School, actor: Actor, now: datetime) -> None:
    """Number, date, totals and paper succeed together or not at all; then nothing changes."""
    INVOICE.check("issue", invoice)
    rules.check_can_be_issued(invoice, school)
    today = clock.day_of(now)
    number = next_number(SERIES[invoice.kind], today.year)  # locks: issuing goes one by one
    rules.check_day(today, queries.last_issue_day(invoice.kind))
    with db.session.no_autoflush:  # one write, for the row is frozen after it
        invoice.number, invoice.issued_on = number, today
        invoice.due_on = rules.due_on(invoice, school, today)
        invoice.net, invoice.vat, invoice.gross = rules.totals(invoice)
        drawn = paper.draw(papers.invoice_paper(invoice, school))
        invoice.paper = archive.keep(f"{invoice.number}.pdf", drawn)
        INVOICE.make("issue", invoice, actor=actor)


def credit_invoice(
    invoice: Invoice,
    wanted: Mapping[int, Decimal],
    *,
    reason: str,
    school: School,
    actor: Actor,
    now: datetime,
    seen: int | None = None,
) -> Invoice:
    """Give back these quantities (by invoice line) with a credit note, issued at once.

    `seen`: how many credit notes the form knew of; None asks nothing.
    """
    rules.check_is_issued(invoice)
    hold(invoice)
    rules.check_nothing_is_new(invoice, notes=seen)
    credited = queries.credited_lines(invoice.id)
    rules.check_credit(invoice.lines, wanted, credited)
    note = _note_on(invoice, reason)
    for line in invoice.lines:
        if wanted.get(line.id):
            before = credited.get(line.id, Decimal(0))
            note.lines.append(_line_back(line, before, wanted[line.id]))
    db.session.flush()  # the draft is written whole before it is issued
    issue_invoice(note, school=school, actor=actor, now=now)
    journal.write(invoice, "credit", N_("Avoir émis"), actor=actor, note=f"{note} · {reason}")
    return note


def _note_on(invoice: Invoice, reason: str) -> Invoice:
    note = Invoice(
        kind=InvoiceKind.CREDIT_NOTE,
        state=InvoiceState.DRAFT,
        customer=invoice.customer,
        order=invoice.order,
        credited=invoice,
        reason=reason,
        vat_ground=invoice.vat_ground,
    )
    db.session.add(note)
    return note


def _line_back(line: InvoiceLine, before: Decimal, quantity: Decimal) -> InvoiceLine:
    return InvoiceLine(
        quantity=-quantity,
        net=rules.net_given_back(line, before, quantity),
        credited_line_id=line.id,
        slip_line=line.slip_line,
        **{name: getattr(line, name) for name in KEPT},
    )


def record_payment(
    invoice: Invoice,
    *,
    amount: Decimal,
    method: PaymentMethod,
    received_on: date,
    reference: str,
    actor: User,
    now: datetime,
    seen: int | None = None,
) -> Payment:
    """Money in; a negative amount takes back what was recorded by mistake, or pays back a credit.

    `seen`: how many payments the form knew of; None asks nothing.
    """
    rules.check_is_issued(invoice)
    hold(invoice)
    rules.check_nothing_is_new(invoice, payments=seen)
    left, received = queries.to_pay([invoice])[invoice.id], queries.received(invoice.id)
    rules.check_payment(invoice, amount, left, received)
    rules.check_payment_day(invoice, received_on, today=clock.day_of(now))
    payment = Payment(amount=amount, method=method, received_on=received_on, reference=reference)
    payment.recorded_at, payment.recorded_by_id = now, actor.id
    invoice.payments.append(payment)
    journal.write(
        invoice, "pay", N_("Règlement enregistré"), actor=actor, note=french.money(amount)
    )
    return payment
