"""The invoice leaves, or the credit note that corrects it: numbered, frozen, and told by mail."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from erp.billing import actions as billing
from erp.billing.actions import exchanges
from erp.billing.models import Invoice
from erp.customers import webhooks
from erp.customers.models import Contact
from erp.documents import format as french
from erp.flow import letters
from erp.people.models import User
from erp.school.models import School


def issue_invoice(
    invoice: Invoice, *, school: School, link: str, actor: User, now: datetime
) -> None:
    billing.issue_invoice(invoice, school=school, actor=actor, now=now)
    billing.note_replaced(invoice, school=school, actor=actor, now=now)
    hand_to_platform(invoice, school=school, now=now)
    told = (invoice.customer_id, "invoice.issued", invoice.id, str(invoice.number))
    webhooks.tell(*told, money=True, now=now)
    for contact in readers_of(invoice):
        letters.post(
            letters.INVOICE_ISSUED,
            contact,
            key=f"invoice-{invoice.id}-{contact.id}",
            number=invoice.number,
            due_on=french.day(invoice.due_on) if invoice.due_on else "",
            link=link,
            school=school.name,
        )


def readers_of(invoice: Invoice) -> list[Contact]:
    """Who ordered, and the people of the company who follow its invoices without buying."""
    buyer = invoice.order.contact
    accounts = [one for one in invoice.customer.contacts if _only_follows(one)]
    return accounts if buyer is None or buyer in accounts else [buyer, *accounts]


def _only_follows(contact: Contact) -> bool:
    """Sees the invoices and accepts nothing: the accounts department."""
    return contact.sees_invoices and not contact.may_accept


def credit_invoice(
    invoice: Invoice,
    wanted: Mapping[int, Decimal],
    *,
    rebates: Mapping[int, Decimal] = {},
    reason: str,
    school: School,
    link: str,
    actor: User,
    now: datetime,
    seen: int | None = None,
) -> Invoice:
    """`link` has {id} where the credit note's id goes."""
    who: dict[str, Any] = {"school": school, "actor": actor, "now": now}
    note = billing.credit_invoice(invoice, wanted, rebates=rebates, reason=reason, seen=seen, **who)
    hand_to_platform(note, school=school, now=now)
    billing.note_set_off(note, school=school, actor=actor, now=now)
    tell_of_credit(note, reason=reason, link=link.replace("{id}", str(note.id)), school=school)
    return note


def hand_to_platform(invoice: Invoice, *, school: School, now: datetime) -> None:
    """With the business change: it leaves once this is committed, if the platform is on."""
    if exchanges.goes_to_platform(invoice, school):
        exchanges.hand_over(invoice, school=school, now=now)


def tell_of_credit(note: Invoice, *, reason: str, link: str, school: School) -> None:
    letters.post(
        letters.CREDIT_NOTE_ISSUED,
        note.order.contact,
        key=f"invoice-{note.id}",
        number=note.number,
        credited=note.credited,
        reason=reason,
        link=link,
        school=school.name,
    )
