"""Who does what, at which session, under whom."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm.attributes import flag_modified

from erp.core import journal
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.refusal import Refusal
from erp.core.words import N_
from erp.equipment.models import Machine
from erp.equipment.states import MachineMode
from erp.people.models import Student, User
from erp.production import queries, rules
from erp.production.models import Assignment, Operation, TeamMember
from erp.safety import actions as safety
from erp.safety import queries as safe
from erp.safety.states import Decision
from erp.timetable.models import ClassSession


@dataclass(frozen=True)
class Team:
    """Who is to do an operation, when, under whom, on what."""

    operation: Operation
    session: ClassSession
    students: Sequence[Student]
    instructor: User
    machine: Machine | None = None
    mode: MachineMode = field(default=MachineMode.PRODUCTION)


def assign_team(
    operation: Operation,
    class_session: ClassSession,
    students: Sequence[Student],
    *,
    instructor: User,
    machine: Machine | None = None,
    mode: MachineMode = MachineMode.PRODUCTION,
    motive: str = "",
    actor: Actor,
) -> Assignment:
    """Give an operation to a team at a session; the same pair again changes the team.

    `motive`: why a director sets aside the school's own rules; the law never bends.
    """
    team = Team(operation, class_session, students, instructor, machine, mode)
    return give_team(team, motive=motive, actor=actor)


def give_team(team: Team, *, motive: str, actor: Actor) -> Assignment:
    """assign_team() for a team that was put together already."""
    rules.check_can_be_assigned(team.operation, team.session, team.students)
    known = queries.assignment_of(team.operation.id, team.session.id)
    reasons = _reasons(team, known)
    rules.check_no_reason(reasons, motive=motive, actor=actor)
    assignment = _put(team, known)
    journal.write(team.operation, "assign", N_("Équipe formée"), actor=actor, note=motive)
    answer = Decision.OVERRIDDEN if reasons else Decision.GIVEN
    log(answer, team, reasons=reasons, motive=motive if reasons else "", actor=actor)
    return assignment


def against(team: Team) -> list[Refusal]:
    """Every reason against this team, each with its way out; nothing is changed."""
    return _reasons(team, queries.assignment_of(team.operation.id, team.session.id))


def _reasons(team: Team, known: Assignment | None) -> list[Refusal]:
    """`known`: the team that does this operation then, which takes nobody's place."""
    with_them = queries.students_under(team.instructor.id, team.session, but=known)
    everybody = with_them | {student.id for student in team.students}
    return [
        *safe.against_team(
            team.students,
            team.session,
            machine=team.machine,
            machine_type_id=team.operation.operation_type.machine_type_id,
            mode=team.mode,
            instructor=team.instructor,
        ),
        *safe.supervision_against(team.instructor, everybody),
        *(_crowding(team, team.machine, known) if team.machine else ()),
    ]


def _crowding(team: Team, machine: Machine, known: Assignment | None) -> list[Refusal]:
    there = queries.minutes_on(machine.id, team.session, but=known)
    asked = queries.minutes_asked(team.operation, len(team.students), team.session)
    return safe.crowding_against(machine, [*there, asked], team.session)


def _put(team: Team, known: Assignment | None) -> Assignment:
    assignment = known
    if assignment is None:
        assignment = Assignment(operation=team.operation, class_session=team.session)
        db.session.add(assignment)
    assignment.instructor, assignment.machine = team.instructor, team.machine
    assignment.mode = team.mode
    keep = {member.student_id: member for member in assignment.members}
    if assignment.id and keep.keys() != {student.id for student in team.students}:
        flag_modified(assignment, "machine_id")  # other hands on it are another version of it
    assignment.members = [keep.get(s.id) or TeamMember(student=s) for s in team.students]
    return assignment


def log(
    answer: Decision,
    team: Team,
    *,
    reasons: Sequence[object] = (),
    motive: str = "",
    actor: Actor | None,
) -> None:
    """What was answered about this team, kept word for word."""
    work_order = team.operation.work_order
    safety.log_decision(
        answer,
        subject=f"{work_order.number} · {team.operation.label}",
        students=team.students,
        session=team.session,
        machine=team.machine,
        mode=team.mode,
        reasons=reasons,
        motive=motive,
        actor=actor,
    )


def remove_team(assignment: Assignment, *, actor: Actor) -> None:
    journal.write(assignment.operation, "unassign", N_("Équipe retirée"), actor=actor)
    db.session.delete(assignment)


def take_off(assignment: Assignment, student: Student, *, reasons: Sequence[Refusal]) -> None:
    """A paper has ended: this student is no longer on that future operation."""
    team = Team(
        assignment.operation,
        assignment.class_session,
        [student],
        assignment.instructor,
        assignment.machine,
        assignment.mode,
    )
    assignment.members = [m for m in assignment.members if m.student_id != student.id]
    sentence = N_("Élève retiré de l'équipe")
    journal.write(assignment.operation, "take_off", sentence, actor=None, note=student.name)
    log(Decision.TAKEN_OFF, team, reasons=reasons, actor=None)
    if not assignment.members:
        db.session.delete(assignment)
