"""Who needs this operation next, and which open orders would teach a student what they miss."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from erp.core.db import db
from erp.core.words import N_
from erp.curriculum.models import Competence
from erp.people.models import Cohort, Student
from erp.production import queries as production
from erp.production.models import Operation
from erp.training import rules
from erp.training.queries.evidence import masteries, shown_by, taught, times_before
from erp.training.states import Mastery


@dataclass(frozen=True)
class Need:
    """A student and why; `weight` is what the planner adds up, 0 when nothing is missing."""

    student: Student
    weight: float
    missing: tuple[str, ...]
    times: int

    @property
    def sentence(self) -> str:
        if not self.missing:
            return N_("A déjà montré ce que cette opération apprend.")
        told = N_("Il lui manque %(codes)s") % {"codes": ", ".join(self.missing)}
        done = N_("jamais fait") if not self.times else N_("fait %(n)s fois") % {"n": self.times}
        exam = self.student.cohort.exam_on
        when = N_(", examen le %(day)s") % {"day": f"{exam:%d/%m/%Y}"} if exam else ""
        return f"{told}, {done}{when}."


def who_needs(operation: Operation, today: date) -> list[Need]:
    """The students whose framework this operation serves, those who need it most first."""
    kind = operation.operation_type_id
    shown = shown_by([kind])[kind]
    needs = []
    for cohort in _cohorts({one.framework_id for one in shown}, shown):
        here = [one for one in cohort.students if one.left_on is None]
        stands = masteries(cohort, here)
        before = times_before([one.id for one in here], [kind])
        for student in here:
            count = before.get((student.id, kind), 0)
            needs.append(_need(student, shown, stands[student.id], count, today))
    return sorted(needs, key=_neediest_first)


def _neediest_first(one: Need) -> tuple[float, int, str, str, int]:
    student = one.student
    return (-one.weight, one.times, student.last_name, student.first_name, student.id)


def _need(
    student: Student,
    shown: Sequence[Competence],
    stands: dict[int, Mastery],
    times: int,
    today: date,
) -> Need:
    mine = taught(student, shown)
    missing = [one for one in mine if stands.get(one.id) is not Mastery.ACQUIRED]
    never = [one for one in missing if stands.get(one.id) is Mastery.NONE]
    pull = (len(missing) + len(never)) * rules.urgency(student.cohort.exam_on, today)
    weight = pull / (1 + times / 2)  # those who have had their turn wait a little
    return Need(student, round(weight, 3), tuple(one.code for one in missing), times)


def _cohorts(framework_ids: set[int], shown: Sequence[Competence]) -> Sequence[Cohort]:
    """Those that follow one of these frameworks, by choice or because it is the newest."""
    diplomas = {one.framework.diploma_id for one in shown}
    chosen = select(Cohort).where(
        or_(Cohort.framework_id.in_(framework_ids), Cohort.diploma_id.in_(diplomas))
    )
    found = db.session.scalars(chosen.options(joinedload(Cohort.diploma))).all()
    return [one for one in found if one.framework.id in framework_ids]


@dataclass(frozen=True)
class Chance:
    """An open operation that shows what a student misses."""

    operation: Operation
    codes: tuple[str, ...]


def chances_of(student: Student) -> list[Chance]:
    """« Les commandes ouvertes qui t'apprendraient C3 », the soonest due first."""
    stands = masteries(student.cohort, [student])[student.id]
    waiting = production.open_operations()
    shown = shown_by({one.operation_type_id for one in waiting})
    found = []
    for operation in waiting:
        mine = taught(student, shown[operation.operation_type_id])
        codes = tuple(one.code for one in mine if stands[one.id] is not Mastery.ACQUIRED)
        if codes:
            found.append(Chance(operation, codes))
    return found


def learning_weights(operation: Operation, today: date) -> dict[int, float]:
    """For the planner: by student, how much this operation would teach them."""
    return {one.student.id: one.weight for one in who_needs(operation, today)}
