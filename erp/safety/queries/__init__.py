"""What production asks before a hand touches a machine, and what the safety pages show."""

from erp.safety.queries.deadlines import Deadline, deadlines, not_told
from erp.safety.queries.facts import facts, may_use
from erp.safety.queries.papers import (
    authorisation,
    authorisations,
    decisions,
    declaration,
    declarations,
    opinion,
    opinions,
    ppe_issues,
    ppe_of,
    review,
    reviews,
    sheets_with_signatures,
    training,
    trainings,
    trainings_page,
)
from erp.safety.queries.teams import against_team, crowding_against, supervision_against

__all__ = [
    "Deadline",
    "deadlines",
    "not_told",
    "against_team",
    "authorisation",
    "authorisations",
    "crowding_against",
    "decisions",
    "declaration",
    "declarations",
    "facts",
    "may_use",
    "opinion",
    "opinions",
    "ppe_issues",
    "ppe_of",
    "review",
    "reviews",
    "sheets_with_signatures",
    "supervision_against",
    "training",
    "trainings",
    "trainings_page",
]
