"""Who needs this operation next, and which open orders would teach a student what they miss."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from erp.core.db import db
from erp.core.words import N_
from erp.curriculum.models import Competence
from erp.equipment.states import MachineMode
from erp.people.models import Cohort, Student
from erp.production import queries as production
from erp.production.models import Operation
from erp.safety import queries as safety
from erp.training import rules
from erp.training.queries.evidence import NEVER, Shown, Turn, masteries, shown_by, taught, turns
from erp.training.states import Mastery

COACH = 4  # the level of who may help another


@dataclass(frozen=True)
class Need:
    """A student and why; `weight` is what the planner adds up, 0 when nothing is missing.

    `partner`: who may help them at it; `may`: nothing on paper forbids them a machine for it.
    """

    student: Student
    weight: float
    missing: tuple[str, ...]
    turn: Turn
    may: bool = True
    partner: Student | None = None

    @property
    def sentence(self) -> str:
        if not self.missing:
            return N_("A déjà montré ce que cette opération apprend.") + self._limits
        told = N_("Il lui manque %(codes)s") % {"codes": ", ".join(self.missing)}
        exam = self.student.cohort.exam_on
        when = N_(", examen le %(day)s") % {"day": f"{exam:%d/%m/%Y}"} if exam else ""
        return f"{told}, {self._rotation}{when}.{self._limits}"

    @property
    def _rotation(self) -> str:
        if self.turn.last is None:
            return N_("jamais fait")
        facts = {"n": self.turn.times, "day": f"{self.turn.last:%d/%m/%Y}"}
        return N_("fait %(n)s fois, la dernière le %(day)s") % facts

    @property
    def _limits(self) -> str:
        if not self.may:
            return N_(" Pas encore d'autorisation pour cette machine.")
        if self.partner is None:
            return ""
        facts = {"partner": self.partner.name, "level": COACH}
        return N_(" %(partner)s (niveau %(level)s) peut l'accompagner.") % facts


def who_needs(operation: Operation, today: date) -> list[Need]:
    """The students whose framework this operation serves, those who need it most first."""
    kind = operation.operation_type_id
    shown = shown_by([kind])[kind]
    here = [
        student
        for cohort in _cohorts({one.framework_id for one in shown}, shown)
        for student in cohort.students
        if student.left_on is None
    ]
    allowed = _allowed(operation, here, today)
    levels = production.levels_of([one.id for one in here])
    coaches = [one for one in here if levels.get((one.id, kind), 0) >= COACH]
    needs = []
    for told in _needs(here, {kind: shown}, today)[kind]:
        student, level = told.student, levels.get((told.student.id, kind), 0)
        mates = [one for one in coaches if one.cohort_id == student.cohort_id]
        partner = mates[0] if mates and level < COACH else None
        may = student.id in allowed
        needs.append(Need(student, told.weight, told.missing, told.turn, may, partner))
    return sorted(needs, key=_neediest_first)


def _allowed(operation: Operation, students: Sequence[Student], today: date) -> set[int]:
    """Who may use one machine at least of those that do it; by hand: everybody."""
    ids, mode = [one.id for one in students], MachineMode.PRODUCTION
    known = safety.facts(today, today, student_ids=ids)
    machines = known.machines_of(operation.operation_type.machine_type_id)
    return {
        who
        for who in ids
        if any(one is None or known.may(who, one.id, mode, today) for one in machines)
    }


def _neediest_first(one: Need) -> tuple[bool, float, int, bool, str, str, int]:
    student = one.student
    name = (student.last_name, student.first_name, student.id)
    return (not one.may, -one.weight, one.turn.times, one.partner is None, *name)


def _needs(students: Sequence[Student], shown: Shown, today: date) -> dict[int, list[Need]]:
    """By operation type; `shown`: what each of them shows."""
    stands = _stands(students)
    before = turns([one.id for one in students], list(shown))
    return {
        kind: [
            _need(one, shown[kind], stands[one.id], before.get((one.id, kind), NEVER), today)
            for one in students
        ]
        for kind in shown
    }


def _stands(students: Iterable[Student]) -> dict[int, dict[int, Mastery]]:
    by_cohort: dict[Cohort, list[Student]] = {}
    for one in students:
        by_cohort.setdefault(one.cohort, []).append(one)
    found: dict[int, dict[int, Mastery]] = {}
    for cohort, mates in by_cohort.items():
        found |= masteries(cohort, mates)
    return found


def _need(
    student: Student,
    shown: Sequence[Competence],
    stands: dict[int, Mastery],
    turn: Turn,
    today: date,
) -> Need:
    mine = taught(student, shown)
    missing = [one for one in mine if stands.get(one.id) is not Mastery.ACQUIRED]
    never = [one for one in missing if stands.get(one.id) is Mastery.NONE]
    pull = (len(missing) + len(never)) * rules.urgency(student.cohort.exam_on, today)
    weight = pull / (1 + turn.times / 2)  # those who have had their turn wait a little
    return Need(student, round(weight, 3), tuple(one.code for one in missing), turn)


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


def learning_weights(
    student_ids: Collection[int], kinds: Collection[int], today: date
) -> dict[int, dict[int, float]]:
    """For the planner: by student and operation type, how much doing it would teach them."""
    load = joinedload(Student.cohort)
    chosen = select(Student).where(Student.id.in_(student_ids)).options(load)
    students, shown = db.session.scalars(chosen.order_by(Student.id)).all(), shown_by(kinds)
    found: dict[int, dict[int, float]] = {one: {} for one in student_ids}
    for kind, needs in _needs(students, shown, today).items():
        for one in needs:
            if one.weight > 0:
                found[one.student.id][kind] = one.weight
    return found
