"""Questions about the workshop's tablets."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from erp.core.db import db
from erp.core.tokens import hash_of
from erp.people.models import Tablet


def tablet_of(secret: str) -> Tablet | None:
    """The tablet whose device token this is, unless it was revoked."""
    return db.session.scalar(select(Tablet).filter_by(sha256=hash_of(secret), revoked_at=None))


def tablet(tablet_id: int) -> Tablet | None:
    return db.session.get(Tablet, tablet_id)


def tablets() -> Sequence[Tablet]:
    chosen = select(Tablet).order_by(Tablet.name).options(joinedload(Tablet.place))
    return db.session.scalars(chosen).all()
