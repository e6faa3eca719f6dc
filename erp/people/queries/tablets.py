"""Questions about the workshop's tablets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from erp.core.db import db
from erp.core.prepared import prepared
from erp.core.tokens import hash_of
from erp.people.models import Tablet, TabletDay
from erp.people.states import TabletMode
from erp.school.models import Place


@dataclass(frozen=True)
class Device:
    """An enrolled tablet, as each of its taps needs it."""

    __tablename__: ClassVar[str] = Tablet.__tablename__

    id: int
    name: str
    mode: TabletMode
    place_id: int
    place_name: str


def tablet_of(secret: str) -> Device | None:
    """The tablet whose device token this is, unless it was revoked."""
    found = _enrolled.columns(hash_of(secret))
    return Device(*found[0]) if found else None


@prepared
def _enrolled(sha256: str) -> Select[int, str, TabletMode, int, str]:
    told = select(Tablet.id, Tablet.name, Tablet.mode, Tablet.place_id, Place.name)
    return told.join(Tablet.place).where(Tablet.sha256 == sha256, Tablet.revoked_at.is_(None))


def tablet(tablet_id: int) -> Tablet | None:
    return db.session.get(Tablet, tablet_id)


def tablets() -> Sequence[Tablet]:
    chosen = select(Tablet).order_by(Tablet.name).options(joinedload(Tablet.place))
    return db.session.scalars(chosen).all()


def open_day(tablet_id: int, *, now: datetime) -> TabletDay | None:
    """The day that an instructor opened on this tablet, until it is closed or over."""
    chosen = select(TabletDay).filter_by(tablet_id=tablet_id, closed_at=None)
    return db.session.scalar(chosen.where(TabletDay.closes_at > now).limit(1))


def open_days(*, now: datetime) -> set[int]:
    """The tablets that are open now."""
    chosen = select(TabletDay.tablet_id).filter_by(closed_at=None)
    return set(db.session.scalars(chosen.where(TabletDay.closes_at > now)))
