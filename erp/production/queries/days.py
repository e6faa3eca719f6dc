"""Questions about the days: what comes next, who has which role, how many pieces were made."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from erp.core import clock
from erp.core.db import db
from erp.production.models import (
    Assignment,
    Operation,
    PieceCount,
    RoleOfDay,
    TeamMember,
)
from erp.production.states import DayRole
from erp.timetable.models import ClassSession

ONE_DAY = timedelta(days=1)
SOON = 3  # tasks


def tasks_after(student_id: int, now: datetime) -> Sequence[Assignment]:
    """What a student will do after today, the soonest first."""
    tomorrow = clock.start_of(clock.day_of(now) + ONE_DAY)
    chosen = (
        select(Assignment)
        .join(TeamMember)
        .join(ClassSession)
        .where(TeamMember.student_id == student_id, ClassSession.starts_at >= tomorrow)
        .order_by(ClassSession.starts_at)
        .limit(SOON)
        .options(
            joinedload(Assignment.class_session),
            joinedload(Assignment.operation).joinedload(Operation.operation_type),
        )
    )
    return db.session.scalars(chosen).all()


def roles_at(session_ids: Collection[int]) -> Sequence[RoleOfDay]:
    chosen = select(RoleOfDay).where(RoleOfDay.class_session_id.in_(session_ids))
    load = joinedload(RoleOfDay.student)
    return db.session.scalars(chosen.order_by(RoleOfDay.id).options(load)).all()


def turns_of(student_ids: Collection[int]) -> Counter[tuple[int, DayRole]]:
    """How often each of them has had each role."""
    chosen = select(RoleOfDay.student_id, RoleOfDay.role, func.count())
    chosen = chosen.where(RoleOfDay.student_id.in_(student_ids))
    rows = db.session.execute(chosen.group_by(RoleOfDay.student_id, RoleOfDay.role))
    return Counter({(student_id, role): count for student_id, role, count in rows})


def good_pieces_between(begins: datetime, ends: datetime) -> Decimal:
    """Declared good in a stretch of time, corrections counted."""
    chosen = select(func.sum(PieceCount.good)).where(
        PieceCount.declared_at >= begins,
        PieceCount.declared_at < ends,
        PieceCount.replaced_by_id.is_(None),
    )
    return db.session.scalar(chosen) or Decimal(0)
