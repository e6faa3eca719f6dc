"""Questions about requests."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from erp.core import tokens
from erp.core.db import db
from erp.core.paging import Page, paginate
from erp.core.prepared import prepared
from erp.core.search import matches
from erp.sales.models import InterestSheet, PendingRequest, Request, RequestFile
from erp.sales.states import ASKED, CONFIRM, RequestState


def request(request_id: int, *, customer_id: int | None = None) -> Request | None:
    """With its customer, files and sheet; another company's does not exist for `customer_id`."""
    found = _request.one(request_id)
    is_theirs = found is not None and customer_id in (None, found.customer_id)
    return found if is_theirs else None


@prepared
def request_in_hand(request_id: int) -> Select[Request]:
    """With its customer and sheet alone: to study it, or to begin its quote."""
    load = (joinedload(Request.customer), joinedload(Request.sheet))
    return select(Request).filter_by(id=request_id).options(*load)


@prepared
def _request(request_id: int) -> Select[Request]:
    sheet = joinedload(Request.sheet)
    load = (
        joinedload(Request.customer),
        joinedload(Request.contact),
        selectinload(Request.files),
        selectinload(Request.parts),
        sheet.joinedload(InterestSheet.trade),
        sheet.joinedload(InterestSheet.filled_by),
        sheet.selectinload(InterestSheet.competences),
        sheet.selectinload(InterestSheet.machine_types),
    )
    return select(Request).filter_by(id=request_id).options(*load)


def requests(
    words: str = "",
    *,
    state: RequestState | None = None,
    customer_id: int | None = None,
    after: int | None = None,
) -> Page[Request]:
    chosen = select(Request).where(*matches(Request, words))
    if state:
        chosen = chosen.filter_by(state=state)
    if customer_id is not None:
        chosen = chosen.filter_by(customer_id=customer_id)
    return paginate(chosen.options(joinedload(Request.customer)), Request.id, after)


def pending_request(secret: str, *, now: datetime) -> PendingRequest | None:
    """What the link of a letter would confirm, while it lives."""
    pending_id = tokens.subject_of(CONFIRM, secret, now=now)
    return db.session.get(PendingRequest, pending_id) if pending_id else None


def asked_request(secret: str, *, now: datetime) -> Request | None:
    """The request that a private link shows."""
    request_id = tokens.subject_of(ASKED, secret, now=now)
    return request(request_id) if request_id else None


def request_file(file_id: int, *, customer_id: int | None = None) -> RequestFile | None:
    chosen = select(RequestFile).filter_by(id=file_id).join(Request)
    if customer_id is not None:
        chosen = chosen.where(Request.customer_id == customer_id)
    return db.session.scalar(chosen)
