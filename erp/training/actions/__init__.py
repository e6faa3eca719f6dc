"""What people do about training."""

from erp.training.actions.evidence import (
    copy_links,
    correct_observation,
    keep_photo,
    link_operation,
    observe,
)
from erp.training.actions.ledger import give_lesson, note_hours

__all__ = [
    "copy_links",
    "correct_observation",
    "keep_photo",
    "link_operation",
    "observe",
    "give_lesson",
    "note_hours",
]
