"""The pages of the workshop's tablets."""

from erp.web.workshop import (
    cards,
    day,
    home,
    inbox,
    offers,
    opening,
    presence,
    safety,
    shell,
    tasks,
)
from erp.web.workshop.face import workshop

__all__ = [
    "cards",
    "day",
    "home",
    "inbox",
    "offers",
    "opening",
    "presence",
    "safety",
    "shell",
    "tasks",
    "workshop",
]
