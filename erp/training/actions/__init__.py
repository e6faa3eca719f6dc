"""What people do about training."""

from erp.training.actions.evidence import (
    copy_links,
    correct_observation,
    keep_photo,
    link_operation,
    observe,
)
from erp.training.actions.follow_up import (
    add_exam_entry,
    add_follow_up,
    add_internship,
    add_need,
    add_outcome,
    change_exam_entry,
    change_follow_up,
    change_internship,
    change_need,
    change_outcome,
    issue_paper,
    move_internships,
)
from erp.training.actions.ledger import give_lesson, note_hours, sign_presence

__all__ = [
    "sign_presence",
    "add_exam_entry",
    "add_follow_up",
    "add_internship",
    "move_internships",
    "add_need",
    "add_outcome",
    "change_exam_entry",
    "change_follow_up",
    "change_internship",
    "change_need",
    "change_outcome",
    "issue_paper",
    "copy_links",
    "correct_observation",
    "keep_photo",
    "link_operation",
    "observe",
    "give_lesson",
    "note_hours",
]
