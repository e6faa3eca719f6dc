"""Requests, quotes and orders as they are stored."""

from erp.sales.models.exchanges import Attachment, Certificate, Claim, Message
from erp.sales.models.offers import Offer, QuoteBreak, offers_of
from erp.sales.models.orders import Order, OrderLine
from erp.sales.models.pending import PendingFile, PendingRequest
from erp.sales.models.quotes import Quote, QuoteAnswer, QuoteLine, QuoteOperation
from erp.sales.models.requests import InterestSheet, Request, RequestFile, RequestPart
from erp.sales.models.revisions import (
    DrawingRevision,
)
from erp.sales.models.study import QuoteRemark, Routing, RoutingStep

__all__ = [
    "DrawingRevision",
    "Attachment",
    "Certificate",
    "Claim",
    "InterestSheet",
    "Message",
    "Offer",
    "Order",
    "OrderLine",
    "PendingFile",
    "PendingRequest",
    "Quote",
    "QuoteAnswer",
    "QuoteBreak",
    "QuoteLine",
    "QuoteOperation",
    "QuoteRemark",
    "Request",
    "RequestFile",
    "RequestPart",
    "Routing",
    "RoutingStep",
    "offers_of",
]
