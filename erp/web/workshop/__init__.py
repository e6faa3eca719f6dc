"""The pages of the workshop's tablets."""

from erp.web.workshop import home, inbox, presence, tasks
from erp.web.workshop.face import workshop

__all__ = ["home", "inbox", "presence", "tasks", "workshop"]
