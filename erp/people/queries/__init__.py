"""What the others ask about people."""

from erp.people.queries.guardians import guardian, guardians, guardians_to_tell
from erp.people.queries.students import (
    cohort,
    cohorts,
    enrolled_between,
    locked,
    locked_students,
    names_of,
    open_visit,
    same_student,
    student,
    student_of_user,
    students,
    students_by_ids,
    students_of,
    was_visiting,
)
from erp.people.queries.tablets import open_day, open_days, tablet, tablet_of, tablets
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
    "guardian",
    "guardians",
    "guardians_to_tell",
    "enrolled_between",
    "live_session",
    "open_day",
    "open_days",
    "open_visit",
    "same_student",
    "staff",
    "student",
    "student_of_user",
    "locked",
    "locked_students",
    "students",
    "names_of",
    "students_by_ids",
    "students_of",
    "tablet",
    "tablet_of",
    "tablets",
    "user",
    "user_by_email",
    "users",
    "was_visiting",
]
