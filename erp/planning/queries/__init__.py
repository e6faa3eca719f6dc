"""What planning asks: the school as an instance of the engine, and the week of the board."""

from erp.planning.queries.against import against_plan
from erp.planning.queries.chances import Chances, Proposal, Wish, chances
from erp.planning.queries.drafts import Draft, draft_beside, draft_of_week
from erp.planning.queries.drops import Spot, session_at, team_for
from erp.planning.queries.moves import (
    LAST,
    board_move,
    last_move_id,
    last_move_of,
    last_moves,
    moves_since,
    plan_week,
    undone,
)
from erp.planning.queries.permits import MayUse, as_safety_says
from erp.planning.queries.rows import rows
from erp.planning.queries.runs import (
    WhyLate,
    last_plan,
    last_runs,
    reasons,
    run,
    run_in_hand,
    to_correct,
)
from erp.planning.queries.school import school_instance
from erp.planning.queries.stands import as_it_stands, what_happened
from erp.planning.queries.swaps import Swap, Touched, Way, touched
from erp.planning.queries.week import Week, week
from erp.planning.queries.work_in_hand import WorkInHand, in_turn, work_in_hand

__all__ = [
    "LAST",
    "Chances",
    "Proposal",
    "Spot",
    "Swap",
    "Touched",
    "Way",
    "touched",
    "Wish",
    "chances",
    "session_at",
    "team_for",
    "Draft",
    "WhyLate",
    "draft_beside",
    "last_plan",
    "reasons",
    "run_in_hand",
    "to_correct",
    "MayUse",
    "Week",
    "WorkInHand",
    "against_plan",
    "as_it_stands",
    "as_safety_says",
    "board_move",
    "draft_of_week",
    "in_turn",
    "last_move_id",
    "last_move_of",
    "last_moves",
    "moves_since",
    "plan_week",
    "undone",
    "what_happened",
    "last_runs",
    "rows",
    "run",
    "school_instance",
    "week",
    "work_in_hand",
]
