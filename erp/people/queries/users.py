"""Questions about accounts and their sessions."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from erp.core.db import db
from erp.core.paging import Page, paginate
from erp.core.prepared import prepared
from erp.core.search import matches
from erp.core.tokens import hash_of
from erp.people.models import SecondFactor, User, UserSession
from erp.people.states import STAFF, Role

IDLE, ABSOLUTE = timedelta(hours=8), timedelta(days=14)


def user(user_id: int) -> User | None:
    return db.session.get(User, user_id)


def user_by_email(email: str) -> User | None:
    return db.session.scalar(select(User).filter_by(email=email.strip().lower()))


def live_session(secret: str, *, now: datetime) -> UserSession | None:
    """The session of this secret with its user, unless ended, silent too long or too old."""
    found = _session.one(hash_of(secret), seen_after=now - IDLE, made_after=now - ABSOLUTE)
    return found if found and found.user.is_active else None


@prepared
def _session(sha256: str, seen_after: datetime, made_after: datetime) -> Select[UserSession]:
    living = select(UserSession).filter_by(sha256=sha256, ended_at=None)
    recent = (UserSession.seen_at > seen_after, UserSession.created_at > made_after)
    return living.where(*recent).options(joinedload(UserSession.user))


def users(words: str = "", *, role: Role | None = None, after: int | None = None) -> Page[User]:
    chosen = select(User).where(*matches(User, words))
    return paginate(chosen.filter_by(role=role) if role else chosen, User.id, after)


def staff(*roles: Role) -> Sequence[User]:
    """Active staff of these roles (all staff without one), by name."""
    chosen = select(User).where(User.role.in_(roles or STAFF), User.disabled_at.is_(None))
    return db.session.scalars(chosen.order_by(User.last_name, User.first_name)).all()


def active_directors() -> list[User]:
    return list(staff(Role.DIRECTOR))


def second_factor(user_id: int) -> SecondFactor | None:
    return db.session.scalar(select(SecondFactor).filter_by(user_id=user_id))


def has_second_factor(user: User) -> bool:
    """Whether a code is asked of this person."""
    factor = second_factor(user.id)
    return factor is not None and factor.confirmed_at is not None
