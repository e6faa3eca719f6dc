"""The letter that reminds a customer of what is late: its words, filled in."""

from dataclasses import dataclass
from decimal import Decimal

from erp.billing import lateness
from erp.billing.lateness import Step
from erp.billing.queries import Late, LateCustomer
from erp.customers.models import Customer
from erp.documents import format as french
from erp.school.models import School


@dataclass(frozen=True)
class Letter:
    """Ready to go; `sent_to` is "" when nobody can be written to."""

    sent_to: str
    subject: str
    text: str
    step: Step
    rows: tuple[Late, ...]
    claims: bool


def letter_for(late: LateCustomer, school: School, *, claims: bool) -> Letter | None:
    """About the invoices whose reminder is due; `claims`: with interest and the fixed fee."""
    step, rows = late.step, tuple(late.ready)
    if step is None:
        return None
    facts = {
        "client": late.customer.name,
        "nombre": _count(len(rows)),
        "factures": "\n".join(_line(row) for row in rows),
        "total": french.money(sum((row.left for row in rows), Decimal(0))),
        "frais": _claims(rows) if claims else "",
        "banque": f"IBAN : {french.iban(school.iban)}" if school.iban else "",
        "ecole": school.name,
    }
    subject, text = (lateness.filled(words, facts) for words in (step.subject, step.text))
    return Letter(address_of(late.customer), subject, text, step, rows, claims)


def address_of(customer: Customer) -> str:
    """The company's own address for bills, else its first contact's."""
    contact = customer.contacts[0].email if customer.contacts else ""
    return customer.email or contact


def _count(count: int) -> str:
    return f"{count} factures" if count > 1 else "une facture"


def _line(row: Late) -> str:
    due = french.day(row.invoice.due_on) if row.invoice.due_on else ""
    return f"- {row.invoice} : {french.money(row.left)}, à régler avant le {due}"


def _claims(rows: tuple[Late, ...]) -> str:
    """What the law adds by itself; nothing for a private person."""
    interest = sum((row.interest for row in rows), Decimal(0))
    fee = sum((row.fee for row in rows), Decimal(0))
    told = []
    if interest:
        told.append(f"{french.money(interest)} de pénalités de retard à ce jour")
    if fee:
        told.append(f"{french.money(fee)} d'indemnité forfaitaire de recouvrement")
    return f"S'y ajoutent {' et '.join(told)}." if told else ""
