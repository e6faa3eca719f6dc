"""A customer's account → the frozen data of its statement."""

from datetime import date
from decimal import Decimal

from erp.billing import rules
from erp.billing.models import Invoice, Payment
from erp.billing.queries import Aged, Movement, Statement
from erp.billing.states import PaymentMethod
from erp.core.words import N_
from erp.customers.models import Customer
from erp.customers.papers import customer_block, school_block
from erp.documents import format as french
from erp.documents.statement import StatementPaper, StatementRow
from erp.school.models import School

AGES = (
    N_("Pas encore échu"),
    N_("1 à 30 jours"),
    N_("31 à 60 jours"),
    N_("61 à 90 jours"),
    N_("Plus de 90 jours"),
)


def statement_paper(
    customer: Customer, told: Statement, aged: Aged | None, school: School, *, today: date
) -> StatementPaper:
    """`aged`: what is owed today by age; nothing when nothing is."""
    parts = aged.parts if aged else (Decimal(0),) * len(AGES)
    return StatementPaper(
        school=school_block(school),
        customer=customer_block(customer),
        issued_on=today,
        since=told.since,
        until=told.until,
        opening=told.opening,
        rows=tuple(_row(one) for one in told.movements),
        closing=told.closing,
        ages=tuple(zip(AGES, parts, strict=True)),
        credit=aged.credit if aged else Decimal(0),
    )


def _row(one: Movement) -> StatementRow:
    about = label(one.record)
    return StatementRow(one.day, about[0], one.debit, one.credit, one.balance, about[1], one.code)


def _asks(invoice: Invoice) -> str:
    """The small line of a paper: until when, unless another took its place."""
    if rules.is_replaced(invoice):
        return f"remplacée par {invoice.replaced_by}"
    return f"à payer avant le {french.day(invoice.due_on)}" if invoice.due_on else invoice.reason


def label(record: Invoice | Payment) -> tuple[str, str]:
    """What it is, and its small line."""
    if isinstance(record, Invoice):
        return f"{record.kind.label} {record}", _asks(record)
    if record.corrects_id is not None:
        return f"Annulation du règlement n° {record.corrects_id}", record.note
    if record.method is PaymentMethod.ROUNDING:
        return "Écart de règlement", record.reference
    word = "Règlement" if record.amount > 0 else "Remboursement"
    return f"{word} par {record.method.label.lower()}", record.reference
