"""Questions about words, needs, internships, exams, outcomes and issued papers."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from erp.core.db import db
from erp.production.models import Operation, TimeEntry, WorkOrder
from erp.production.states import OperationState
from erp.sales.models import Order, OrderLine
from erp.timetable.models import ClassSession, TimetableSlot
from erp.training.models import ExamEntry, FollowUp, Internship, Need, Outcome, StudentPaper
from erp.training.states import FollowUpKind


def follow_ups(student_id: int, *kinds: FollowUpKind) -> Sequence[FollowUp]:
    """The newest first."""
    chosen = select(FollowUp).filter_by(student_id=student_id)
    if kinds:
        chosen = chosen.where(FollowUp.kind.in_(kinds))
    ordered = chosen.order_by(FollowUp.held_on.desc(), FollowUp.id.desc())
    return db.session.scalars(ordered.options(joinedload(FollowUp.written_by))).all()


def _all_of(model: Any, student_id: int, order: Any) -> Sequence[Any]:
    return db.session.scalars(select(model).filter_by(student_id=student_id).order_by(order)).all()


def needs(student_id: int) -> Sequence[Need]:
    return _all_of(Need, student_id, Need.id)


def internships(student_id: int) -> Sequence[Internship]:
    return _all_of(Internship, student_id, Internship.starts_on)


def outcomes(student_id: int) -> Sequence[Outcome]:
    return _all_of(Outcome, student_id, Outcome.months)


def exam_entries(student_id: int) -> Sequence[ExamEntry]:
    chosen = select(ExamEntry).filter_by(student_id=student_id).order_by(ExamEntry.id)
    return db.session.scalars(chosen.options(joinedload(ExamEntry.exam_unit))).all()


def exam_entry_of(student_id: int, exam_unit_id: int) -> ExamEntry | None:
    chosen = select(ExamEntry).filter_by(student_id=student_id, exam_unit_id=exam_unit_id)
    return db.session.scalar(chosen)


def outcome_of(student_id: int, months: int) -> Outcome | None:
    return db.session.scalar(select(Outcome).filter_by(student_id=student_id, months=months))


def follow_up(follow_up_id: int) -> FollowUp | None:
    return db.session.get(FollowUp, follow_up_id)


def need(need_id: int) -> Need | None:
    return db.session.get(Need, need_id)


def internship(internship_id: int) -> Internship | None:
    return db.session.get(Internship, internship_id)


def exam_entry(exam_entry_id: int) -> ExamEntry | None:
    return db.session.get(ExamEntry, exam_entry_id)


def outcome(outcome_id: int) -> Outcome | None:
    return db.session.get(Outcome, outcome_id)


def teaches(user_id: int, cohort_id: int) -> bool:
    """Whether this person has this cohort before them: in the usual week or at a session."""
    slot = select(TimetableSlot.id).filter_by(leader_id=user_id, cohort_id=cohort_id).limit(1)
    session = select(ClassSession.id).filter_by(leader_id=user_id, cohort_id=cohort_id).limit(1)
    return any(db.session.scalar(asked) is not None for asked in (slot, session))


def student_papers(student_id: int) -> Sequence[StudentPaper]:
    load = (joinedload(StudentPaper.paper), joinedload(StudentPaper.issued_by))
    chosen = select(StudentPaper).filter_by(student_id=student_id)
    return db.session.scalars(chosen.order_by(StudentPaper.id.desc()).options(*load)).all()


def student_paper(student_paper_id: int) -> StudentPaper | None:
    load = (joinedload(StudentPaper.paper), joinedload(StudentPaper.student))
    return db.session.get(StudentPaper, student_paper_id, options=load)


def works_of(student_id: int) -> Sequence[Operation]:
    """The validated operations they worked on, the newest first."""
    mine = select(TimeEntry.operation_id).where(
        TimeEntry.student_id == student_id, TimeEntry.replaced_by_id.is_(None)
    )
    order = joinedload(WorkOrder.order_line).joinedload(OrderLine.order)
    load = joinedload(Operation.work_order).options(order.joinedload(Order.customer))
    chosen = select(Operation).where(Operation.id.in_(mine), Operation.state == OperationState.DONE)
    return db.session.scalars(chosen.order_by(Operation.id.desc()).options(load)).all()
