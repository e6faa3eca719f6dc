"""Draft an invoice from signed slips, and issue it."""

from collections.abc import Sequence
from datetime import datetime

from erp.billing import papers, queries, rules
from erp.billing.models import Invoice, InvoiceLine
from erp.billing.states import INVOICE, InvoiceKind, InvoiceState
from erp.core import archive, clock, journal, ledger
from erp.core.db import db, hold
from erp.core.journal import Actor
from erp.core.numbering import next_number
from erp.core.words import N_
from erp.delivery.models import DeliverySlip, DeliverySlipLine
from erp.documents import invoice as paper
from erp.school.models import School

SERIES = {InvoiceKind.INVOICE: "F", InvoiceKind.CREDIT_NOTE: "AV"}


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
    ledger.seal(invoice, now=now)
