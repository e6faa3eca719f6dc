"""What people do with plans: ask for one, stop it, publish a week, move a card."""

from erp.planning.actions.moves import (
    Hand,
    Seen,
    move_card,
    pin_card,
    place_card,
    put_ahead,
    remove_card,
    undo_move,
)
from erp.planning.actions.runs import (
    KIND,
    ask_for_plan,
    begin_run,
    cancel_run,
    fail_run,
    finish_run,
    note_progress,
    open_week,
)

__all__ = [
    "KIND",
    "Hand",
    "Seen",
    "ask_for_plan",
    "begin_run",
    "cancel_run",
    "fail_run",
    "finish_run",
    "move_card",
    "note_progress",
    "pin_card",
    "place_card",
    "open_week",
    "put_ahead",
    "remove_card",
    "undo_move",
]
