"""Questions about requests."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from erp.core.db import db
from erp.core.paging import Page, paginate
from erp.core.search import matches
from erp.sales.models import InterestSheet, Request, RequestFile
from erp.sales.states import RequestState


def request(request_id: int, *, customer_id: int | None = None) -> Request | None:
    """With its customer, files and sheet; another company's does not exist for `customer_id`."""
    sheet = joinedload(Request.sheet)
    load = (
        joinedload(Request.customer),
        joinedload(Request.contact),
        selectinload(Request.files),
        sheet.joinedload(InterestSheet.trade),
        sheet.joinedload(InterestSheet.filled_by),
        sheet.selectinload(InterestSheet.competences),
        sheet.selectinload(InterestSheet.machine_types),
    )
    chosen = select(Request).filter_by(id=request_id).options(*load)
    return db.session.scalar(chosen.filter_by(customer_id=customer_id) if customer_id else chosen)


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


def request_file(file_id: int, *, customer_id: int | None = None) -> RequestFile | None:
    chosen = select(RequestFile).filter_by(id=file_id).join(Request)
    if customer_id is not None:
        chosen = chosen.where(Request.customer_id == customer_id)
    return db.session.scalar(chosen)
