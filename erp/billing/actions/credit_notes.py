"""Give money back with a credit note."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from erp.billing import queries, rules
from erp.billing.actions.invoices import issue_invoice
from erp.billing.actions.shares import hold_with_customer, settle_note
from erp.billing.models import Invoice, InvoiceLine
from erp.billing.states import InvoiceKind, InvoiceState
from erp.core import journal
from erp.core.db import db
from erp.core.words import N_
from erp.people.models import User
from erp.school.models import School

KEPT = (
    "label",
    "details",
    "nature",
    "vat_rate",
    "vat_case",
    "unit_price",
    "discount_percent",
    "position",
)


def credit_invoice(
    invoice: Invoice,
    wanted: Mapping[int, Decimal],
    *,
    reason: str,
    school: School,
    actor: User,
    now: datetime,
    seen: int | None = None,
) -> Invoice:
    """Give back these quantities (by invoice line) with a credit note, issued at once.

    `seen`: how many credit notes the form knew of; None asks nothing.
    """
    credited = _check(invoice, wanted, seen)
    note = _note_on(invoice, reason)
    note.lines = [
        _line_back(line, credited.get(line.id, Decimal(0)), wanted[line.id])
        for line in invoice.lines
        if wanted.get(line.id)
    ]
    db.session.flush()  # the draft is written whole before it is issued
    issue_invoice(note, school=school, actor=actor, now=now)
    settle_note(note, actor=actor, now=now)
    journal.write(invoice, "credit", N_("Avoir émis"), actor=actor, note=f"{note} · {reason}")
    return note


def _check(invoice: Invoice, wanted: Mapping[int, Decimal], seen: int | None) -> dict[int, Decimal]:
    """What was given back before, by line of the invoice; nobody else may change it now."""
    rules.check_is_issued(invoice)
    hold_with_customer(invoice)
    rules.check_nothing_is_new(invoice, notes=seen)
    rules.check_credit_of_deposit(invoice, queries.is_taken_off(invoice))
    credited = queries.credited_lines(invoice.id)
    rules.check_credit(invoice.lines, wanted, credited)
    return credited


def _note_on(invoice: Invoice, reason: str) -> Invoice:
    note = Invoice(
        kind=InvoiceKind.CREDIT_NOTE,
        state=InvoiceState.DRAFT,
        customer=invoice.customer,
        order=invoice.order,
        credited=invoice,
        reason=reason,
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
