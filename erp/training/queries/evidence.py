"""Questions about what students have shown."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from erp.core import clock
from erp.core.db import db
from erp.core.prepared import prepared
from erp.curriculum.models import Competence
from erp.equipment.models import OperationType
from erp.people.models import Cohort, Student
from erp.production.models import Operation, TabletEvent
from erp.production.states import EventKind, Feeling
from erp.training import rules
from erp.training.models import Observation, OperationCompetence, OperationPhoto
from erp.training.rules import Proposal, Seen
from erp.training.states import Mastery


@dataclass(frozen=True)
class Turn:
    """How often, and when for the last time."""

    times: int
    last: date | None


NEVER = Turn(0, None)


def links_of(operation_type_id: int) -> Sequence[OperationCompetence]:
    chosen = select(OperationCompetence).filter_by(operation_type_id=operation_type_id)
    return db.session.scalars(chosen).all()


def links_to(competence_ids: Iterable[int]) -> Sequence[OperationCompetence]:
    chosen = select(OperationCompetence).where(
        OperationCompetence.competence_id.in_(list(competence_ids))
    )
    return db.session.scalars(chosen).all()


Shown = Mapping[int, list[Competence]]  # operation type → what it shows


def shown_by(operation_type_ids: Collection[int]) -> Shown:
    """The competences that each operation type shows, of whatever framework, in its order."""
    found: dict[int, list[Competence]] = defaultdict(list)
    for link in _links.all(list(operation_type_ids)):
        found[link.operation_type_id].append(link.competence)
    return found


@prepared
def _links(operation_type_ids: list[int]) -> Select[OperationCompetence]:
    return (
        select(OperationCompetence)
        .where(OperationCompetence.operation_type_id.in_(operation_type_ids))
        .join(OperationCompetence.competence)
        .options(contains_eager(OperationCompetence.competence).joinedload(Competence.framework))
        .order_by(Competence.framework_id, Competence.code)
    )


def suggested(kind: OperationType, competences: Iterable[Competence]) -> set[int]:
    """What is confirmed already; before the first confirmation, what the words suggest."""
    known = {one.competence_id for one in links_of(kind.id)}
    return known or {one.id for one in competences if rules.suggests(kind.name, one.label)}


Turns = dict[tuple[int, int], Turn]  # (student, operation type) → how often, and when last


def turns(students: Collection[int], kinds: Collection[int]) -> Turns:
    """On how many operations of each type each student was observed already, and when last."""
    chosen = (
        select(
            Observation.student_id,
            Operation.operation_type_id,
            func.count(func.distinct(Observation.operation_id)),
            func.max(Observation.observed_at),
        )
        .join(Operation, Observation.operation_id == Operation.id)
        .where(
            Observation.student_id.in_(students),
            Operation.operation_type_id.in_(kinds),
            Observation.replaced_at.is_(None),
        )
        .group_by(Observation.student_id, Operation.operation_type_id)
    )
    return {
        (who, kind): Turn(count, clock.day_of(last))
        for who, kind, count, last in db.session.execute(chosen)
    }


def workers_of(operation: Operation) -> list[Student]:
    """Who was on it; the team, when no tablet said who."""
    told = {one.student for one in operation.time_entries if one.replaced_by_id is None}
    if not told:
        told = {member.student for one in operation.assignments for member in one.members}
    return sorted(told, key=lambda one: one.id)


Proposals = dict[int, dict[int, Proposal]]  # operation → student → what is proposed


def proposals(operations: Sequence[Operation], shown: Shown | None = None) -> Proposals:
    """What « Valider » would write for each student of each operation; nobody when nothing is shown."""
    kinds = {one.operation_type_id for one in operations}
    shown = shown_by(kinds) if shown is None else shown
    learning = {
        one.id: [who for who in workers_of(one) if taught(who, shown[one.operation_type_id])]
        for one in operations
    }
    everybody = {student.id for team in learning.values() for student in team}
    before = turns(everybody, kinds) if everybody else {}
    return {
        one.id: {
            student.id: rules.propose(
                student.cohort.framework,
                before.get((student.id, one.operation_type_id), NEVER).times,
            )
            for student in learning[one.id]
        }
        for one in operations
    }


def taught(student: Student, competences: Iterable[Competence]) -> list[Competence]:
    """Those of the version that this student's cohort follows."""
    told = list(competences)
    followed = student.cohort.framework.id if told else None
    return [one for one in told if one.framework_id == followed]


