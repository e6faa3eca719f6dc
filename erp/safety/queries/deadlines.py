"""What ends within two months, has ended or is missing: the alerts, the most pressing first."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from erp.core.db import db
from erp.equipment import queries as equipment
from erp.people.models import Student
from erp.safety import law
from erp.safety.models import Proof, SafetyAlert
from erp.safety.queries import papers
from erp.safety.states import DeadlineKind, TrainingState

WITHIN = timedelta(days=law.ALERTS[0])


@dataclass(frozen=True)
class Deadline:
    """`ends_on` is the first day it no longer holds; None: there is nothing yet."""

    kind: DeadlineKind
    record_id: int
    what: str
    ends_on: date | None
    student: Student | None = None

    def days_left(self, today: date) -> int:
        """Full days it still holds; 0 when it has ended or never was."""
        return max(0, (self.ends_on - today).days) if self.ends_on else 0

    def level(self, today: date) -> int:
        """The nearest of 60, 30, 7 and 0 days that is reached."""
        left = self.days_left(today)
        return min((days for days in law.ALERTS if left <= days), default=0) if left else 0


def deadlines(today: date, *, health: bool = False) -> list[Deadline]:
    """`health`: with the medical opinions, for those who keep them."""
    kinds: list[Callable[[], Iterator[Deadline]]] = [
        _declaration,
        _trainings,
        _reviews,
        _authorisations,
        _inspections,
    ]
    found = [one for ask in kinds for one in ask()]
    if health:
        found += _opinions(today)
    near = [one for one in found if one.ends_on is None or one.ends_on - today <= WITHIN]
    return sorted(near, key=lambda one: (one.ends_on or date.min, one.kind, one.what))


def _latest(proofs: Iterable[Any], key: Callable[[Any], Hashable]) -> list[Any]:
    """Of the same subject only the one that holds the longest; cancelled ones do not count."""
    last: dict[Hashable, Proof] = {}
    for one in proofs:
        known = last.get(key(one))
        if one.cancelled_on is None and (known is None or _end(one) > _end(known)):
            last[key(one)] = one
    return list(last.values())


def _end(proof: Proof) -> date:
    return proof.ends_on or date.max


def _declaration() -> Iterator[Deadline]:
    kind = DeadlineKind.DECLARATION
    for one in _latest(papers.declarations(), lambda _one: None):
        yield Deadline(kind, one.id, str(one), one.ends_on)


def _opinions(today: date) -> Iterator[Deadline]:
    """Of minors only: an adult's is not asked for."""
    latest = _latest(papers.opinions(), lambda one: one.student_id)
    for one in latest:
        if law.is_minor(one.student.birth_date, today):
            yield Deadline(DeadlineKind.OPINION, one.id, one.student.name, one.ends_on, one.student)
    known = {one.student_id for one in latest}
    for student in db.session.scalars(select(Student).where(Student.left_on.is_(None))):
        if student.id not in known and law.is_minor(student.birth_date, today):
            yield Deadline(DeadlineKind.OPINION, -student.id, student.name, None, student)


def _trainings() -> Iterator[Deadline]:
    sheets = papers.trainings()
    signed = (one for one in sheets if one.state is TrainingState.SIGNED)
    for one in _latest(signed, lambda one: (one.student_id, one.machine_type_id)):
        if one.valid_until is not None:
            yield Deadline(DeadlineKind.TRAINING, one.id, str(one), one.valid_until, one.student)
    for one in sheets:
        if one.state is TrainingState.DRAFT and one.cancelled_on is None:
            yield Deadline(DeadlineKind.UNSIGNED, one.id, str(one), None, one.student)


def _reviews() -> Iterator[Deadline]:
    """Of each place where a machine is regulated."""
    latest = {one.place_id: one for one in _latest(papers.reviews(), lambda one: one.place_id)}
    places = {m.place for m in equipment.machines(in_service=True) if m.regulated_works}
    for place in places:
        review = latest.get(place.id)
        end = review.ends_on if review else None
        yield Deadline(DeadlineKind.REVIEW, review.id if review else -place.id, place.name, end)


def _authorisations() -> Iterator[Deadline]:
    for one in _latest(papers.authorisations(), lambda one: (one.student_id, one.kind)):
        if one.valid_until is not None:
            kind = DeadlineKind.AUTHORISATION
            yield Deadline(kind, one.id, str(one), one.valid_until, one.student)


def _inspections() -> Iterator[Deadline]:
    for machine in equipment.machines(in_service=True):
        due = machine.inspection_due_on
        if due is not None:
            ends_on = due + timedelta(days=1)
            yield Deadline(DeadlineKind.INSPECTION, machine.id, machine.name, ends_on)


def not_told(found: Iterable[Deadline], today: date) -> list[Deadline]:
    """Those whose level nobody was told of yet."""
    alerts = select(SafetyAlert.kind, SafetyAlert.record_id, SafetyAlert.days)
    told = {tuple(row) for row in db.session.execute(alerts)}
    return [one for one in found if (one.kind, one.record_id, one.level(today)) not in told]
