"""The tables of production."""

from erp.production.models.log import (
    EventReview,
    HelpCall,
    PieceCount,
    Review,
    TabletEvent,
    TabletPhoto,
    TimeEntry,
)
from erp.production.models.work import Assignment, Operation, TeamMember, WorkOrder

__all__ = [
    "Assignment",
    "EventReview",
    "HelpCall",
    "Operation",
    "PieceCount",
    "Review",
    "TabletEvent",
    "TabletPhoto",
    "TeamMember",
    "TimeEntry",
    "WorkOrder",
]
