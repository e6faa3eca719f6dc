"""The invoice leaves, or the credit note that corrects it: numbered, frozen, and told by mail."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from erp.billing import actions as billing
from erp.billing.models import Invoice
from erp.documents import format as french
from erp.flow import letters
from erp.people.models import User
from erp.school.models import School


def issue_invoice(
    invoice: Invoice, *, school: School, link: str, actor: User, now: datetime
) -> None:
    billing.issue_invoice(invoice, school=school, actor=actor, now=now)
    letters.post(
        letters.INVOICE_ISSUED,
        invoice.order.contact,
        key=f"invoice-{invoice.id}",
        number=invoice.number,
        due_on=french.day(invoice.due_on) if invoice.due_on else "",
        link=link,
        school=school.name,
    )


def credit_invoice(
    invoice: Invoice,
    wanted: Mapping[int, Decimal],
    *,
    reason: str,
    school: School,
    link: str,
    actor: User,
    now: datetime,
    seen: int | None = None,
) -> Invoice:
    """`link` has {id} where the credit note's id goes."""
    note = billing.credit_invoice(
        invoice, wanted, reason=reason, school=school, actor=actor, now=now, seen=seen
    )
    letters.post(
        letters.CREDIT_NOTE_ISSUED,
        note.order.contact,
        key=f"invoice-{note.id}",
        number=note.number,
        credited=invoice.number,
        reason=reason,
        link=link.replace("{id}", str(note.id)),
        school=school.name,
    )
    return note
