"""Signing in and out. Sessions are rows: they can be ended from here, whatever the cookie says."""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import update

from erp.core import throttle
from erp.core.db import db, one_transaction
from erp.core.tokens import hash_of
from erp.people import queries, secrets
from erp.people.models import User, UserSession
from erp.people.refusals import TooManyTries, WrongPassword

WINDOW = timedelta(minutes=15)
TRIES_PER_ADDRESS, TRIES_PER_PLACE = 10, 60


def prove(email: str, password: str, *, place: str, now: datetime) -> int:
    """Whose address and password these are. The try is counted before the check, in a short
    transaction of its own, and given back when it was right.

    `place` is the network address it comes from; it has its own, larger budget.
    """
    email = email.strip().lower()
    keys = {f"sign-in:{email}": TRIES_PER_ADDRESS, f"sign-in-from:{place}": TRIES_PER_PLACE}
    with one_transaction():
        counts = {key: throttle.count(key, now=now, window=WINDOW) for key in keys}
    if any(counts[key] > most for key, most in keys.items()):
        raise TooManyTries
    user = queries.user_by_email(email)
    if not secrets.check_password(user.password_hash if user else "", password):
        raise WrongPassword
    if user is None or not user.is_active:
        raise WrongPassword
    user_id = user.id
    with one_transaction():
        for key in keys:
            throttle.give_back(key)
    return user_id


def open_session(user: User, *, device: str, now: datetime) -> str:
    secret = token_urlsafe(32)
    session = UserSession(
        user_id=user.id, sha256=hash_of(secret), device=device[:200], created_at=now, seen_at=now
    )
    db.session.add(session)
    return secret


def touch_session(session_id: int, *, now: datetime) -> None:
    """Note that the person is still there; once in a few minutes is enough."""
    db.session.execute(update(UserSession).filter_by(id=session_id).values(seen_at=now))


def end_session(secret: str, *, now: datetime) -> None:
    one = update(UserSession).filter_by(sha256=hash_of(secret), ended_at=None)
    db.session.execute(one.values(ended_at=now))


def end_all_sessions(user: User, *, now: datetime) -> None:
    theirs = update(UserSession).filter_by(user_id=user.id, ended_at=None)
    db.session.execute(theirs.values(ended_at=now))
