"""What screens ask training."""

from erp.training.queries.absences import (
    absences,
    is_away,
    justification,
    justifications,
    justified_on,
    worries,
)
from erp.training.queries.ledger import entries_of, lines, words_of
from erp.training.queries.lessons import lessons_of_session, lessons_of_work_order
from erp.training.queries.meters import (
    gap_of_student,
    gaps,
    hours_of_cohorts,
    hours_of_student,
    lines_of_student,
    meter_of_student,
    meters_of_cohorts,
    missing_rolls,
    months_of_student,
    planned_of_cohort,
    planned_of_cohorts,
    students_of_cohort,
    weeks_of_student,
)
from erp.training.queries.sums import Span, sums
from erp.training.rules import PRACTICED, hours_of, periods

__all__ = [
    "absences",
    "is_away",
    "justification",
    "justifications",
    "justified_on",
    "worries",
    "PRACTICED",
    "Span",
    "entries_of",
    "gap_of_student",
    "gaps",
    "hours_of",
    "hours_of_cohorts",
    "hours_of_student",
    "lessons_of_session",
    "lessons_of_work_order",
    "lines",
    "lines_of_student",
    "meter_of_student",
    "meters_of_cohorts",
    "missing_rolls",
    "months_of_student",
    "periods",
    "planned_of_cohort",
    "planned_of_cohorts",
    "students_of_cohort",
    "sums",
    "weeks_of_student",
    "words_of",
]
