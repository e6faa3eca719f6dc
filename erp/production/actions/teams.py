"""Who does what, at which session, under whom."""

from collections.abc import Sequence

from erp.core import journal
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.words import N_
from erp.equipment.models import Machine
from erp.people.models import Student, User
from erp.production import queries, rules
from erp.production.models import Assignment, Operation, TeamMember
from erp.safety import queries as safety
from erp.timetable.models import ClassSession


def assign_team(
    operation: Operation,
    class_session: ClassSession,
    students: Sequence[Student],
    *,
    instructor: User,
    machine: Machine | None = None,
    actor: Actor,
) -> Assignment:
    """Give an operation to a team at a session; the same pair again changes the team."""
    rules.check_can_be_assigned(operation, class_session, students)
    assignment = queries.assignment_of(operation.id, class_session.id)
    _check_nobody_objects(students, class_session, instructor, assignment)
    if assignment is None:
        assignment = Assignment(operation=operation, class_session=class_session)
        db.session.add(assignment)
    assignment.instructor, assignment.machine = instructor, machine
    keep = {member.student_id: member for member in assignment.members}
    assignment.members = [keep.get(s.id) or TeamMember(student=s) for s in students]
    journal.write(operation, "assign", N_("Équipe formée"), actor=actor)
    return assignment


def _check_nobody_objects(
    students: Sequence[Student],
    class_session: ClassSession,
    instructor: User,
    assignment: Assignment | None,
) -> None:
    with_them = queries.students_under(instructor.id, class_session, but=assignment)
    everybody = with_them | {student.id for student in students}
    rules.check_no_reason(
        [
            *safety.reasons_against(students, class_session),
            *safety.supervision_against(instructor, everybody),
        ]
    )


def remove_team(assignment: Assignment, *, actor: Actor) -> None:
    journal.write(assignment.operation, "unassign", N_("Équipe retirée"), actor=actor)
    db.session.delete(assignment)
