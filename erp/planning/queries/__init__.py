"""What planning asks: the school as an instance of the engine."""

from erp.planning.queries.permits import MayUse, as_safety_says
from erp.planning.queries.runs import DraftTeam, draft_of_week, last_runs, run
from erp.planning.queries.school import school_instance

__all__ = [
    "DraftTeam",
    "MayUse",
    "as_safety_says",
    "draft_of_week",
    "last_runs",
    "run",
    "school_instance",
]
