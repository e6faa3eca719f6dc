"""What people do in production: launch, form teams, log from a tablet, review."""

from erp.production.actions.bells import confirm_time, end_by_bell
from erp.production.actions.cards import (
    add_step,
    check_first_piece,
    remove_step,
    set_level,
    settle,
    start_with,
)
from erp.production.actions.corrections import ask_correction, keep_time
from erp.production.actions.days import deal_roles
from erp.production.actions.events import (
    apply_event,
    confirm_events,
    deny_events,
    receive,
    review_event,
)
from erp.production.actions.instructions import approve_photos, copy_steps
from erp.production.actions.keyed import SheetLine, key_in
from erp.production.actions.launch import open_work_orders
from erp.production.actions.leaving import end_call
from erp.production.actions.material import (
    consume_material,
    receive_material,
    receive_more,
    return_material,
    undo_move,
)
from erp.production.actions.parts import show_part
from erp.production.actions.photos import receive_photo
from erp.production.actions.reviews import (
    close_help,
    correct_count,
    correct_time,
    redo_operation,
    see_help,
    validate_operation,
)
from erp.production.actions.supplies import (
    change_supply,
    expect_supply,
    receive_supply,
    remove_supply,
)
from erp.production.actions.teams import (
    Team,
    against,
    assign_team,
    give_team,
    log,
    remove_team,
    take_off,
)

__all__ = [
    "show_part",
    "end_call",
    "consume_material",
    "receive_material",
    "receive_more",
    "return_material",
    "undo_move",
    "approve_photos",
    "copy_steps",
    "SheetLine",
    "key_in",
    "change_supply",
    "expect_supply",
    "receive_supply",
    "remove_supply",
    "keep_time",
    "ask_correction",
    "deal_roles",
    "remove_step",
    "add_step",
    "check_first_piece",
    "set_level",
    "settle",
    "start_with",
    "confirm_time",
    "end_by_bell",
    "apply_event",
    "confirm_events",
    "deny_events",
    "Team",
    "against",
    "log",
    "take_off",
    "assign_team",
    "give_team",
    "close_help",
    "correct_count",
    "correct_time",
    "open_work_orders",
    "receive",
    "receive_photo",
    "redo_operation",
    "remove_team",
    "review_event",
    "see_help",
    "validate_operation",
]
