"""Questions over the whole school: what waits for whom, and the day of who leads a session."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from erp.access.permissions import May, is_granted
from erp.billing import queries as billing
from erp.billing.models import Invoice
from erp.billing.states import InvoiceState
from erp.core import clock
from erp.core.db import db
from erp.customers import giving
from erp.customers.models import Customer
from erp.delivery.models import DeliverySlip
from erp.delivery.states import SlipState
from erp.people import queries as people
from erp.people.models import User
from erp.people.states import Role
from erp.production.models import HelpCall, Operation, WorkOrder
from erp.production.states import OperationState, WorkOrderState
from erp.safety import queries as safety
from erp.sales import queries as sales
from erp.sales.models import Claim, Quote, Request
from erp.sales.states import ClaimState, QuoteState, RequestState
from erp.timetable.models import ClassSession
from erp.training import queries as training
from erp.training.models import OfferInterest
from erp.training.states import InterestState


@dataclass(frozen=True)
class Waiting:
    """So many records of a kind wait for this person; `kind` names the page that shows them."""

    kind: str
    count: int


def what_waits(user: User, *, now: datetime) -> Sequence[Waiting]:
    """What this person can act on, the most pressing first; kinds with nothing are left out."""
    asked = [
        (kind, _count(question(user, now)))
        for kind, permission, question in WAITING
        if is_granted(user, permission)
    ]
    waiting = [Waiting(kind, count) for kind, count in asked if count]
    ends = _safety(user, clock.day_of(now)) if is_granted(user, May.MANAGE_SAFETY) else 0
    return [*waiting, Waiting("safety", ends)] if ends else waiting


def _safety(user: User, today: date) -> int:
    """What has ended, is missing, or ends within the month."""
    found = safety.deadlines(today, health=is_granted(user, May.KEEP_HEALTH))
    return sum(one.level(today) <= 30 for one in found)


def _count(question: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(question.subquery())) or 0


def _help(_user: User, _now: datetime) -> Select[Any]:
    return select(HelpCall.id).where(HelpCall.closed_at.is_(None))


def _to_validate(_user: User, _now: datetime) -> Select[Any]:
    return select(Operation.id).filter_by(state=OperationState.TO_VALIDATE)


def _messages(_user: User, _now: datetime) -> Select[Any]:
    return sales.waiting_messages()


def _claims(_user: User, _now: datetime) -> Select[Any]:
    return select(Claim.id).filter_by(state=ClaimState.OPEN)


def _revisions(_user: User, _now: datetime) -> Select[Any]:
    return sales.revisions_to_answer()


def _newcomers(_user: User, _now: datetime) -> Select[Any]:
    return select(Customer.id).filter_by(to_check=True)


def _offers(_user: User, _now: datetime) -> Select[Any]:
    return training.offers_to_check()


def _interests(_user: User, _now: datetime) -> Select[Any]:
    return select(OfferInterest.id).filter_by(state=InterestState.SAID)


def _tax(_user: User, now: datetime) -> Select[Any]:
    return giving.left_to_ask(clock.day_of(now))


def _locked(_user: User, _now: datetime) -> Select[Any]:
    return people.locked()


def _roll_calls(user: User, now: datetime) -> Select[Any]:
    """Today's sessions that have begun, without a roll: mine, or all for those who lead none."""
    begun = select(ClassSession.id).where(
        ClassSession.starts_at >= clock.start_of(clock.day_of(now)),
        ClassSession.starts_at <= now,
        ClassSession.rolled_at.is_(None),
    )
    leads = user.role in (Role.INSTRUCTOR, Role.TEACHER)
    return begun.where(ClassSession.leader_id == user.id) if leads else begun


def _requests(_user: User, _now: datetime) -> Select[Any]:
    return select(Request.id).filter_by(state=RequestState.RECEIVED)


def _studied(_user: User, _now: datetime) -> Select[Any]:
    return select(Request.id).filter_by(state=RequestState.STUDIED)


def _drafts(_user: User, _now: datetime) -> Select[Any]:
    waiting = (QuoteState.DRAFT, QuoteState.CHANGE_ASKED)
    return select(Quote.id).where(Quote.state.in_(waiting))


def _late_work(_user: User, now: datetime) -> Select[Any]:
    open_ones = (WorkOrderState.OPEN, WorkOrderState.RUNNING)
    late = WorkOrder.due_on < clock.day_of(now)
    return select(WorkOrder.id).where(WorkOrder.state.in_(open_ones), late)


def _to_sign(_user: User, _now: datetime) -> Select[Any]:
    return select(DeliverySlip.id).filter_by(state=SlipState.READY)


def _to_invoice(_user: User, _now: datetime) -> Select[Any]:
    return billing.waiting_for_invoice()


def _invoice_drafts(_user: User, _now: datetime) -> Select[Any]:
    return select(Invoice.id).filter_by(state=InvoiceState.DRAFT)


Question = Callable[[User, datetime], Select[Any]]
WAITING: tuple[tuple[str, May, Question], ...] = (
    ("help", May.REVIEW_WORK, _help),
    ("locked", May.MANAGE_TABLETS, _locked),
    ("to_validate", May.REVIEW_WORK, _to_validate),
    ("roll_calls", May.CALL_ROLL, _roll_calls),
    ("requests", May.STUDY_REQUESTS, _requests),
    ("studied", May.WRITE_QUOTES, _studied),
    ("messages", May.WRITE_QUOTES, _messages),
    ("claims", May.WRITE_QUOTES, _claims),
    ("revisions", May.WRITE_QUOTES, _revisions),
    ("newcomers", May.WRITE_CUSTOMERS, _newcomers),
    ("offers", May.WRITE_STUDENTS, _offers),
    ("interests", May.WRITE_STUDENTS, _interests),
    ("tax", May.WRITE_CUSTOMERS, _tax),
    ("quotes", May.WRITE_QUOTES, _drafts),
    ("late_work", May.READ_WORK, _late_work),
    ("to_sign", May.WRITE_DELIVERIES, _to_sign),
    ("to_invoice", May.WRITE_INVOICES, _to_invoice),
    ("invoices", May.WRITE_INVOICES, _invoice_drafts),
)


def today_of(user: User, *, day: date) -> Sequence[ClassSession]:
    """The sessions this person leads on a day, in order."""
    begins, ends = clock.start_of(day), clock.start_of(date.fromordinal(day.toordinal() + 1))
    mine = (
        select(ClassSession)
        .where(ClassSession.starts_at >= begins, ClassSession.starts_at < ends)
        .filter_by(leader_id=user.id)
        .options(joinedload(ClassSession.cohort), joinedload(ClassSession.place))
    )
    return db.session.scalars(mine.order_by(ClassSession.starts_at)).all()
