"""The quote leaves: numbered, drawn, and told by mail."""

from datetime import datetime

from erp.core.journal import Actor
from erp.customers import actions as customers
from erp.customers import webhooks
from erp.documents import format as french
from erp.flow import letters
from erp.people import queries as people
from erp.sales import actions as sales
from erp.sales.models import Quote
from erp.school.models import School


def send_quote(
    quote: Quote, *, school: School, link: str, actor: Actor, now: datetime, invite: str = ""
) -> None:
    """`invite` is the address where somebody without an account chooses a password."""
    sales.send_quote(quote, school=school, actor=actor, now=now)
    webhooks.tell(quote.customer_id, "quote.sent", quote.id, str(quote), now=now)
    contact = quote.contact
    if invite and contact is not None and contact.user is None and _is_free(contact.email):
        customers.open_portal(contact, link=invite, school=school.name, actor=actor, now=now)
    letters.post(
        letters.QUOTE_SENT,
        quote.contact,
        key=f"quote-{quote.id}",
        number=quote,
        label=quote.subject,
        valid_until=french.day(quote.valid_until) if quote.valid_until else "",
        link=link,
        school=school.name,
    )


def _is_free(email: str) -> bool:
    """Nobody has an account with this address; else it would stop the quote from leaving."""
    return people.user_by_email(email) is None
