"""What people do in production: launch, form teams, log from a tablet, review."""

from erp.production.actions.events import receive
from erp.production.actions.launch import open_work_orders
from erp.production.actions.reviews import (
    close_help,
    correct_count,
    correct_time,
    redo_operation,
    review_event,
    see_help,
    validate_operation,
)
from erp.production.actions.teams import Team, against, assign_team, log, remove_team, take_off

__all__ = [
    "Team",
    "against",
    "log",
    "take_off",
    "assign_team",
    "close_help",
    "correct_count",
    "correct_time",
    "open_work_orders",
    "receive",
    "redo_operation",
    "remove_team",
    "review_event",
    "see_help",
    "validate_operation",
]
