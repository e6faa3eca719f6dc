"""A company asks: the request is kept and acknowledged at once, with a promise of answer."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from erp.core import clock
from erp.core.db import db
from erp.core.files import StoredFile
from erp.customers.models import Contact
from erp.documents import format as french
from erp.flow import letters
from erp.sales import actions as sales
from erp.sales.models import Request
from erp.school.models import School
from erp.timetable import calendar


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
    request = sales.ask(contact, now=now, **wish)
    sales.attach_files(request, files)
    db.session.flush()  # the letter names the request by its id
    answer_by = calendar.working_day_after(clock.day_of(now), school.answer_working_days)
    letters.post(
        letters.REQUEST_RECEIVED,
        contact,
        key=f"request-{request.id}",
        number=request.id,
        label=request.label,
        answer_by=french.day(answer_by),
        link=link(request) if callable(link) else link.replace("{id}", str(request.id)),
        school=school.name,
    )
    return request


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
