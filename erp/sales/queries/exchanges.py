"""Questions about what is said on orders."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from erp.core.db import db
from erp.core.paging import Page, paginate
from erp.core.search import matches
from erp.sales.models import Attachment, Certificate, Claim, Message, Order
from erp.sales.states import ClaimKind, ClaimState


def messages_of(order_id: int) -> Sequence[Message]:
    """The thread, in the order it was said."""
    chosen = select(Message).filter_by(order_id=order_id).options(selectinload(Message.files))
    return db.session.scalars(chosen.order_by(Message.id)).all()


def claims_of(order_id: int) -> Sequence[Claim]:
    chosen = select(Claim).filter_by(order_id=order_id).options(selectinload(Claim.files))
    return db.session.scalars(chosen.order_by(Claim.id.desc())).all()


def claim(claim_id: int) -> Claim | None:
    load = (joinedload(Claim.order).joinedload(Order.customer), selectinload(Claim.files))
    return db.session.scalar(select(Claim).filter_by(id=claim_id).options(*load))


def claims(
    words: str = "",
    *,
    kind: ClaimKind | None = None,
    state: ClaimState | None = None,
    after: int | None = None,
) -> Page[Claim]:
    chosen = select(Claim).join(Order).where(*matches(Order, words))
    chosen = chosen.where(Claim.kind == kind) if kind else chosen
    chosen = chosen.where(Claim.state == state) if state else chosen
    load = joinedload(Claim.order).joinedload(Order.customer)
    return paginate(chosen.options(load), Claim.id, after)


def attachment(attachment_id: int, *, customer_id: int | None = None) -> Attachment | None:
    chosen = select(Attachment).filter_by(id=attachment_id).join(Order)
    if customer_id is not None:
        chosen = chosen.where(Order.customer_id == customer_id)
    return db.session.scalar(chosen)


def _is_last() -> ColumnElement[bool]:
    """The last word of its thread."""
    newest = select(func.max(Message.id)).group_by(Message.order_id)
    return Message.id.in_(newest)


def waiting_messages() -> Select[Any]:
    """Threads where the last word is the buyer's."""
    return select(Message).where(_is_last(), Message.from_school.is_(False))


def threads(words: str = "", *, waiting: bool = False, after: int | None = None) -> Page[Message]:
    """The last word of each order that has any."""
    chosen = waiting_messages() if waiting else select(Message).where(_is_last())
    chosen = chosen.join(Order).where(*matches(Order, words))
    load = joinedload(Message.order).joinedload(Order.customer)
    return paginate(chosen.options(load), Message.id, after)


def certificates_of(order_id: int) -> Sequence[Certificate]:
    chosen = select(Certificate).filter_by(order_id=order_id)
    return db.session.scalars(chosen.order_by(Certificate.id)).all()


def certificate(certificate_id: int, *, order_id: int) -> Certificate | None:
    return db.session.scalar(select(Certificate).filter_by(id=certificate_id, order_id=order_id))