def feelings_of(operation: Operation) -> dict[int, Feeling]:
    """What each student said of the work when it was handed in, the last word."""
    chosen = select(TabletEvent.payload).filter_by(operation_id=operation.id, kind=EventKind.DONE)
    found = {}
    for payload in db.session.scalars(chosen.order_by(TabletEvent.id)):
        data: Any = payload.get("data")
        told = data.get("feeling") if isinstance(data, dict) else None
        ids: Any = payload.get("student_ids")
        if told in set(Feeling) and isinstance(ids, list):
            found.update(dict.fromkeys(ids, Feeling.of(told)))
    return found


def observations(student_id: int) -> Sequence[Observation]:
    """All that was ever observed of a student, replaced rows too, the newest first."""
    load = (
        joinedload(Observation.competence),
        joinedload(Observation.observed_by),
        joinedload(Observation.operation).joinedload(Operation.work_order),
    )
    chosen = select(Observation).filter_by(student_id=student_id)
    return db.session.scalars(
        chosen.order_by(Observation.observed_at.desc(), Observation.id.desc()).options(*load)
    ).all()


def observation(observation_id: int) -> Observation | None:
    return db.session.get(Observation, observation_id)


def live_observations(
    student_ids: Collection[int],
) -> dict[tuple[int, int], list[Observation]]:
    """By student and competence, the oldest first."""
    chosen = select(Observation).where(
        Observation.student_id.in_(student_ids), Observation.replaced_at.is_(None)
    )
    ordered = chosen.order_by(Observation.observed_at, Observation.id)
    found: dict[tuple[int, int], list[Observation]] = defaultdict(list)
    for one in db.session.scalars(ordered.options(joinedload(Observation.operation))):
        found[one.student_id, one.competence_id].append(one)
    return found


Coverage = dict[tuple[int, int], list[Seen]]  # (student, competence) → ranks and jobs, oldest first


def coverage(student_ids: Collection[int]) -> Coverage:
    chosen = (
        select(
            Observation.student_id, Observation.competence_id, Observation.rank,
            Operation.work_order_id, Observation.id,
        )
        .outerjoin(Operation, Observation.operation_id == Operation.id)
        .where(Observation.student_id.in_(student_ids), Observation.replaced_at.is_(None))
        .order_by(Observation.observed_at, Observation.id)
    )  # fmt: skip
    found: Coverage = defaultdict(list)
    for who, what, rank, job, number in db.session.execute(chosen):
        found[who, what].append((rank, job if job is not None else -number))
    return found


def masteries(cohort: Cohort, students: Sequence[Student]) -> dict[int, dict[int, Mastery]]:
    """Student → competence of the cohort's framework → where they stand."""
    seen, framework = coverage([one.id for one in students]), cohort.framework
    return {
        student.id: {
            one.id: rules.mastery_of(framework, seen.get((student.id, one.id), ()))
            for one in framework.competences
        }
        for student in students
    }


def photos_of(operation_ids: Collection[int]) -> dict[int, OperationPhoto]:
    """The last photo of each operation."""
    chosen = select(OperationPhoto).where(OperationPhoto.operation_id.in_(operation_ids))
    return {one.operation_id: one for one in db.session.scalars(chosen.order_by(OperationPhoto.id))}


def photo(photo_id: int) -> OperationPhoto | None:
    return db.session.get(OperationPhoto, photo_id)
