"""Questions about the workshop's tablets."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from erp.core.db import db
from erp.core.prepared import prepared
from erp.core.tokens import hash_of
from erp.people.models import Tablet, TabletDay


def tablet_of(secret: str) -> Tablet | None:
    """The tablet whose device token this is, unless it was revoked."""
    return _enrolled.one(hash_of(secret))


@prepared
def _enrolled(sha256: str) -> Select[Tablet]:
    return select(Tablet).filter_by(sha256=sha256, revoked_at=None)


def tablet(tablet_id: int) -> Tablet | None:
    return db.session.get(Tablet, tablet_id)


def tablets() -> Sequence[Tablet]:
    chosen = select(Tablet).order_by(Tablet.name).options(joinedload(Tablet.place))
    return db.session.scalars(chosen).all()


def open_day(tablet_id: int, *, now: datetime) -> TabletDay | None:
    """The day that an instructor opened on this tablet, until it is closed or over."""
    chosen = select(TabletDay).filter_by(tablet_id=tablet_id, closed_at=None)
    return db.session.scalar(chosen.where(TabletDay.closes_at > now).limit(1))


def open_days(*, now: datetime) -> set[int]:
    """The tablets that are open now."""
    chosen = select(TabletDay.tablet_id).filter_by(closed_at=None)
    return set(db.session.scalars(chosen.where(TabletDay.closes_at > now)))
