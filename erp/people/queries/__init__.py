"""What the others ask about people."""

from erp.people.queries.students import (
    cohort,
    cohorts,
    enrolled_between,
    locked,
    locked_students,
    open_visit,
    same_student,
    student,
    student_of_user,
    students,
    students_by_ids,
    students_of,
)
from erp.people.queries.tablets import tablet, tablet_of, tablets
from erp.people.queries.users import (
    active_directors,
    live_session,
    staff,
    user,
    user_by_email,
    users,
)

__all__ = [
    "active_directors",
    "cohort",
    "cohorts",
    "enrolled_between",
    "live_session",
    "open_visit",
    "same_student",
    "staff",
    "student",
    "student_of_user",
    "locked",
    "locked_students",
    "students",
    "students_by_ids",
    "students_of",
    "tablet",
    "tablet_of",
    "tablets",
    "user",
    "user_by_email",
    "users",
]
