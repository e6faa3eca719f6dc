"""What people do with money papers: draft, issue, credit; and note what was received."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from erp.billing import papers, queries, rules
from erp.billing.models import Invoice, InvoiceLine, Payment
from erp.billing.refusals import NotAnIssuedInvoice
from erp.billing.states import INVOICE, InvoiceKind, InvoiceState, PaymentMethod
from erp.core import archive, clock, journal
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.numbering import next_number
from erp.core.words import N_
from erp.delivery.models import DeliverySlip, DeliverySlipLine
from erp.documents import invoice as paper
from erp.people.models import User
from erp.school.models import School

SERIES = {InvoiceKind.INVOICE: "F", InvoiceKind.CREDIT_NOTE: "AV"}


def draft_invoice(slips: Sequence[DeliverySlip], *, actor: Actor) -> Invoice:
    """One invoice from one or more signed slips of an order."""
    rules.check_slips(slips, queries.invoiced_slip_lines())
    order = slips[0].order
    rows = [line for slip in slips for line in slip.lines]
    invoice = Invoice(
        customer=order.customer,
        order=order,
        kind=InvoiceKind.INVOICE,
        state=InvoiceState.DRAFT,
        lines=[_line_of(row, position) for position, row in enumerate(rows, 1)],
    )
    invoice.net, invoice.vat, invoice.gross = rules.totals(invoice.lines)
    db.session.add(invoice)
    journal.write(invoice, "draft", N_("Facture préparée"), actor=actor)
    return invoice


def _line_of(row: DeliverySlipLine, position: int) -> InvoiceLine:
    agreed = row.order_line
    return InvoiceLine(
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


def discard_draft(invoice: Invoice) -> None:
    """A draft has no number: nothing is missing when it goes."""
    INVOICE.check("issue", invoice)
    db.session.delete(invoice)


def issue_invoice(invoice: Invoice, *, school: School, actor: Actor, now: datetime) -> None:
    """Number, date, totals and paper succeed together or not at all; then nothing changes."""
    INVOICE.check("issue", invoice)
    today = clock.day_of(now)
    number = next_number(SERIES[invoice.kind], today.year)  # locks: issuing goes one by one
    rules.check_can_be_issued(invoice, today=today, last=queries.last_issue_day(invoice.kind))
    days = invoice.customer.payment_days
    with db.session.no_autoflush:  # one write, for the row is frozen after it
        invoice.number, invoice.issued_on = number, today
        invoice.due_on = today + timedelta(days=school.payment_days if days is None else days)
        invoice.net, invoice.vat, invoice.gross = rules.totals(invoice.lines)
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
) -> Invoice:
    """Give back these quantities (by invoice line) with a credit note, issued at once."""
    if (invoice.kind, invoice.state) != (InvoiceKind.INVOICE, InvoiceState.ISSUED):
        raise NotAnIssuedInvoice(invoice=invoice)
    rules.check_credit(invoice.lines, wanted, queries.credited_lines(invoice.id))
    note = _credit_note(invoice, wanted, reason)
    db.session.add(note)
    db.session.flush()  # the draft is written whole before it is issued
    issue_invoice(note, school=school, actor=actor, now=now)
    return note


def _credit_note(invoice: Invoice, wanted: Mapping[int, Decimal], reason: str) -> Invoice:
    note = Invoice(
        kind=InvoiceKind.CREDIT_NOTE,
        state=InvoiceState.DRAFT,
        customer=invoice.customer,
        order=invoice.order,
        credited=invoice,
        reason=reason,
    )
    kept = ("label", "details", "nature", "vat_rate", "unit_price", "discount_percent", "position")
    for line in invoice.lines:
        if wanted.get(line.id):
            facts = {name: getattr(line, name) for name in kept}
            back = InvoiceLine(quantity=-wanted[line.id], credited_line_id=line.id, **facts)
            note.lines.append(back)
    return note


def record_payment(
    invoice: Invoice,
    *,
    amount: Decimal,
    method: PaymentMethod,
    received_on: date,
    reference: str,
    actor: User,
    now: datetime,
) -> Payment:
    """Money in; a negative amount takes back what was recorded by mistake."""
    if (invoice.kind, invoice.state) != (InvoiceKind.INVOICE, InvoiceState.ISSUED):
        raise NotAnIssuedInvoice(invoice=invoice)
    left = queries.to_pay([invoice])[invoice.id]
    received = queries.paid([invoice.id]).get(invoice.id, Decimal(0))
    rules.check_payment(amount, received_on, left=left, received=received, today=clock.day_of(now))
    payment = Payment(
        invoice_id=invoice.id, amount=amount, method=method, received_on=received_on,
        reference=reference, recorded_at=now, recorded_by_id=actor.id,
    )  # fmt: skip
    db.session.add(payment)
    journal.write(invoice, "pay", N_("Règlement enregistré"), actor=actor, note=str(amount))
    return payment
