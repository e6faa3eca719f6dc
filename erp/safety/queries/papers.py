"""The safety papers, for the pages that show them."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from erp.core.db import db
from erp.core.paging import Page, paginate
from erp.people.models import Student
from erp.safety.models import (
    Authorisation,
    Declaration,
    MedicalOpinion,
    PpeIssue,
    RiskReview,
    SafetyDecision,
    SafetyTraining,
)
from erp.safety.states import Decision, TrainingState

NAMED = (
    selectinload(Declaration.machines),
    selectinload(Declaration.diplomas),
    selectinload(Declaration.places),
)
PUPIL = joinedload(Student.cohort)


def declaration(declaration_id: int) -> Declaration | None:
    return db.session.get(Declaration, declaration_id, options=NAMED)


def declarations() -> Sequence[Declaration]:
    """The newest first; cancelled ones stay readable."""
    chosen = select(Declaration).order_by(Declaration.sent_on.desc(), Declaration.id.desc())
    return db.session.scalars(chosen.options(*NAMED)).all()


def opinion(opinion_id: int) -> MedicalOpinion | None:
    return db.session.get(MedicalOpinion, opinion_id)


def opinions(student_id: int | None = None) -> Sequence[MedicalOpinion]:
    """Of those still at school, or of one student; the newest first."""
    chosen = _of(MedicalOpinion, student_id).order_by(MedicalOpinion.given_on.desc())
    return db.session.scalars(chosen).all()


def training(training_id: int) -> SafetyTraining | None:
    return db.session.get(SafetyTraining, training_id)


def trainings(student_id: int | None = None) -> Sequence[SafetyTraining]:
    load = (joinedload(SafetyTraining.machine_type), joinedload(SafetyTraining.trainer))
    chosen = _of(SafetyTraining, student_id).options(*load)
    return db.session.scalars(chosen.order_by(SafetyTraining.assessed_on.desc())).all()


def trainings_page(
    *,
    cohort_id: int | None = None,
    machine_type_id: int | None = None,
    state: TrainingState | None = None,
    after: int | None = None,
) -> Page[SafetyTraining]:
    load = (joinedload(SafetyTraining.machine_type), joinedload(SafetyTraining.trainer))
    chosen = _of(SafetyTraining, None).options(*load)
    if cohort_id is not None:
        chosen = chosen.where(Student.cohort_id == cohort_id)
    if machine_type_id is not None:
        chosen = chosen.where(SafetyTraining.machine_type_id == machine_type_id)
    if state is not None:
        chosen = chosen.where(SafetyTraining.state == state)
    return paginate(chosen, SafetyTraining.id, after)


def sheets_with_signatures(student_ids: Collection[int]) -> Sequence[SafetyTraining]:
    """Signed and not cancelled, with what the students drew."""
    chosen = select(SafetyTraining).where(
        SafetyTraining.student_id.in_(student_ids),
        SafetyTraining.state == TrainingState.SIGNED,
        SafetyTraining.cancelled_on.is_(None),
    )
    load = (
        joinedload(SafetyTraining.machine_type),
        joinedload(SafetyTraining.trainer),
        undefer(SafetyTraining.signature),
    )
    ordered = chosen.order_by(SafetyTraining.assessed_on, SafetyTraining.id)
    return db.session.scalars(ordered.options(*load)).all()


def authorisation(authorisation_id: int) -> Authorisation | None:
    return db.session.get(Authorisation, authorisation_id)


def authorisations(student_id: int | None = None) -> Sequence[Authorisation]:
    chosen = _of(Authorisation, student_id).order_by(Authorisation.given_on.desc())
    return db.session.scalars(chosen).all()


def _of(model: Any, student_id: int | None) -> Select[Any]:
    chosen = select(model).options(joinedload(model.student).options(PUPIL))
    if student_id is not None:
        return chosen.where(model.student_id == student_id)
    return chosen.join(model.student).where(Student.left_on.is_(None))


def review(review_id: int) -> RiskReview | None:
    return db.session.get(RiskReview, review_id)


def reviews() -> Sequence[RiskReview]:
    load = (joinedload(RiskReview.place), joinedload(RiskReview.reviewer))
    chosen = select(RiskReview).order_by(RiskReview.reviewed_on.desc(), RiskReview.id.desc())
    return db.session.scalars(chosen.options(*load)).all()


def ppe_of(student_id: int) -> dict[str, date]:
    """What protects that a student was handed, and when."""
    return {one.kind: one.given_on for one in ppe_issues(student_id)}


def ppe_issues(student_id: int) -> Sequence[PpeIssue]:
    return db.session.scalars(select(PpeIssue).filter_by(student_id=student_id)).all()


def decisions(
    *, decision: Decision | None = None, after: int | None = None
) -> Page[SafetyDecision]:
    chosen = select(SafetyDecision)
    if decision is not None:
        chosen = chosen.filter_by(decision=decision)
    return paginate(chosen, SafetyDecision.id, after)
