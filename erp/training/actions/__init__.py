"""What people do about training."""

from erp.training.actions.ledger import give_lesson, note_hours

__all__ = ["give_lesson", "note_hours"]
