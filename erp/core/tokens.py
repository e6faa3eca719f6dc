"""One table of hashed tokens for every link: sign-in, invitation, tracking, calendar.

Only the SHA-256 is kept: who reads the database cannot open a link. A token has 256 random bits.
"""

from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import Index, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from erp.core.db import Record, db


class LinkToken(Record):
    """`purpose` says which door it opens, `subject_id` for which record."""

    __tablename__ = "link_token"
    __table_args__ = (Index(None, "purpose", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str]
    subject_id: Mapped[int]
    sha256: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]  # used up or revoked


def hash_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def give(purpose: str, subject_id: int, *, now: datetime, expires_at: datetime) -> str:
    """A new secret for a link; it is shown once and cannot be read back."""
    secret = token_urlsafe(32)
    keep(purpose, subject_id, secret, now=now, expires_at=expires_at)
    return secret


def keep(
    purpose: str, subject_id: int, secret: str, *, now: datetime, expires_at: datetime
) -> None:
    """The hash of a secret that was drawn before its subject had an id: a QR on a paper."""
    db.session.add(
        LinkToken(
            purpose=purpose,
            subject_id=subject_id,
            sha256=hash_of(secret),
            created_at=now,
            expires_at=expires_at,
        )
    )


def subject_of(purpose: str, secret: str, *, now: datetime) -> int | None:
    """Whose link it is; None when unknown, expired, used or revoked: all look the same."""
    token = db.session.scalar(
        select(LinkToken).filter_by(purpose=purpose, sha256=hash_of(secret), ended_at=None)
    )
    return token.subject_id if token and token.expires_at > now else None


def alive(purpose: str, subject_id: int, *, now: datetime) -> int:
    """How many links still open it."""
    living = select(func.count()).select_from(LinkToken)
    living = living.filter_by(purpose=purpose, subject_id=subject_id, ended_at=None)
    return db.session.scalar(living.where(LinkToken.expires_at > now)) or 0


def use_up(purpose: str, secret: str, *, now: datetime) -> int | None:
    """Open a link that works once: of twenty at the same moment, one gets through."""
    used = db.session.execute(
        update(LinkToken)
        .filter_by(purpose=purpose, sha256=hash_of(secret), ended_at=None)
        .where(LinkToken.expires_at > now)
        .values(ended_at=now)
        .returning(LinkToken.subject_id)
    )
    return used.scalar()


def revoke_all(purpose: str, subject_id: int, *, now: datetime) -> None:
    open_ones = update(LinkToken).filter_by(purpose=purpose, subject_id=subject_id, ended_at=None)
    db.session.execute(open_ones.values(ended_at=now))
