"""Questions about quotes."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from erp.core.db import db
from erp.core.gather import hang, hang_each
from erp.core.paging import Page, paginate
from erp.core.prepared import prepared
from erp.core.search import matches
from erp.equipment.models import OperationType
from erp.sales.models import Quote, QuoteAnswer, QuoteBreak, QuoteLine, QuoteOperation
from erp.sales.states import AnswerKind, QuoteState

LINES = selectinload(Quote.lines).selectinload(QuoteLine.operations)


def quote(quote_id: int, *, customer_id: int | None = None) -> Quote | None:
    """With its lines and operations. For `customer_id`: only theirs, and only once sent."""
    found = _quote.one(quote_id)
    is_draft = found is not None and found.state is QuoteState.DRAFT
    if found is None or (
        customer_id is not None and (found.customer_id != customer_id or is_draft)
    ):
        return None
    _hang_all(found)
    return found


@prepared
def _quote(quote_id: int) -> Select[Quote]:
    load = (joinedload(Quote.customer), joinedload(Quote.contact))
    return select(Quote).filter_by(id=quote_id).options(*load)


def _hang_all(found: Quote) -> None:
    hang(found, "lines", _lines_of.all(found.id))
    hang(found, "answers", _answers_of.all(found.id))
    hang_each(found.lines, "operations", _operations_of.all(found.id), by="line_id")
    hang_each(found.lines, "breaks", _breaks_of.all(found.id), by="line_id")


@prepared
def _lines_of(quote_id: int) -> Select[QuoteLine]:
    return select(QuoteLine).filter_by(quote_id=quote_id).order_by(QuoteLine.position)


@prepared
def _answers_of(quote_id: int) -> Select[QuoteAnswer]:
    return select(QuoteAnswer).filter_by(quote_id=quote_id).order_by(QuoteAnswer.id)


@prepared
def _operations_of(quote_id: int) -> Select[QuoteOperation]:
    kind = joinedload(QuoteOperation.operation_type).joinedload(OperationType.machine_type)
    chosen = select(QuoteOperation).join(QuoteLine).where(QuoteLine.quote_id == quote_id)
    return chosen.order_by(QuoteOperation.position).options(kind)


@prepared
def _breaks_of(quote_id: int) -> Select[QuoteBreak]:
    chosen = select(QuoteBreak).join(QuoteLine).where(QuoteLine.quote_id == quote_id)
    return chosen.order_by(QuoteBreak.quantity)


@prepared
def quote_in_hand(quote_id: int) -> Select[Quote]:
    """With its customer alone: to write a line asks for little, and often."""
    return select(Quote).filter_by(id=quote_id).options(joinedload(Quote.customer))


def quotes(
    words: str = "",
    *,
    state: QuoteState | None = None,
    customer_id: int | None = None,
    request_id: int | None = None,
    after: int | None = None,
) -> Page[Quote]:
    """For `customer_id`: theirs, without drafts and what was replaced."""
    chosen = select(Quote).where(*matches(Quote, words))
    if state:
        chosen = chosen.filter_by(state=state)
    if request_id is not None:
        chosen = chosen.filter_by(request_id=request_id)
    if customer_id is not None:
        hidden = (QuoteState.DRAFT, QuoteState.REPLACED)
        chosen = chosen.filter_by(customer_id=customer_id).where(Quote.state.not_in(hidden))
    return paginate(chosen.options(joinedload(Quote.customer), LINES), Quote.id, after)


def quote_states(
    request_ids: Collection[int], *, for_customer: bool = False
) -> dict[int, QuoteState]:
    """How the newest quote of each request stands; a customer is told of no draft."""
    hidden = {QuoteState.REPLACED, QuoteState.DRAFT} if for_customer else {QuoteState.REPLACED}
    chosen = select(Quote.request_id, Quote.state).where(Quote.request_id.in_(request_ids))
    rows = db.session.execute(chosen.where(Quote.state.not_in(hidden)).order_by(Quote.id))
    return {request_id: state for request_id, state in rows if request_id is not None}


def quote_line(quote_id: int, line_id: int) -> QuoteLine | None:
    """With its quote."""
    return _line.one(quote_id, line_id)


@prepared
def _line(quote_id: int, line_id: int) -> Select[QuoteLine]:
    chosen = select(QuoteLine).filter_by(id=line_id, quote_id=quote_id)
    return chosen.options(joinedload(QuoteLine.quote))


def any_quote_line(line_id: int) -> QuoteLine | None:
    """Of whatever quote: to begin another with its operations."""
    return db.session.get(QuoteLine, line_id)


def quote_operation(quote_id: int, operation_id: int) -> QuoteOperation | None:
    chosen = select(QuoteOperation).filter_by(id=operation_id).join(QuoteLine)
    return db.session.scalar(chosen.where(QuoteLine.quote_id == quote_id))


def answer_of_order(quote_id: int) -> QuoteAnswer | None:
    """The yes an order came from."""
    chosen = select(QuoteAnswer).filter_by(quote_id=quote_id, kind=AnswerKind.ACCEPTED)
    return db.session.scalar(chosen)


def quotes_that_expired(today: date) -> Sequence[Quote]:
    late = select(Quote).filter_by(state=QuoteState.SENT).where(Quote.valid_until < today)
    return db.session.scalars(late).all()
