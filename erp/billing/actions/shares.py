"""What pays what: shares of payments and credit notes, and how they are taken back."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from erp.billing import queries, settling
from erp.billing.actions.matchings import match, unmatch
from erp.billing.models import Invoice, Share
from erp.core import journal, ledger
from erp.core.db import db, hold
from erp.core.journal import Actor
from erp.core.words import N_
from erp.customers.models import Customer
from erp.documents import format as french


def share(
    customer: Customer, amount: Decimal, *, actor: Actor | None, now: datetime, **ends: int
) -> None:
    """One row; `ends`: payment_id or note_id, and invoice_id or refund_id."""
    by = actor.id if actor else None
    row = Share(customer_id=customer.id, amount=amount, recorded_at=now, recorded_by_id=by, **ends)
    db.session.add(row)
    ledger.seal(row, now=now)


def hold_with_customer(invoice: Invoice) -> None:
    """The customer first, as whoever notes a payment does: nobody waits in a circle."""
    hold(invoice.customer)
    hold(invoice)


def settle_note(note: Invoice, *, actor: Actor | None, now: datetime) -> None:
    """A credit note pays what is left of its own invoice; the rest is the customer's credit."""
    if note.credited is None:
        return
    db.session.flush()  # what is left is asked of the database
    left = queries.to_pay([note.credited])[note.credited.id]
    part = min(left, -note.gross)
    if part > 0:
        ends = {"note_id": note.id, "invoice_id": note.credited.id}
        share(note.customer, part, actor=actor, now=now, **ends)
    match(note.customer, now=now)


def use_credit(
    customer: Customer,
    wanted: Mapping[int, Decimal],
    *,
    actor: Actor,
    now: datetime,
    seen: int | None = None,
) -> None:
    """Pay these invoices (id → amount) from the customer's credit, the oldest credit first."""
    hold(customer)
    settling.check_seen(queries.count_moves(customer.id), seen)
    check_on_open(customer, wanted)
    credits_ = queries.credits_of(customer.id)
    total = sum(wanted.values(), settling.NOTHING)
    settling.check_credit_is_enough(total, sum((one.rest for one in credits_), settling.NOTHING))
    for invoice_id, amount in wanted.items():
        credits_ = draw(customer, credits_, amount, actor=actor, now=now, invoice_id=invoice_id)
    match(customer, now=now)
    note = french.money(total)
    journal.write(customer, "use_credit", N_("Crédit utilisé"), actor=actor, note=note)


def draw(
    customer: Customer,
    credits_: list[queries.Credit],
    amount: Decimal,
    *,
    actor: Actor,
    now: datetime,
    **target: int,
) -> list[queries.Credit]:
    """Take so much from these credits in their order; what is left of them comes back."""
    left = []
    for one in credits_:
        part = min(one.rest, amount)
        if part > 0:
            share(customer, part, actor=actor, now=now, **one.key, **target)
            amount -= part
        if one.rest > part:
            left.append(queries.Credit(one.source, one.day, one.rest - part))
    return left


def check_on_open(customer: Customer, wanted: Mapping[int, Decimal]) -> None:
    """Each amount fits on an invoice of this customer that still waits for money."""
    invoices = queries.open_invoices(customer.id)
    names = {one.id: str(one) for one in invoices}
    settling.check_shares(wanted, queries.to_pay(invoices), names)


def take_back(
    customer: Customer, source: tuple[str, int], invoice: Invoice, *, actor: Actor, now: datetime
) -> None:
    """Undo what a payment or credit note pays on an invoice: it is the customer's credit again."""
    hold(customer)
    name, source_id = source
    paid = settling.paid_by(queries.shares_on(invoice.id), name, source_id)
    unmatch([("invoice", invoice.id)], now=now)
    ends = {name: source_id, "invoice_id": invoice.id}
    share(customer, -paid, actor=actor, now=now, **ends)
    match(customer, now=now)
    said = N_("Part reprise : elle revient au crédit du client")
    journal.write(invoice, "take_back", said, actor=actor, note=french.money(paid))
