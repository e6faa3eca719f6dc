"""What production asks before a hand touches a machine: every reason against, or none.

This is the seam where the law for minors, machines and skills will refuse (planning's issue).
"""

from collections.abc import Collection, Sequence

from erp.core.refusal import Refusal
from erp.people.models import Student, User
from erp.safety.refusals import (
    StudentHasLeft,
    StudentIsAbsent,
    StudentIsElsewhere,
    TooManyStudents,
)
from erp.school import queries as school
from erp.timetable import queries as timetable
from erp.timetable.models import ClassSession
from erp.timetable.states import Nature


def reasons_against(students: Sequence[Student], class_session: ClassSession) -> list[Refusal]:
    """Why these students may not work at that session, each student's reasons in turn."""
    absent = timetable.absent_students(class_session.id)
    reasons: list[Refusal] = []
    for student in students:
        if student.left_on is not None and student.left_on <= class_session.day:
            reasons.append(StudentHasLeft(student=student))
        elif (
            student.cohort_id != class_session.cohort_id
            or class_session.nature is not Nature.WORKSHOP
        ):
            reasons.append(StudentIsElsewhere(student=student))
        elif student.id in absent:
            reasons.append(StudentIsAbsent(student=student))
    return reasons


def supervision_against(instructor: User, student_ids: Collection[int]) -> list[Refusal]:
    """Why this instructor may not have all these students at a time."""
    most = school.the_school().students_per_instructor
    if len(student_ids) <= most:
        return []
    return [TooManyStudents(instructor=instructor, count=len(student_ids), most=most)]
