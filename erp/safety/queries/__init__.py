"""What production asks before a hand touches a machine, and what the safety pages show."""

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
    training,
    trainings,
)
from erp.safety.queries.teams import against_team, crowding_against, supervision_against

__all__ = [
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
    "supervision_against",
    "training",
    "trainings",
]
