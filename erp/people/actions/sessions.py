"""Signing in and out. Sessions are rows: they can be ended from here, whatever the cookie says."""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import update

from erp.core import ledger, throttle
from erp.core.db import db, one_transaction
from erp.core.ledger import TechnicalKind
from erp.core.tokens import hash_of
from erp.core.words import N_
from erp.people import queries, secrets
from erp.people.models import User, UserSession
from erp.people.refusals import TooManyTries, WrongPassword
from erp.people.states import STAFF

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
    _check_tries(counts, keys)
    user = queries.user_by_email(email)
    right = secrets.check_password(user.password_hash if user else "", password)
    if user is None or not user.is_active or not right:
        _note_refused(N_("Entrée refusée : %(who)s"), user)
        raise WrongPassword
    user_id = user.id
    with one_transaction():
        for key in keys:
            throttle.give_back(key)
    return user_id


def _check_tries(counts: dict[str, int], most: dict[str, int]) -> None:
    """The first try too many is written down, the others are only refused."""
    over = {key: counts[key] - most[key] for key in most if counts[key] > most[key]}
    if not over:
        return
    if 1 in over.values():
        with one_transaction():
            ledger.note(TechnicalKind.ACCESS, N_("Trop d'essais d'entrer : la porte se ferme"))
    raise TooManyTries


def _note_refused(sentence: str, user: User | None) -> None:
    """One line whoever it was, so that time tells nobody which addresses exist; a name only of
    people who work here."""
    who = user.name if user and user.role in STAFF else N_("quelqu'un qui n'est pas de l'équipe")
    with one_transaction():
        ledger.note(TechnicalKind.ACCESS, sentence % {"who": who})


def enter(user: User, *, device: str, now: datetime) -> str:
    """A session; written down for whoever works at the school, for they move what is in the books."""
    if user.role in STAFF:
        told = N_("Entrée : %(name)s, %(role)s") % {"name": user.name, "role": user.role.label}
        ledger.note(TechnicalKind.ACCESS, told, actor=user)
    return open_session(user, device=device, now=now)


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
