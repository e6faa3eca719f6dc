"""Who is at the other end: Flask-Login, fed by the session table and not by the cookie alone."""

from datetime import timedelta

from flask import Flask, Request, session
from flask_login import LoginManager

from erp.core import clock
from erp.core.db import one_transaction
from erp.people import actions, queries
from erp.people.models import User

SECRET = "sid"  # noqa: S105 - the name of the place in the cookie, not a secret
HALF = "half"
TOUCH_EVERY = timedelta(minutes=5)

login = LoginManager()


def install(app: Flask) -> None:
    login.init_app(app)
    login.request_loader(load_user)
    login.session_protection = None  # our own row decides


def load_user(_request: Request) -> User | None:
    secret = session.get(SECRET)
    if not isinstance(secret, str):
        return None
    now = clock.now()
    found = queries.live_session(secret, now=now)
    if found is None:
        return None
    if found.seen_at < now - TOUCH_EVERY:
        session_id, user_id = found.id, found.user_id
        with one_transaction():
            actions.touch_session(session_id, now=now)
        return queries.user(user_id)
    return found.user


def remember(secret: str) -> None:
    """A new cookie at every sign-in: what was in the old one is gone."""
    session.clear()
    session[SECRET] = secret
    session.permanent = True


def wait_for_code(secret: str) -> None:
    """The password was right; the session waits for the code of the telephone."""
    session.clear()
    session[HALF] = secret


def half_way() -> str:
    told = session.get(HALF)
    return told if isinstance(told, str) else ""


def forget() -> None:
    secret = session.get(SECRET)
    if isinstance(secret, str):
        actions.end_session(secret, now=clock.now())
    session.clear()
