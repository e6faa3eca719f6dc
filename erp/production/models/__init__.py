"""The tables of production."""

from erp.production.models.card import (
    Autonomy,
    Breakdown,
    CorrectionRequest,
    FirstPiece,
    Incident,
    NonConformity,
    RoleOfDay,
    Step,
    StepResult,
)
from erp.production.models.hand import EntryInHand, OperationInHand, WorkOrderInHand
from erp.production.models.log import (
    EventReview,
    HelpCall,
    PieceCount,
    Review,
    TabletEvent,
    TabletPhoto,
    TimeEntry,
)
from erp.production.models.material import CustomerMaterial, MaterialBalance, MaterialMove
from erp.production.models.supply import Supply
from erp.production.models.work import Assignment, Operation, TeamMember, WorkOrder

__all__ = [
    "CustomerMaterial",
    "MaterialBalance",
    "MaterialMove",
    "CorrectionRequest",
    "RoleOfDay",
    "Autonomy",
    "Breakdown",
    "FirstPiece",
    "Incident",
    "NonConformity",
    "Step",
    "StepResult",
    "Supply",
    "Assignment",
    "EntryInHand",
    "EventReview",
    "HelpCall",
    "Operation",
    "OperationInHand",
    "PieceCount",
    "Review",
    "TabletEvent",
    "TabletPhoto",
    "TeamMember",
    "TimeEntry",
    "WorkOrder",
    "WorkOrderInHand",
]
