"""Deposits asked before the work, and invoices that replace another one."""

from decimal import Decimal

from erp.billing import queries, rules
from erp.billing.actions.invoices import count
from erp.billing.models import Invoice, InvoiceLine
from erp.billing.refusals import NotAnIssuedInvoice
from erp.billing.states import InvoiceKind, InvoiceState
from erp.core import journal
from erp.core.db import db, hold
from erp.core.money import round_cents
from erp.core.words import N_
from erp.documents.duplicate import copy_of
from erp.people.models import User
from erp.sales.models import Order

COPY, COPIED = "copy", N_("duplicata n° %(number)s")
DEPOSIT = N_("Acompte de %(percent)s %% sur la commande %(order)s")
KEPT = (
    "slip_line",
    "position",
    "label",
    "details",
    "nature",
    "vat_rate",
    "vat_case",
    "quantity",
    "unit_price",
    "discount_percent",
    "net",
)


def draft_deposit(order: Order, *, percent: Decimal, actor: User) -> Invoice:
    """A share of the order, one line per nature and VAT (CGI 289, I-1-c)."""
    hold(order)
    rules.check_deposit(order, percent, queries.asked_as_deposit(order.id))
    invoice = Invoice(
        customer=order.customer, order=order, kind=InvoiceKind.DEPOSIT, state=InvoiceState.DRAFT
    )
    label = DEPOSIT % {"percent": f"{percent.normalize():f}".replace(".", ","), "order": order}
    for place, (about, net) in enumerate(rules.by_vat(order).items(), start=1):
        nature, rate, case = about
        share = round_cents(net * percent / 100)
        line = InvoiceLine(position=place, label=label, nature=nature, vat_rate=rate, vat_case=case)
        line.quantity, line.unit_price, line.net = Decimal(1), share, share
        line.discount_percent = Decimal(0)
        invoice.lines.append(line)
    db.session.add(invoice)
    count(invoice)
    journal.write(invoice, "draft", N_("Facture d'acompte préparée"), actor=actor)
    return invoice


def draft_corrective(invoice: Invoice, *, reason: str, actor: User) -> Invoice:
    """A draft with the same lines, that takes the invoice's place when it is issued (384)."""
    rules.check_can_be_replaced(invoice, queries.received(invoice.id))
    hold(invoice)
    corrective = Invoice(
        customer=invoice.customer,
        order=invoice.order,
        kind=InvoiceKind.CORRECTIVE,
        state=InvoiceState.DRAFT,
        reason=reason,
    )
    db.session.add(corrective)
    corrective.replaces = invoice
    for line in invoice.lines:
        corrective.lines.append(InvoiceLine(**{name: getattr(line, name) for name in KEPT}))
    count(corrective)
    journal.write(corrective, "draft", N_("Facture rectificative préparée"), actor=actor)
    return corrective


def copy_invoice(invoice: Invoice, *, actor: User) -> bytes:
    """The pages that were sent, marked as a copy; every copy is counted in the journal."""
    if invoice.paper is None:
        raise NotAnIssuedInvoice(invoice=invoice)
    number = 1 + sum(entry.verb == COPY for entry in journal.entries_of(invoice))
    note = COPIED % {"number": number}
    journal.write(invoice, COPY, N_("Duplicata remis"), actor=actor, note=note)
    return copy_of(invoice.paper.content)
