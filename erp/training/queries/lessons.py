"""Questions about theory on real parts: what they could teach, lessons given, mistakes made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from erp.core import clock
from erp.core.db import db
from erp.production.models import NonConformity, Operation, PieceCount, WorkOrder
from erp.production.states import NonConformityCause, ScrapReason, WorkOrderState
from erp.training import rules
from erp.training.models import OrderLesson

OPEN = (WorkOrderState.OPEN, WorkOrderState.RUNNING)


@dataclass(frozen=True)
class Idea:
    """An order at the workshop, and what it has to teach: (subject, words)."""

    work_order: WorkOrder
    subjects: tuple[tuple[str, str], ...]
    lessons: tuple[OrderLesson, ...]


@dataclass(frozen=True)
class Mistakes:
    """What went wrong for one reason, on which parts, and the lesson it calls for.

    `pieces` were scrapped; 0: told on the tablet as errors. `work_order`: the last it happened on.
    """

    reason: ScrapReason | NonConformityCause
    count: int
    pieces: int
    parts: tuple[str, ...]
    work_order_id: int

    @property
    def lesson(self) -> tuple[str, str]:
        """Subject, what to work on."""
        return rules.LESSONS[self.reason]


Wrong = tuple[
    ScrapReason | NonConformityCause, int, int, int, str
]  # reason, count, pieces, job, label


def lessons_of_session(class_session_id: int) -> Sequence[OrderLesson]:
    chosen = select(OrderLesson).filter_by(class_session_id=class_session_id)
    return db.session.scalars(chosen.order_by(OrderLesson.id)).all()


def lesson_ideas() -> list[Idea]:
    """The open orders, the soonest due first, and what their operations bring to class."""
    load = selectinload(WorkOrder.operations).joinedload(Operation.operation_type)
    chosen = select(WorkOrder).where(WorkOrder.state.in_(OPEN)).order_by(WorkOrder.due_on)
    found = db.session.scalars(chosen.limit(50).options(load)).all()
    given = _lessons_of([one.id for one in found])
    return [Idea(one, rules.subjects_in(one), tuple(given.get(one.id, ()))) for one in found]


def _lessons_of(work_order_ids: Sequence[int]) -> dict[int, list[OrderLesson]]:
    chosen = select(OrderLesson).where(OrderLesson.work_order_id.in_(work_order_ids))
    found: dict[int, list[OrderLesson]] = {}
    load = joinedload(OrderLesson.given_by)
    for one in db.session.scalars(chosen.order_by(OrderLesson.id).options(load)):
        found.setdefault(one.work_order_id, []).append(one)
    return found


def subjects_of(work_order: WorkOrder) -> tuple[tuple[str, str], ...]:
    """What one order has to teach."""
    return rules.subjects_in(work_order)


def mistakes(begins: date, ends: date) -> list[Mistakes]:
    """« 8 erreurs, lecture de plan »: what was told wrong or scrapped, by reason, the most first."""
    within = (clock.start_of(begins), clock.start_of(ends) + clock.A_DAY)
    counts: dict[ScrapReason | NonConformityCause, tuple[int, int]] = {}
    parts: dict[ScrapReason | NonConformityCause, dict[str, int]] = {}
    for reason, count, pieces, job, label in [*_told(within), *_scrapped(within)]:
        before = counts.get(reason, (0, 0))
        counts[reason] = (before[0] + count, before[1] + pieces)
        parts.setdefault(reason, {})[label] = job
    ordered = sorted(counts, key=lambda one: -counts[one][0])
    return [
        Mistakes(one, *counts[one], tuple(parts[one])[:4], list(parts[one].values())[-1])
        for one in ordered
    ]


def _told(within: tuple[datetime, datetime]) -> list[Wrong]:
    chosen = (
        select(NonConformity.cause, WorkOrder.id, WorkOrder.label)
        .join(Operation, NonConformity.operation_id == Operation.id)
        .join(WorkOrder, Operation.work_order_id == WorkOrder.id)
        .where(NonConformity.said_at >= within[0], NonConformity.said_at < within[1])
        .order_by(NonConformity.said_at, NonConformity.id)
    )
    return [(cause, 1, 0, job, label) for cause, job, label in db.session.execute(chosen)]


def _scrapped(within: tuple[datetime, datetime]) -> list[Wrong]:
    chosen = (
        select(PieceCount.scrap_reason, PieceCount.scrapped, WorkOrder.id, WorkOrder.label)
        .join(Operation, PieceCount.operation_id == Operation.id)
        .join(WorkOrder, Operation.work_order_id == WorkOrder.id)
        .where(
            PieceCount.replaced_by_id.is_(None),
            PieceCount.scrap_reason.is_not(None),
            PieceCount.declared_at >= within[0],
            PieceCount.declared_at < within[1],
        )
        .order_by(PieceCount.declared_at, PieceCount.id)
    )
    return [
        (reason, int(scrapped), int(scrapped), job, label)
        for reason, scrapped, job, label in db.session.execute(chosen)
        if reason is not None
    ]
