"""Questions about drawings that change while their pieces are ordered."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from erp.core.db import db
from erp.core.paging import Page, paginate
from erp.core.prepared import prepared
from erp.core.search import matches
from erp.sales.models import DrawingRevision, Order, OrderLine
from erp.sales.states import RevisionState

IN_QUESTION = (RevisionState.ASKED, RevisionState.TO_CONFIRM)
LOAD = joinedload(DrawingRevision.line).joinedload(OrderLine.order).joinedload(Order.customer)


def revision(
    revision_id: int, *, order_id: int, customer_id: int | None = None
) -> DrawingRevision | None:
    chosen = select(DrawingRevision).filter_by(id=revision_id).join(OrderLine).join(Order)
    chosen = chosen.where(Order.id == order_id)
    if customer_id is not None:
        chosen = chosen.where(Order.customer_id == customer_id)
    return db.session.scalar(chosen.options(LOAD))


def revisions_of(order_id: int) -> Sequence[DrawingRevision]:
    """The newest first."""
    chosen = select(DrawingRevision).join(OrderLine).where(OrderLine.order_id == order_id)
    return db.session.scalars(chosen.order_by(DrawingRevision.id.desc()).options(LOAD)).all()


def revisions(
    words: str = "", *, state: RevisionState | None = None, after: int | None = None
) -> Page[DrawingRevision]:
    chosen = select(DrawingRevision).join(OrderLine).join(Order).where(*matches(Order, words))
    if state is not None:
        chosen = chosen.where(DrawingRevision.state == state)
    return paginate(chosen.options(LOAD), DrawingRevision.id, after)


def revisions_to_confirm(order_id: int) -> Sequence[DrawingRevision]:
    waits = DrawingRevision.state == RevisionState.TO_CONFIRM
    chosen = select(DrawingRevision).join(OrderLine).where(OrderLine.order_id == order_id, waits)
    return db.session.scalars(chosen.order_by(DrawingRevision.id)).all()


def revisions_to_answer() -> Select[Any]:
    return select(DrawingRevision.id).filter_by(state=RevisionState.ASKED)


def lines_in_question(line_ids: Collection[int]) -> set[int]:
    """The order lines whose drawing nobody may begin to make: it is not settled which counts."""
    return {row.order_line_id for row in _in_question.columns(list(line_ids))}


@prepared
def _in_question(line_ids: list[int]) -> Select[int]:
    chosen = select(DrawingRevision.order_line_id)
    open_ones = DrawingRevision.state.in_(IN_QUESTION)
    return chosen.where(DrawingRevision.order_line_id.in_(line_ids), open_ones)


def revision_that_counts(line_id: int) -> DrawingRevision | None:
    """The last that both sides took; None: the drawing of the request."""
    chosen = select(DrawingRevision).filter_by(order_line_id=line_id, state=RevisionState.COUNTS)
    return db.session.scalar(chosen.order_by(DrawingRevision.id.desc()).limit(1))


def revisions_that_count(line_ids: Collection[int]) -> dict[int, int]:
    """By order line, the last revision that both sides took; only lines that have one."""
    counting = select(DrawingRevision.order_line_id, func.max(DrawingRevision.id)).where(
        DrawingRevision.order_line_id.in_(line_ids), DrawingRevision.state == RevisionState.COUNTS
    )
    found = db.session.execute(counting.group_by(DrawingRevision.order_line_id))
    return {line_id: revision_id for line_id, revision_id in found}
