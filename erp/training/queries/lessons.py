"""Questions about theory on real parts: what they could teach, lessons given, mistakes made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from erp.core import clock
from erp.core.db import db
from erp.production.models import Operation, PieceCount, WorkOrder
from erp.production.states import ScrapReason, WorkOrderState
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
    """Pieces scrapped for one reason, and on which parts."""

    reason: ScrapReason
    pieces: int
    parts: tuple[str, ...]


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


def mistakes(begins: date, ends: date) -> list[Mistakes]:
    """« 8 pièces, mauvaise cote »: what was scrapped, by reason, the most first."""
    chosen = (
        select(PieceCount.scrap_reason, PieceCount.scrapped, WorkOrder.label)
        .join(Operation, PieceCount.operation_id == Operation.id)
        .join(WorkOrder, Operation.work_order_id == WorkOrder.id)
        .where(
            PieceCount.replaced_by_id.is_(None),
            PieceCount.scrap_reason.is_not(None),
            PieceCount.declared_at >= clock.start_of(begins),
            PieceCount.declared_at < clock.start_of(ends) + clock.A_DAY,
        )
    )
    pieces: dict[ScrapReason, Decimal] = {}
    parts: dict[ScrapReason, dict[str, None]] = {}
    for reason, scrapped, label in db.session.execute(chosen):
        if reason is None:
            continue
        pieces[reason] = pieces.get(reason, Decimal(0)) + scrapped
        parts.setdefault(reason, {})[label] = None
    ordered = sorted(pieces, key=lambda one: -pieces[one])
    return [Mistakes(one, int(pieces[one]), tuple(parts[one])[:4]) for one in ordered]
