"""Questions about the workshop's tablets."""

from sqlalchemy import select

from erp.core.db import db
from erp.core.tokens import hash_of
from erp.people.models import Tablet


def tablet_of(secret: str) -> Tablet | None:
    """The tablet whose device token this is, unless it was revoked."""
    return db.session.scalar(select(Tablet).filter_by(sha256=hash_of(secret), revoked_at=None))
