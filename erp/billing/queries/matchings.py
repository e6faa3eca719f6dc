"""What is matched, under which code, and what is not yet."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from sqlalchemy import func, or_, select

from erp.billing.lettering import Item
from erp.billing.models import Invoice, MatchedItem, Matching, MatchingUndone, Payment, Share
from erp.billing.queries.payments import REST
from erp.billing.queries.standing import LEFT
from erp.core.db import db


def active_items() -> Any:
    """Items of sets that still balance, with their set."""
    return (
        select(MatchedItem, Matching)
        .join(Matching, Matching.id == MatchedItem.matching_id)
        .outerjoin(MatchingUndone, MatchingUndone.matching_id == Matching.id)
        .where(MatchingUndone.matching_id.is_(None))
    )


def count_matchings(customer_id: int) -> int:
    rows = select(func.count()).select_from(Matching).filter_by(customer_id=customer_id)
    return db.session.scalar(rows) or 0


def links(customer_id: int) -> list[tuple[Item, Item]]:
    """Which item pays which today, among those without a code."""
    columns = (Share.payment_id, Share.note_id, Share.invoice_id, Share.refund_id)
    matched = active_items().where(Matching.customer_id == customer_id).subquery()
    papers = select(matched.c.invoice_id).where(matched.c.invoice_id.is_not(None))
    money = select(matched.c.payment_id).where(matched.c.payment_id.is_not(None))
    rows = (
        select(*columns)
        .where(
            Share.customer_id == customer_id,
            or_(Share.invoice_id.is_(None), Share.invoice_id.not_in(papers)),
            or_(Share.refund_id.is_(None), Share.refund_id.not_in(money)),
        )
        .group_by(*columns)
        .having(func.sum(Share.amount) != Decimal(0))
    )
    return [(_item(p, n), _item(r, i)) for p, n, i, r in db.session.execute(rows)]


def _item(payment_id: int | None, invoice_id: int | None) -> Item:
    return ("payment", payment_id) if payment_id is not None else ("invoice", invoice_id or 0)


def unbalanced(items: Collection[Item]) -> set[Item]:
    """Those of which something is left."""
    ids = _ids(items)
    papers = select(Invoice.id).where(Invoice.id.in_(ids["invoice"]), Decimal(0) != LEFT)
    money = select(Payment.id).where(Payment.id.in_(ids["payment"]), Decimal(0) != REST)
    return {("invoice", key) for key in db.session.scalars(papers)} | {
        ("payment", key) for key in db.session.scalars(money)
    }


def codes(items: Collection[Item]) -> dict[Item, Matching]:
    """The set that each of these is in."""
    ids = _ids(items)
    chosen = active_items().where(
        or_(
            MatchedItem.invoice_id.in_(ids["invoice"]),
            MatchedItem.payment_id.in_(ids["payment"]),
        )
    )
    return {
        _item(one.payment_id, one.invoice_id): matching
        for one, matching in db.session.execute(chosen)
    }


def matchings_with(items: Collection[Item]) -> list[Matching]:
    """The sets that one of these is in."""
    return list({matching.id: matching for matching in codes(items).values()}.values())


def _ids(items: Collection[Item]) -> dict[str, list[int]]:
    return {kind: [key for name, key in items if name == kind] for kind in ("invoice", "payment")}
