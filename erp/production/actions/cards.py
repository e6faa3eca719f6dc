"""What a card is told: steps, the first piece, autonomy; and what went wrong, until it is settled."""

from datetime import datetime
from decimal import Decimal, InvalidOperation

from erp.core import journal
from erp.core.db import db
from erp.core.words import N_
from erp.people.models import Student, User
from erp.production import queries, rules
from erp.production.actions.leaving import leave
from erp.production.actions.reading import NotUnderstood, Said, identifier, word
from erp.production.models import (
    Assignment,
    Autonomy,
    Breakdown,
    FirstPiece,
    Incident,
    NonConformity,
    Operation,
    Step,
    StepResult,
    TimeEntry,
)
from erp.production.refusals import NoFirstPieceAsked
from erp.production.states import (
    OPERATION,
    WORK_ORDER,
    IncidentKind,
    NonConformityCause,
    StepKind,
    WorkOrderState,
)

LARGEST = Decimal(1_000_000)  # millimetres, degrees, newton-metres: nothing we measure is more


def say_step(said: Said, event_id: int) -> None:
    step = queries.step(identifier(said.data.get("step_id")) or 0)
    if step is None or step.operation_id != said.operation.id:
        raise NotUnderstood(why=N_("Étape inconnue."))
    result = StepResult(step_id=step.id, student_id=said.student.id, event_id=event_id)
    result.said_at = said.happened_at
    if step.kind is StepKind.MEASURE:
        result.value = measured(said.data.get("value"))
    if step.kind is StepKind.CHOICE:
        result.word = str(said.data.get("choice"))[:200]
        if result.word not in step.words:
            raise NotUnderstood(why=N_("Choix inconnu."))
    db.session.add(result)


def measured(told: object) -> Decimal:
    try:
        value = Decimal(str(told).replace(",", "."))
    except InvalidOperation:
        raise NotUnderstood(why=N_("Mesure illisible.")) from None
    if not value.is_finite() or abs(value) > LARGEST:
        raise NotUnderstood(why=N_("Mesure impossible."))
    return round(value, 4)


def say_incident(said: Said, event_id: int) -> None:
    kind = word(IncidentKind, said.data.get("incident"), N_("Accident sans nature."))
    incident = Incident(kind=kind, operation_id=said.operation.id, student_id=said.student.id)
    incident.event_id, incident.happened_at = event_id, said.happened_at
    db.session.add(incident)


def say_non_conformity(said: Said, event_id: int) -> None:
    cause = word(NonConformityCause, said.data.get("cause"), N_("Défaut sans cause."))
    found = NonConformity(cause=cause, operation_id=said.operation.id, student_id=said.student.id)
    found.event_id, found.said_at = event_id, said.happened_at
    db.session.add(found)


def report_breakdown(said: Said, event_id: int) -> None:
    """A pause for breakdown asks for a repair of the team's machine, once."""
    machine_id = queries.machine_id_of(said.operation.id)
    if machine_id is None or queries.open_breakdown(machine_id):
        return
    report = Breakdown(machine_id=machine_id, operation_id=said.operation.id)
    report.student_id, report.event_id = said.student.id, event_id
    report.reported_at = said.happened_at
    db.session.add(report)


def settle(
    trouble: Breakdown | Incident | NonConformity, *, note: str, actor: User, now: datetime
) -> None:
    """Repaired, answered, learnt from: it leaves the list and stays readable."""
    trouble.closed_at, trouble.closed_by_id, trouble.note = now, actor.id, note
    journal.write(trouble, "settle", N_("Réglé"), actor=actor, note=note)


def start_with(assignment: Assignment, *, actor: User, now: datetime) -> None:
    """At level 1 the instructor starts, beside the students."""
    operation = assignment.operation
    rules.check_drawing(operation, queries.is_in_question(operation))
    OPERATION.make("start", operation, actor=actor)
    if operation.work_order.state is WorkOrderState.OPEN:
        WORK_ORDER.make("start", operation.work_order, actor=actor)
    students = [member.student_id for member in assignment.members]
    left = queries.open_entries(students)
    for entry in left:
        entry.ended_at = now
    leave({entry.operation_id for entry in left}, students, actor=actor, at=now)
    for student_id in students:
        entry = TimeEntry(operation_id=operation.id, student_id=student_id, started_at=now)
        db.session.add(entry)


def check_first_piece(
    operation: Operation,
    values: dict[int, Decimal],
    *,
    is_good: bool,
    actor: User,
    now: datetime,
) -> None:
    """The instructor's own measures, by step, beside the student's; then a word on the piece."""
    if not queries.is_first_piece_asked(operation):
        raise NoFirstPieceAsked(operation=operation)
    for step in queries.steps_of(operation.id):
        if step.id in values:
            own = StepResult(user_id=actor.id, value=values[step.id], said_at=now)
            step.said.append(own)
    checked = FirstPiece(operation_id=operation.id, is_good=is_good)
    checked.checked_by_id, checked.checked_at = actor.id, now
    db.session.add(checked)
    sentence = N_("Première pièce bonne") if is_good else N_("Première pièce à refaire")
    journal.write(operation, "first_piece", sentence, actor=actor)


def set_level(
    student: Student, operation_type_id: int, level: int, *, actor: User | None, now: datetime
) -> None:
    rules.check_level(level)
    known = queries.autonomy(student.id, operation_type_id)
    if known is not None and known.level == level:
        return
    if known is None:
        known = Autonomy(student_id=student.id, operation_type_id=operation_type_id)
        db.session.add(known)
    known.level, known.set_at = level, now
    known.set_by_id = actor.id if actor else None
    journal.write(student, "level", N_("Niveau d'autonomie"), actor=actor, after=str(level))


def add_step(operation: Operation, **facts: object) -> Step:
    steps = queries.steps_of(operation.id)
    step = Step(operation_id=operation.id, position=len(steps) + 1, **facts)
    rules.check_bounds(step)
    db.session.add(step)
    return step


def remove_step(step: Step) -> None:
    db.session.delete(step)
