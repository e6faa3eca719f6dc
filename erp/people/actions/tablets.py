"""Tablets: enrolled once, opened each day by an instructor, closed in the evening."""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import update

from erp.core import clock, journal, throttle, tokens
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.tokens import hash_of
from erp.core.words import N_
from erp.people import queries
from erp.people.actions.pins import close_visits, day_of_tablet
from erp.people.models import Tablet, TabletDay, User
from erp.people.refusals import LinkIsOver, TabletNameTaken
from erp.people.states import TabletMode
from erp.school.models import Place

ENROL, ENROL_LASTS = "enrol-tablet", timedelta(minutes=30)


def add_tablet(name: str, place: Place, *, actor: Actor) -> Tablet:
    name = name.strip()
    if db.session.query(Tablet).filter_by(name=name).first():
        raise TabletNameTaken(name=name)
    tablet = Tablet(name=name, place=place)
    db.session.add(tablet)
    journal.write(tablet, "add", N_("Tablette ajoutée"), actor=actor)
    return tablet


def change_tablet(tablet: Tablet, *, mode: TabletMode, actor: Actor) -> None:
    before, tablet.mode = tablet.mode, mode
    facts = {"before": before.label, "after": mode.label}
    journal.write(tablet, "change", N_("Mode de la tablette"), actor=actor, **facts)


def prepare_enrolment(tablet: Tablet, *, now: datetime, actor: User | None = None) -> str:
    """The secret of a link to open once on the device, within half an hour."""
    tablet.enrolled_by_id = actor.id if actor else None
    tokens.revoke_all(ENROL, tablet.id, now=now)
    return tokens.give(ENROL, tablet.id, now=now, expires_at=now + ENROL_LASTS)


def enrol(secret: str, *, now: datetime) -> str:
    """The device that opened the link becomes the tablet: its secret, kept in a cookie there.

    Whoever made the link had signed in: the tablet's first day begins with it, and the wrong codes
    of that day are forgotten.
    """
    tablet_id = tokens.use_up(ENROL, secret, now=now)
    tablet = db.session.get(Tablet, tablet_id) if tablet_id else None
    if tablet is None:
        raise LinkIsOver
    throttle.forget(day_of_tablet(tablet.id, now))
    device = token_urlsafe(32)
    tablet.sha256, tablet.enrolled_at = hash_of(device), now
    tablet.revoked_at = None
    open_day(tablet, actor=db.session.get(User, tablet.enrolled_by_id or 0), now=now)
    journal.write(tablet, "enrol", N_("Tablette enrôlée"), actor=None)
    return device


def revoke_tablet(tablet: Tablet, *, actor: Actor, now: datetime) -> None:
    """The device is a stranger from now on, whoever holds it."""
    tablet.revoked_at = now
    close_day(tablet, actor=actor, now=now)
    close_visits(tablet.id, now=now)
    journal.write(tablet, "revoke", N_("Tablette révoquée"), actor=actor)


def open_day(tablet: Tablet, *, actor: User | None, now: datetime) -> TabletDay:
    """Students may use the tablet until it is closed, at midnight at the latest."""
    known = queries.open_day(tablet.id, now=now)
    if known is not None:
        return known
    midnight = clock.start_of(clock.day_of(now) + timedelta(days=1))
    day = TabletDay(tablet_id=tablet.id, opened_at=now, closes_at=midnight)
    day.opened_by_id = actor.id if actor else None
    db.session.add(day)
    journal.write(tablet, "open_day", N_("Journée ouverte"), actor=actor)
    return day


def close_day(tablet: Tablet | queries.Device, *, actor: Actor | None, now: datetime) -> None:
    """Nobody is at the tablet any more; what it has not sent yet will still be taken."""
    close_visits(tablet.id, now=now)
    still = update(TabletDay).filter_by(tablet_id=tablet.id, closed_at=None)
    if db.session.execute(still.values(closed_at=now).returning(TabletDay.id)).all():
        journal.write(tablet, "close_day", N_("Journée fermée"), actor=actor)


def unlock_tablet(tablet: Tablet, *, actor: Actor, now: datetime) -> None:
    """After too many wrong codes: an instructor has looked, and the tablet answers again."""
    throttle.forget(day_of_tablet(tablet.id, now))
    journal.write(tablet, "unlock", N_("Tablette débloquée"), actor=actor)
