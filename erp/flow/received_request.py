"""A company asks: the request is kept and acknowledged, with a promise of answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from erp.core import clock, tokens
from erp.core.db import db
from erp.core.files import StoredFile
from erp.customers.models import Contact
from erp.documents import format as french
from erp.flow import letters
from erp.people.models import User
from erp.sales import actions as sales
from erp.sales.models import Request
from erp.sales.states import ASKED, Channel
from erp.school.models import School
from erp.timetable import calendar

LINK_LASTS = timedelta(days=180)


@dataclass(frozen=True)
class Links:
    """Where a letter leads: the portal's page with {id}, or that of the secret with {token}."""

    portal: str
    private: str


def receive_request(
    contact: Contact,
    *,
    files: Sequence[StoredFile] = (),
    school: School,
    link: str | Callable[[Request], str],
    now: datetime,
    **wish: Any,
) -> Request:
    """`wish` is what sales.ask() takes; `link` has {id} where the request's id goes, or is made of it."""
    request = _keep(contact, files, now, wish)
    told = link(request) if callable(link) else link.replace("{id}", str(request.id))
    _acknowledge(request, told, school=school, now=now)
    return request


def note_request(
    contact: Contact,
    *,
    channel: Channel,
    is_told: bool,
    files: Sequence[StoredFile] = (),
    school: School,
    links: Links,
    actor: User,
    now: datetime,
    **wish: Any,
) -> Request:
    """The school writes down what it was told; the contact gets a letter only if `is_told`."""
    request = _keep(contact, files, now, wish)
    sales.note_request(request, channel=channel, actor=actor)
    if is_told:
        _acknowledge(request, _link_for(request, links, now), school=school, now=now)
    return request


def _keep(
    contact: Contact, files: Sequence[StoredFile], now: datetime, wish: dict[str, Any]
) -> Request:
    request = sales.ask(contact, now=now, **wish)
    sales.attach_files(request, files)
    db.session.flush()  # letters and the journal name the request by its id
    return request


def _link_for(request: Request, links: Links, now: datetime) -> str:
    """Whoever has an account signs in; the others get a page of their own."""
    if request.contact and request.contact.user_id:
        return links.portal.replace("{id}", str(request.id))
    return private_link(links.private, now, request)


def private_link(link: str, now: datetime, request: Request) -> str:
    """The page of this request, for whoever holds the secret; `link` has {token}."""
    return link.format(token=tokens.give(ASKED, request.id, now=now, expires_at=now + LINK_LASTS))


def _acknowledge(request: Request, link: str, *, school: School, now: datetime) -> None:
    answer_by = calendar.working_day_after(clock.day_of(now), school.answer_working_days)
    letters.post(
        letters.REQUEST_RECEIVED,
        request.contact,
        key=f"request-{request.id}",
        number=request.id,
        label=request.label,
        answer_by=french.day(answer_by),
        link=link,
        school=school.name,
    )


def decline_request(request: Request, *, reply: str, school: School, actor: Any) -> None:
    """Say no, politely and in writing."""
    sales.decline_request(request, reply=reply, actor=actor)
    letters.post(
        letters.REQUEST_DECLINED,
        request.contact,
        key=f"request-{request.id}-declined",
        label=request.label,
        reply=reply,
        school=school.name,
    )
