"""Passwords and PINs: kept as Argon2 hashes, judged by length and not by decoration."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from erp.core.search import fold
from erp.people.refusals import PasswordTooCommon, PasswordTooLong, PasswordTooShort

SHORTEST, LONGEST = 12, 200  # characters; with a throttle, CNIL 2022-100 asks for 50 bits
COMMON = (
    "motdepasse",
    "password",
    "azerty",
    "qwerty",
    "123456",
    "abcdef",
    "iloveyou",
    "ecoledeprod",
)

passwords = PasswordHasher()
pins = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def check_policy(password: str, *, name: str = "", email: str = "") -> None:
    """Long enough, and not what a guesser tries first."""
    if len(password) < SHORTEST:
        raise PasswordTooShort(least=SHORTEST)
    if len(password) > LONGEST:
        raise PasswordTooLong(most=LONGEST)
    plain = fold(password).replace(" ", "")
    own = {fold(part) for part in [*name.split(), email.partition("@")[0]] if len(part) > 3}
    for common in (*COMMON, *own):
        plain = plain.replace(common, "")
    if len(plain) < 6 or len(set(plain)) < 4:
        raise PasswordTooCommon


def hash_password(password: str) -> str:
    return passwords.hash(password)


def check_password(kept: str, password: str) -> bool:
    return _matches(passwords, kept, password)


def hash_pin(pin: str) -> str:
    return pins.hash(pin)


def check_pin(kept: str, pin: str) -> bool:
    return _matches(pins, kept, pin)


def _matches(hasher: PasswordHasher, kept: str, secret: str) -> bool:
    """An unknown person costs the same time as a wrong secret: a hash is computed all the same."""
    try:
        return hasher.verify(kept or _nobody(hasher), secret) and bool(kept)
    except (VerifyMismatchError, InvalidHashError):
        return False


_decoys: dict[int, str] = {}


def _nobody(hasher: PasswordHasher) -> str:
    return _decoys.setdefault(id(hasher), hasher.hash("nobody has this secret"))
