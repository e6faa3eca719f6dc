"""What stands against a card beside safety: the order of work, hands already full, the place."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from erp.core import clock
from erp.core.db import db
from erp.core.refusal import Refusal
from erp.people.models import Student
from erp.planning.refusals import (
    BreaksOrder,
    EarlierIsNotPlanned,
    MachineDoesNotFit,
    MachineIsElsewhere,
    StudentIsTaken,
)
from erp.production import queries as production
from erp.production.actions import Team
from erp.production.models import Assignment, Operation, TeamMember
from erp.production.states import OperationState
from erp.timetable.models import ClassSession

OVER = (OperationState.DONE, OperationState.TO_VALIDATE)


def against_plan(team: Team) -> list[Refusal]:
    """Every reason; each may be set aside by whoever plans and says why."""
    return [*_of_order(team), *_of_hands(team), *_of_machine(team)]


def _of_order(team: Team) -> Iterator[Refusal]:
    before = production.operation_before(team.operation)
    if before is not None and before.state not in OVER:
        teams = _to_come(before)
        if not teams:
            yield EarlierIsNotPlanned(first=before.label)
        elif max(one.class_session.starts_at for one in teams) > team.session.starts_at:
            yield BreaksOrder(first=before.label, then=team.operation.label)
    after = production.operation_after(team.operation)
    if after is not None and after.state not in OVER:
        starts = [one.class_session.starts_at for one in _to_come(after)]
        if starts and min(starts) < team.session.starts_at:
            yield BreaksOrder(first=team.operation.label, then=after.label)


def _to_come(operation: Operation) -> list[Assignment]:
    now = clock.now()
    return [one for one in operation.assignments if one.class_session.ends_at > now]


def _of_hands(team: Team) -> Iterator[Refusal]:
    others = _others(team)
    mine = production.minutes_asked(team.operation, len(team.students), team.session)
    for student in team.students:
        taken = [one for one in others if _has(one, student)]
        asked = [
            production.minutes_asked(one.operation, len(one.members), one.class_session)
            for one in taken
        ]
        if taken and sum(asked) + mine > team.session.minutes:
            yield StudentIsTaken(student=student.first_name, what=taken[0].operation.label)


def _has(one: Assignment, student: Student) -> bool:
    return any(member.student_id == student.id for member in one.members)


def _others(team: Team) -> list[Assignment]:
    """What these students do while the session lasts, this operation apart."""
    ids = [student.id for student in team.students]
    chosen = (
        select(Assignment)
        .join(ClassSession)
        .where(
            Assignment.members.any(TeamMember.student_id.in_(ids)),
            Assignment.operation_id != team.operation.id,
            ClassSession.starts_at < team.session.ends_at,
            ClassSession.ends_at > team.session.starts_at,
        )
    )
    load = (
        joinedload(Assignment.class_session),
        selectinload(Assignment.members),
        joinedload(Assignment.operation).options(
            selectinload(Operation.time_entries),
            selectinload(Operation.assignments).joinedload(Assignment.class_session),
        ),
    )
    return list(db.session.scalars(chosen.order_by(Assignment.id).options(*load)))


def _of_machine(team: Team) -> Iterator[Refusal]:
    machine, kind = team.machine, team.operation.operation_type.machine_type
    if machine is None:
        return
    if machine.machine_type_id != kind.id:
        facts = {"operation": team.operation.label, "kind": kind.name}
        yield MachineDoesNotFit(machine=machine, **facts)
    if machine.place_id != team.session.place_id:
        yield MachineIsElsewhere(machine=machine, place=machine.place.name)
