"""What training keeps, and the measures it computes."""

from erp.training.models.batches import StatementBatch
from erp.training.models.evidence import Observation, OperationCompetence, OperationPhoto
from erp.training.models.follow_up import (
    ExamEntry,
    FollowUp,
    Internship,
    Need,
    Outcome,
    StudentPaper,
)
from erp.training.models.ledger import HoursEntry, OrderLesson
from erp.training.models.measures import Gap, Hours, Line, Meter, Period
from erp.training.models.offers import CompanyOffer, OfferInterest

__all__ = [
    "CompanyOffer",
    "OfferInterest",
    "StatementBatch",
    "ExamEntry",
    "FollowUp",
    "Internship",
    "Need",
    "Outcome",
    "StudentPaper",
    "Observation",
    "OperationCompetence",
    "OperationPhoto",
    "Gap",
    "Hours",
    "HoursEntry",
    "Line",
    "Meter",
    "OrderLesson",
    "Period",
]
