"""PINs: what a student proves with four digits, on an enrolled and open tablet only."""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import update

from erp.core import clock, journal, throttle
from erp.core.db import db, one_transaction
from erp.core.journal import Actor
from erp.core.tokens import hash_of
from erp.core.words import N_
from erp.people import secrets
from erp.people.models import MOST_PIN_FAILURES, Student, TabletVisit
from erp.people.refusals import (
    PinIsLocked,
    PinIsTired,
    PinIsTooSimple,
    PinIsWrong,
    TabletIsTired,
)

MOST_A_DAY, MOST_ON_A_TABLET = 10, 30
A_DAY = timedelta(days=1)


def choose_pin(student: Student, pin: str, *, actor: Actor) -> None:
    """Give a student a new PIN, unlocked; an instructor does it, the student need not say why."""
    if len(pin) != 4 or not (pin.isascii() and pin.isdigit()) or _is_simple(pin):
        raise PinIsTooSimple
    student.pin_hash, student.pin_failures = secrets.hash_pin(pin), 0
    journal.write(student, "pin", N_("Code changé"), actor=actor)


def _is_simple(pin: str) -> bool:
    steps = {(int(b) - int(a)) % 10 for a, b in zip(pin, pin[1:], strict=False)}
    return steps in ({0}, {1}, {9})  # 1111, 1234, 4321


def unlock_pin(student: Student, *, actor: Actor) -> None:
    student.pin_failures = 0
    journal.write(student, "unlock", N_("Code débloqué"), actor=actor)


def open_visit(student_id: int, pin: str, *, tablet_id: int, now: datetime) -> str:
    """The secret of a visit. The try is counted before the check and given back when right:
    of a hundred tries at once, five are looked at; and ten in a day, unlocked or not."""
    day, own = day_of_tablet(tablet_id, now), f"pin:{student_id}:{clock.day_of(now)}"
    with one_transaction():
        if throttle.count(day, now=now, window=A_DAY) > MOST_ON_A_TABLET:
            raise TabletIsTired
        free = update(Student).where(Student.id == student_id, Student.left_on.is_(None))
        free = free.where(Student.pin_failures < MOST_PIN_FAILURES)
        counted = free.values(pin_failures=Student.pin_failures + 1).returning(Student.pin_hash)
        kept = db.session.execute(counted).scalar_one_or_none()
        if kept is not None and throttle.count(own, now=now, window=A_DAY) > MOST_A_DAY:
            raise PinIsTired
    if kept is None:
        _give_back(day)
        raise PinIsLocked
    if not secrets.check_pin(kept, pin):
        raise PinIsWrong
    with one_transaction():
        throttle.give_back(day)
        throttle.give_back(own)
        db.session.execute(update(Student).filter_by(id=student_id).values(pin_failures=0))
        return _visit(student_id, tablet_id, now)


def day_of_tablet(tablet_id: int, now: datetime) -> str:
    """Where the wrong codes of a tablet are counted."""
    return f"tablet:{tablet_id}:{clock.day_of(now)}"


def _give_back(day: str) -> None:
    with one_transaction():
        throttle.give_back(day)


def _visit(student_id: int, tablet_id: int, now: datetime) -> str:
    """One visit at a time on a tablet: the one before ends."""
    close_visits(tablet_id, now=now)
    secret = token_urlsafe(32)
    visit = TabletVisit(
        tablet_id=tablet_id,
        student_id=student_id,
        sha256=hash_of(secret),
        opened_at=now,
        seen_at=now,
    )
    db.session.add(visit)
    return secret


def close_visits(tablet_id: int, *, now: datetime) -> None:
    still = update(TabletVisit).filter_by(tablet_id=tablet_id, ended_at=None)
    db.session.execute(still.values(ended_at=now))
