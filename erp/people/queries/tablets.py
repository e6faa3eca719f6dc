"""Questions about the workshop's tablets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import joinedload

from erp.core.db import db
from erp.core.prepared import prepared
from erp.core.tokens import hash_of
from erp.people.models import Student, Tablet, TabletDay, TabletVisit
from erp.people.queries.students import VISIT_IDLE
from erp.people.states import TabletMode
from erp.school.models import Place


class Visitor(NamedTuple):
    """The student who gave the code on a tablet `since` then, and is still there."""

    id: int
    first_name: str
    last_name: str
    since: datetime

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True)
class Device:
    """An enrolled tablet with whoever is at it, as each of its taps needs them."""

    __tablename__: ClassVar[str] = Tablet.__tablename__

    id: int
    name: str
    mode: TabletMode
    place_id: int
    place_name: str
    visitor: Visitor | None


def tablet_of(secret: str, visit: str, *, now: datetime) -> Device | None:
    """The tablet whose device token this is, unless it was revoked; the visit's secret, or ""."""
    found = _enrolled.columns(hash_of(secret), hash_of(visit), now - VISIT_IDLE)
    if not found:
        return None
    *tablet, student_id, first_name, last_name, since = found[0]
    there = Visitor(student_id, first_name, last_name, since) if student_id else None
    return Device(*(*tablet, there))


@prepared
def _enrolled(sha256: str, visit_sha256: str, seen_after: datetime) -> Select[*tuple[Any, ...]]:
    told = (Tablet.id, Tablet.name, Tablet.mode, Tablet.place_id, Place.name)
    who = (Student.id, Student.first_name, Student.last_name, TabletVisit.opened_at)
    going_on = and_(
        TabletVisit.tablet_id == Tablet.id,
        TabletVisit.sha256 == visit_sha256,
        TabletVisit.ended_at.is_(None),
        TabletVisit.seen_at > seen_after,  # or it fell silent
    )
    chosen = select(*told, *who).join_from(Tablet, Place)
    chosen = chosen.outerjoin(TabletVisit, going_on).outerjoin(TabletVisit.student)
    return chosen.where(Tablet.sha256 == sha256, Tablet.revoked_at.is_(None))


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
