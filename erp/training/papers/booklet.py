"""What a student has shown → the frozen data of the booklet and of « Mes réalisations »."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from erp.core import clock
from erp.customers.papers import school_block
from erp.documents import format as french
from erp.documents.achievements import Achievement, Achievements
from erp.documents.booklet import Booklet, Evidence, Shown
from erp.people.models import Student
from erp.production.models import Operation
from erp.school.models import School
from erp.training.models import FollowUp, Line, Observation
from erp.training.rules import hours_of, mastery_of
from erp.training.states import Kind, Mastery, PaperKind

Photos = Mapping[int, bytes]  # by operation, a small PNG


@dataclass(frozen=True)
class BookletFacts:
    """What was asked for the booklet: the student's lines, live observations, remarks, photos."""

    lines: Sequence[Line]
    observations: Sequence[Observation]
    remarks: Sequence[FollowUp]
    begins: date
    ends: date
    photos: Photos = field(default_factory=dict)


def booklet(
    student: Student,
    kind: PaperKind,
    facts: BookletFacts,
    school: School,
    *,
    today: date,
    verify_url: str = "",
) -> Booklet:
    framework = student.cohort.framework
    return Booklet(
        kind=kind.label,
        school=school_block(school),
        **_identity(student),
        framework=f"version {framework.version} {framework.label}".strip(),
        period_from=facts.begins,
        period_to=facts.ends,
        issued_on=today,
        **_hours(student, facts.lines),
        levels=tuple(level.label for level in framework.levels),
        competences=_shown(student, facts),
        words=tuple((one.held_on, one.written_by.name, one.text) for one in facts.remarks),
        verify_url=verify_url,
    )


def _identity(student: Student) -> dict[str, Any]:
    cohort = student.cohort
    return {
        "student": student.name,
        "born_on": student.birth_date,
        "cohort": cohort.name,
        "diploma": cohort.diploma.name,
    }


def _hours(student: Student, lines: Sequence[Line]) -> dict[str, Any]:
    hours = hours_of(((one.kind, one.minutes) for one in lines), student.cohort.diploma)
    return {
        "practice_minutes": hours.practice,
        "theory_minutes": hours.theory,
        "target_percent": hours.target,
        "kinds": _kinds(lines),
    }


def _kinds(lines: Sequence[Line]) -> tuple[tuple[str, int], ...]:
    told = [(kind.label, sum(one.minutes for one in lines if one.kind is kind)) for kind in Kind]
    return tuple(pair for pair in told if pair[1])


def _shown(student: Student, facts: BookletFacts) -> tuple[Shown, ...]:
    framework = student.cohort.framework
    live = sorted(
        (one for one in facts.observations if one.replaced_at is None),
        key=lambda one: one.observed_at,
    )
    found = []
    for one in framework.competences:
        seen = [row for row in live if row.competence_id == one.id]
        word = mastery_of(framework, [(row.rank, row.job) for row in seen])
        evidence = tuple(_evidence(row, framework.label_of(row.rank), facts) for row in seen)
        acquired = word is Mastery.ACQUIRED
        found.append(Shown(one.code, one.label, word.label, acquired, evidence))
    return tuple(found)


def _evidence(row: Observation, level: str, facts: BookletFacts) -> Evidence:
    operation = row.operation
    return Evidence(
        seen_on=clock.day_of(row.observed_at),
        operation=operation.label if operation else "Hors commande",
        job=operation.work_order.label if operation else "",
        rank=row.rank,
        level=level,
        autonomy=row.autonomy.label,
        feeling=row.feeling.label if row.feeling else "",
        by=row.observed_by.name,
        note=row.note,
        photo=facts.photos.get(row.operation_id or 0),
    )


def achievements(
    student: Student,
    works: Sequence[Operation],
    acquired: Sequence[str],
    school: School,
    *,
    photos: Photos,
    today: date,
    verify_url: str = "",
) -> Achievements:
    """`works`: validated operations, those of one work order side by side."""
    return Achievements(
        school=school_block(school),
        student=student.name,
        cohort=student.cohort.name,
        diploma=student.cohort.diploma.name,
        issued_on=today,
        parts=tuple(
            _part(list(group), photos)
            for _, group in groupby(works, key=lambda one: one.work_order_id)
        ),
        acquired=tuple(acquired),
        verify_url=verify_url,
    )


def _part(operations: list[Operation], photos: Photos) -> Achievement:
    work_order = operations[0].work_order
    customer = work_order.order_line.order.customer
    days = [review.reviewed_at for one in operations for review in one.reviews]
    kept = (photos[one.id] for one in operations if one.id in photos)
    return Achievement(
        made_on=clock.day_of(max(days)) if days else clock.today(),
        part=work_order.label,
        quantity=french.quantity(work_order.quantity, "pièces"),
        operations=tuple(dict.fromkeys(one.label for one in reversed(operations))),
        customer=customer.name if customer.may_be_named else "",
        photo=next(kept, None),
    )
