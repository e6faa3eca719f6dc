"""Somebody without an account asks: a letter first, then a company, a contact and a request."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from erp.core import mail
from erp.core.db import db
from erp.core.files import StoredFile
from erp.customers import actions as customers
from erp.customers import queries
from erp.customers.models import Contact
from erp.flow import letters, received_request
from erp.sales import actions as sales
from erp.sales.actions import WantedPart
from erp.sales.models import PendingRequest, Request
from erp.sales.refusals import ContactMayNotAsk
from erp.school.models import School


def ask_without_account(
    *, parts: Sequence[WantedPart], files: Sequence[StoredFile], school: School, link: str,
    now: datetime, **facts: Any,
) -> None:  # fmt: skip
    """Keep the wish and write to the address; `link` has {token} in it."""
    secret = sales.keep_pending(parts=parts, files=files, now=now, **facts)
    subject, text = letters.CONFIRM_REQUEST
    told = {"name": facts["name"], "label": parts[0].label, "school": school.name}
    told["link"] = link.format(token=secret)
    mail.post(facts["email"], subject % told, text % told)


def confirm_request(secret: str, *, school: School, link: str, now: datetime) -> Request:
    """The address is theirs: the company is made, or found by it. `link` has {token}."""
    pending = sales.confirm_pending(secret, now=now)
    contact = _contact_of(pending)
    db.session.flush()  # the company has its number before it asks
    request = received_request.receive_request(
        contact,
        parts=sales.parts_of(pending),
        wished_week=pending.wished_week,
        flexibility=pending.flexibility,
        material_by=pending.material_by,
        note=pending.note,
        files=[one.stored_file for one in pending.files],
        school=school,
        link=partial(received_request.private_link, link, now),
        now=now,
    )
    return request


def _contact_of(pending: PendingRequest) -> Contact:
    known = queries.contact_by_email(pending.email)
    if known is None:
        return customers.welcome(
            company=pending.company, claimed_siret=pending.siret, name=pending.name,
            email=pending.email, phone=pending.phone,
        )  # fmt: skip
    if not known.may_ask:
        raise ContactMayNotAsk
    return known
