"""The first piece as two people measured it: the student, then the instructor."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select

from erp.core.db import db
from erp.production.models import Assignment, Autonomy, Operation, Step, StepResult, TeamMember
from erp.production.queries.card import BEGUN, USUAL_LEVEL, steps_of
from erp.production.states import StepKind


class TwoMeasures(NamedTuple):
    """The last of each. The instructor's is of the same piece: said after the student's."""

    step: Step
    student: StepResult | None
    instructor: StepResult | None


def is_first_piece_asked(operation: Operation) -> bool:
    """Whether it is being made by somebody at level 1 or 2."""
    beginners = (
        select(Autonomy.id)
        .join(TeamMember, TeamMember.student_id == Autonomy.student_id)
        .join(Assignment, Assignment.id == TeamMember.assignment_id)
        .where(
            Assignment.operation_id == operation.id,
            Autonomy.operation_type_id == operation.operation_type_id,
            Autonomy.level < USUAL_LEVEL,
        )
    )
    return operation.state in BEGUN and db.session.scalar(beginners.limit(1)) is not None


def two_measures(operation_id: int) -> list[TwoMeasures]:
    """Of each step that measures, in order."""
    return [_of(one) for one in steps_of(operation_id) if one.kind is StepKind.MEASURE]


def _of(step: Step) -> TwoMeasures:
    student = _last(one for one in step.results if one.student_id is not None)
    since = student.id if student else 0
    own = _last(one for one in step.results if one.user_id is not None and one.id > since)
    return TwoMeasures(step, student, own)


def _last(results: Iterable[StepResult]) -> StepResult | None:
    return max(results, key=lambda one: one.id, default=None)
