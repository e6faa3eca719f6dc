"""Totals of the ledger, added up by the database: four questions at most whatever the number of rows.

They must say what the lines say (`ledger.py`), to the minute.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, select, union_all

from erp.core import clock
from erp.core.db import db
from erp.timetable.models import Attendance, ClassSession
from erp.timetable.states import PRACTICE, Nature
from erp.training.models import HoursEntry, OrderLesson

ONE_DAY = timedelta(days=1)
Sums = dict[tuple[int, int], dict[Nature, int]]  # (student, cohort) → minutes by nature


@dataclass(frozen=True)
class Span:
    """Days, both included; of some students, of some cohorts, or of the whole school."""

    begins: date
    ends: date
    student_ids: Collection[int] | None = None
    cohort_ids: Collection[int] | None = None

    @property
    def moments(self) -> tuple[datetime, datetime]:
        return clock.start_of(self.begins), clock.start_of(self.ends + ONE_DAY)

    def sessions(self) -> list[ColumnElement[bool]]:
        first, after = self.moments
        chosen = [ClassSession.starts_at >= first, ClassSession.starts_at < after]
        return [*chosen, *self._cohorts(ClassSession.cohort_id)]

    def live(self) -> list[ColumnElement[bool]]:
        chosen: list[ColumnElement[bool]] = [Attendance.replaced_at.is_(None)]
        if self.student_ids is not None:
            chosen.append(Attendance.student_id.in_(self.student_ids))
        return chosen

    def entries(self) -> list[ColumnElement[bool]]:
        chosen = [HoursEntry.day >= self.begins, HoursEntry.day <= self.ends]
        if self.student_ids is not None:
            chosen.append(HoursEntry.student_id.in_(self.student_ids))
        return [*chosen, *self._cohorts(HoursEntry.cohort_id)]

    def _cohorts(self, column: Any) -> list[ColumnElement[bool]]:
        return [] if self.cohort_ids is None else [column.in_(self.cohort_ids)]


def sums(span: Span) -> Sums:
    """Minutes by student, by cohort lived in, by nature."""
    found: Sums = defaultdict(lambda: defaultdict(int))
    natures, taught = _kinds(span)
    for student_id, cohort_id, nature, minutes in db.session.execute(_presence(span, natures)):
        found[student_id, cohort_id][nature] += int(minutes)
    lessons = db.session.execute(_lessons(span, taught)) if taught else ()
    for student_id, cohort_id, nature, minutes in lessons:
        found[student_id, cohort_id][nature] -= int(minutes)
        found[student_id, cohort_id][Nature.THEORY] += int(minutes)
    for student_id, cohort_id, nature, minutes in db.session.execute(_entries(span)):
        found[student_id, cohort_id][nature] += int(minutes)
    return found


def _kinds(span: Span) -> tuple[list[Nature], list[int]]:
    """The natures of these sessions; those at which somebody taught on a part: few among many."""
    told = (
        select(ClassSession.nature, OrderLesson.class_session_id)
        .outerjoin(OrderLesson, OrderLesson.class_session_id == ClassSession.id)
        .where(*span.sessions())
        .distinct()
    )
    found = list(db.session.execute(told))
    taught = {session_id for nature, session_id in found if session_id and nature in PRACTICE}
    return sorted({nature for nature, _ in found}), sorted(taught)


def _presence(span: Span, natures: list[Nature]) -> Any:
    """The large one. Of one cohort its id is known, and each nature is added up by itself: sorting
    sixty thousand rows by one number takes half the time of sorting them by three."""
    if span.cohort_ids is None or len(span.cohort_ids) != 1 or not natures:
        return _told(span, ClassSession.cohort_id, ClassSession.nature)
    cohort, kind = literal(next(iter(span.cohort_ids))), ClassSession.nature.type
    parts = [_told(span, cohort, literal(one, kind), one) for one in natures]
    return union_all(*parts)


def _told(span: Span, cohort: Any, nature: Any, only: Nature | None = None) -> Any:
    """Minutes at roll calls, of one nature or by nature."""
    chosen = (
        select(Attendance.student_id, cohort, nature, func.sum(Attendance.minutes))
        .join(ClassSession, Attendance.class_session_id == ClassSession.id)
        .where(*span.sessions(), *span.live())
    )
    if only is None:
        return chosen.group_by(Attendance.student_id, cohort, nature)
    return chosen.where(ClassSession.nature == only).group_by(Attendance.student_id)


def _lessons(span: Span, session_ids: list[int]) -> Any:
    """What lessons take from the presence at these sessions: never more than the presence."""
    held = (
        select(OrderLesson.class_session_id, func.sum(OrderLesson.minutes).label("minutes"))
        .where(OrderLesson.class_session_id.in_(session_ids))
        .group_by(OrderLesson.class_session_id)
        .subquery()
    )
    keys = (Attendance.student_id, ClassSession.cohort_id, ClassSession.nature)
    taken = case((Attendance.minutes < held.c.minutes, Attendance.minutes), else_=held.c.minutes)
    return (
        select(*keys, func.sum(taken))
        .join(ClassSession, Attendance.class_session_id == ClassSession.id)
        .join(held, held.c.class_session_id == ClassSession.id)
        .where(Attendance.class_session_id.in_(session_ids), *span.live())
        .group_by(*keys)
    )


def _entries(span: Span) -> Any:
    keys = (HoursEntry.student_id, HoursEntry.cohort_id, HoursEntry.nature)
    return select(*keys, func.sum(HoursEntry.minutes)).where(*span.entries()).group_by(*keys)
