"""PINs and tablets: what a student proves with four digits, and on which device only."""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import update

from erp.core import clock, journal, throttle, tokens
from erp.core.db import db, one_transaction
from erp.core.journal import Actor
from erp.core.tokens import hash_of
from erp.core.words import N_
from erp.people import secrets
from erp.people.models import MOST_PIN_FAILURES, Student, Tablet, TabletVisit
from erp.people.refusals import (
    LinkIsOver,
    PinIsLocked,
    PinIsTooSimple,
    PinIsWrong,
    TabletIsTired,
    TabletNameTaken,
)
from erp.school.models import Place

MOST_ON_A_TABLET = 30
ENROL, ENROL_LASTS = "enrol-tablet", timedelta(minutes=30)


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
    of a hundred tries at once, five are looked at."""
    day = _failures_of(tablet_id, now)
    with one_transaction():
        if throttle.count(day, now=now, window=timedelta(days=1)) > MOST_ON_A_TABLET:
            raise TabletIsTired
        free = update(Student).where(Student.id == student_id, Student.left_on.is_(None))
        free = free.where(Student.pin_failures < MOST_PIN_FAILURES)
        counted = free.values(pin_failures=Student.pin_failures + 1).returning(Student.pin_hash)
        kept = db.session.execute(counted).scalar_one_or_none()
    if kept is None:
        _give_back(day)
        raise PinIsLocked
    if not secrets.check_pin(kept, pin):
        raise PinIsWrong
    with one_transaction():
        throttle.give_back(day)
        db.session.execute(update(Student).filter_by(id=student_id).values(pin_failures=0))
        return _visit(student_id, tablet_id, now)


def _failures_of(tablet_id: int, now: datetime) -> str:
    """What counts the wrong codes of a tablet's day."""
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


def add_tablet(name: str, place: Place, *, actor: Actor) -> Tablet:
    name = name.strip()
    if db.session.query(Tablet).filter_by(name=name).first():
        raise TabletNameTaken(name=name)
    tablet = Tablet(name=name, place=place)
    db.session.add(tablet)
    journal.write(tablet, "add", N_("Tablette ajoutée"), actor=actor)
    return tablet


def prepare_enrolment(tablet: Tablet, *, now: datetime) -> str:
    """The secret of a link to open once on the device, within half an hour."""
    tokens.revoke_all(ENROL, tablet.id, now=now)
    return tokens.give(ENROL, tablet.id, now=now, expires_at=now + ENROL_LASTS)


def enrol(secret: str, *, now: datetime) -> str:
    """The device that opened the link becomes the tablet: its secret, kept in a cookie there.

    An instructor stands before it: the wrong codes of the day are forgotten.
    """
    tablet_id = tokens.use_up(ENROL, secret, now=now)
    tablet = db.session.get(Tablet, tablet_id) if tablet_id else None
    if tablet is None:
        raise LinkIsOver
    device = token_urlsafe(32)
    tablet.sha256, tablet.enrolled_at = hash_of(device), now
    tablet.revoked_at = None
    throttle.forget(_failures_of(tablet.id, now))
    journal.write(tablet, "enrol", N_("Tablette enrôlée"), actor=None)
    return device


def revoke_tablet(tablet: Tablet, *, actor: Actor, now: datetime) -> None:
    """The device is a stranger from now on, whoever holds it."""
    tablet.revoked_at = now
    close_visits(tablet.id, now=now)
    journal.write(tablet, "revoke", N_("Tablette révoquée"), actor=actor)
