"""The quote leaves: numbered, drawn, and told by mail."""

from datetime import datetime

from erp.core.journal import Actor
from erp.documents import format as french
from erp.flow import letters
from erp.sales import actions as sales
from erp.sales.models import Quote
from erp.school.models import School


def send_quote(quote: Quote, *, school: School, link: str, actor: Actor, now: datetime) -> None:
    sales.send_quote(quote, school=school, actor=actor, now=now)
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
