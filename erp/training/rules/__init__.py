"""What must be true, and what is computed from it; private to training."""

from erp.training.rules.evidence import (
    Proposal,
    Seen,
    check_rank,
    check_taught,
    mastery_of,
    propose,
    suggests,
    urgency,
)
from erp.training.rules.follow_up import check_lived, check_mark, check_span
from erp.training.rules.hours import (
    PRACTICED,
    Minutes,
    Told,
    alert_of,
    check_entry,
    check_lesson,
    cohort_id_on,
    days_in_a_row,
    hours_of,
    percent_away,
    periods,
    told,
)
from erp.training.rules.lessons import LESSONS, subjects_in

__all__ = [
    "LESSONS",
    "subjects_in",
    "check_lived",
    "check_mark",
    "check_span",
    "PRACTICED",
    "Minutes",
    "Proposal",
    "Seen",
    "Told",
    "alert_of",
    "check_entry",
    "check_lesson",
    "check_rank",
    "check_taught",
    "cohort_id_on",
    "days_in_a_row",
    "hours_of",
    "mastery_of",
    "percent_away",
    "periods",
    "propose",
    "suggests",
    "told",
    "urgency",
]
