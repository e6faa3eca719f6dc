"""The invoice leaves: numbered, frozen, and told by mail."""

from datetime import datetime

from erp.billing import actions as billing
from erp.billing.models import Invoice
from erp.core.journal import Actor
from erp.documents import format as french
from erp.flow import letters
from erp.school.models import School


def issue_invoice(
    invoice: Invoice, *, school: School, link: str, actor: Actor, now: datetime
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
