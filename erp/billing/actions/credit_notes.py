"""Give money back with a credit note."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from erp.billing import queries, rules, rules_credit
from erp.billing.actions.invoices import issue_invoice
from erp.billing.actions.shares import hold_with_customer, settle_note
from erp.billing.models import Invoice, InvoiceLine
from erp.billing.rules import NOTHING
from erp.billing.rules_credit import Left, Parts
from erp.billing.states import InvoiceKind, InvoiceState
from erp.core import journal
from erp.core.db import db
from erp.core.words import N_
from erp.people.models import User
from erp.school.models import School

KEPT = ("nature", "vat_rate", "vat_case", "position", "slip_line")
OF_PIECES = ("label", "details", "unit_price", "discount_percent")


def credit_invoice(
    invoice: Invoice,
    wanted: Parts,
    *,
    rebates: Mapping[int, Decimal] = {},
    reason: str,
    school: School,
    actor: User,
    now: datetime,
    seen: int | None = None,
) -> Invoice:
    """Give back these pieces and these euros without VAT with a credit note, issued at once.

    `seen`: how many credit notes the form knew of; None asks nothing.
    """
    left = _check(invoice, wanted, rebates, seen)
    note = _note_on(invoice, reason)
    note.lines = [*_lines_back(invoice, wanted, rebates, left)]
    db.session.flush()  # the draft is written whole before it is issued
    issue_invoice(note, school=school, actor=actor, now=now)
    settle_note(note, actor=actor, now=now)
    journal.write(invoice, "credit", N_("Avoir émis"), actor=actor, note=f"{note} · {reason}")
    return note


def _check(invoice: Invoice, wanted: Parts, rebates: Parts, seen: int | None) -> Mapping[int, Left]:
    """What is left of each line of the invoice; nobody else may change it now."""
    rules.check_is_issued(invoice)
    hold_with_customer(invoice)
    rules_credit.check_nothing_is_new(invoice, notes=seen)
    rules_credit.check_credit_of_deposit(invoice, rebates, deducted=queries.is_taken_off(invoice))
    left = queries.left_to_credit(invoice)
    rules_credit.check_credit(invoice, wanted, rebates, left)
    return left


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


def _lines_back(
    invoice: Invoice, wanted: Parts, rebates: Parts, left: Mapping[int, Left]
) -> Iterator[InvoiceLine]:
    """Line by line, the pieces before the rebate."""
    for line in invoice.lines:
        pieces, euros = wanted.get(line.id, NOTHING), rebates.get(line.id, NOTHING)
        if pieces:
            yield _pieces_back(line, left[line.id].quantity, pieces)
        if euros:
            yield _rebate_on(line, euros)


def _pieces_back(line: InvoiceLine, left: Decimal, quantity: Decimal) -> InvoiceLine:
    net = rules_credit.net_given_back(line, left, quantity)
    return _on(line, OF_PIECES, quantity=-quantity, net=net)


def _rebate_on(line: InvoiceLine, amount: Decimal) -> InvoiceLine:
    return _on(
        line,
        label=N_("Rabais : %(label)s") % {"label": line.label},
        quantity=Decimal(-1),
        unit_price=amount,
        net=-amount,
        is_rebate=True,
    )


def _on(line: InvoiceLine, kept: Sequence[str] = (), **facts: object) -> InvoiceLine:
    same = {name: getattr(line, name) for name in (*KEPT, *kept)}
    return InvoiceLine(credited_line_id=line.id, **same, **facts)
