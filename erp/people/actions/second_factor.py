"""A code of one's telephone beside the password (TOTP, RFC 6238), for whoever wants one.

The password or the link of a mail brings half the way; the code is asked before any session is
opened. A code serves once, ten wrong ones shut the door for a quarter of an hour.
"""

import hmac
import re
from base64 import b32encode
from datetime import datetime, timedelta
from secrets import token_bytes, token_hex

import pyotp
from sqlalchemy import update

from erp.core import journal, throttle, tokens
from erp.core.db import db, one_transaction
from erp.core.journal import Actor
from erp.core.tokens import hash_of
from erp.core.words import N_
from erp.people import queries
from erp.people.models import RecoveryCode, SecondFactor, User
from erp.people.refusals import NoSecondFactor, SecondFactorIsOn, TooManyCodes, WrongCode

HALF_WAY = "half-way"  # the purpose of what says that the password was right
LASTS, WINDOW = timedelta(minutes=5), timedelta(minutes=15)
TRIES, RECOVERY_CODES = 10, 10
STEP_S = 30


def begin(user: User) -> SecondFactor:
    """A telephone to show codes; what was begun before and never confirmed is forgotten."""
    known = queries.second_factor(user.id)
    if known is not None:
        if known.confirmed_at:
            raise SecondFactorIsOn
        db.session.delete(known)
        db.session.flush()  # one for each person
    factor = SecondFactor(user_id=user.id, salt=token_hex(16))
    db.session.add(factor)
    return factor


def secret_of(factor: SecondFactor, *, key: str) -> str:
    """What the telephone and we share, in base 32; `key` is the installation's own secret."""
    told = f"totp:{factor.user_id}:{factor.salt}".encode()
    return b32encode(hmac.digest(key.encode(), told, "sha256")[:20]).decode()


def address_of(factor: SecondFactor, *, key: str, issuer: str) -> str:
    """What the QR says to the telephone."""
    totp = pyotp.TOTP(secret_of(factor, key=key), interval=STEP_S)
    return totp.provisioning_uri(name=factor.user.email, issuer_name=issuer)


def confirm(user: User, code: str, *, key: str, now: datetime) -> list[str]:
    """The telephone shows the right code: from now on it is asked. The codes to keep on paper."""
    factor = queries.second_factor(user.id)
    if factor is None:
        raise NoSecondFactor
    if factor.confirmed_at:
        raise SecondFactorIsOn
    step = _step_of(factor, code, key=key, now=now)
    if step is None:
        raise WrongCode
    factor.confirmed_at, factor.last_step = now, step
    journal.write(user, "second_factor", N_("Second code mis"), actor=user)
    codes = [_paper_code() for _ in range(RECOVERY_CODES)]
    factor.recovery = [RecoveryCode(sha256=hash_of(_plain(one))) for one in codes]
    return codes


def take_off(user: User, *, actor: Actor) -> None:
    """By the person, who just gave a code, or by the direction when the telephone is lost."""
    factor = queries.second_factor(user.id)
    if factor is None:
        raise NoSecondFactor
    db.session.delete(factor)
    journal.write(user, "second_factor_off", N_("Second code retiré"), actor=actor)


def half_way(user: User, *, now: datetime) -> str:
    """What the browser brings back with the code."""
    return tokens.give(HALF_WAY, user.id, now=now, expires_at=now + LASTS)


def prove_code(user_id: int, code: str, *, key: str, now: datetime) -> None:
    """Refuses all but a fresh code of the telephone, or one of the paper; each serves once.

    The try is counted before, in a short transaction of its own, and given back when it was right.
    """
    tries = f"second-factor:{user_id}"
    with one_transaction():
        count = throttle.count(tries, now=now, window=WINDOW)
    if count > TRIES:
        raise TooManyCodes
    with one_transaction():
        factor = queries.second_factor(user_id)
        if factor is None or not (
            _take_shown(factor, code, key=key, now=now) or _take_paper(factor, code, now=now)
        ):
            raise WrongCode
        throttle.give_back(tries)


def _take_shown(factor: SecondFactor, code: str, *, key: str, now: datetime) -> bool:
    step = _step_of(factor, code, key=key, now=now)
    if step is None:
        return False
    mine = update(SecondFactor).filter_by(id=factor.id).where(SecondFactor.last_step < step)
    taken = db.session.execute(mine.values(last_step=step).returning(SecondFactor.id))
    return taken.scalar() is not None


def _take_paper(factor: SecondFactor, code: str, *, now: datetime) -> bool:
    theirs = update(RecoveryCode).filter_by(second_factor_id=factor.id, used_at=None)
    mine = theirs.where(RecoveryCode.sha256 == hash_of(_plain(code)))
    taken = db.session.execute(mine.values(used_at=now).returning(RecoveryCode.id))
    return taken.scalar() is not None


def _step_of(factor: SecondFactor, code: str, *, key: str, now: datetime) -> int | None:
    """Which half minute shows this code: this one, or one beside for a clock that is a little off."""
    plain = _plain(code)
    if re.fullmatch(r"[0-9]{6}", plain) is None:
        return None
    totp, middle = pyotp.TOTP(secret_of(factor, key=key)), int(now.timestamp()) // STEP_S
    shown = range(middle - 1, middle + 2)
    return next((one for one in shown if hmac.compare_digest(totp.generate_otp(one), plain)), None)


def _paper_code() -> str:
    """80 bits, in four groups: « abcd-efgh-ijkl-mnop »."""
    letters = b32encode(token_bytes(10)).decode().lower()
    return "-".join(letters[n : n + 4] for n in range(0, 16, 4))


def _plain(code: str) -> str:
    return re.sub(r"[\s-]", "", code).lower()[:64]
