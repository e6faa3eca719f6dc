"""The open work as the board sees it: what each team will do of it, and when an order is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from erp.core import clock
from erp.core.db import db
from erp.planning import rules
from erp.production import queries as production
from erp.production.models import Assignment, Operation, TeamMember, WorkOrder
from erp.production.states import OperationState, WorkOrderState
from erp.sales.models import Order, OrderLine
from erp.timetable.models import ClassSession

OPEN = (WorkOrderState.OPEN, WorkOrderState.RUNNING)
OVER = (OperationState.DONE, OperationState.TO_VALIDATE)
CUSTOMER = (
    joinedload(Operation.work_order)
    .joinedload(WorkOrder.order_line)
    .joinedload(OrderLine.order)
    .joinedload(Order.customer)
)
TEAMS = selectinload(Operation.assignments).options(
    joinedload(Assignment.class_session),
    joinedload(Assignment.instructor),
    joinedload(Assignment.machine),
    selectinload(Assignment.members).joinedload(TeamMember.student),
)
Span = tuple[datetime, datetime]
Slot = tuple[ClassSession, int]  # a session, and how many students are given to it
LOAD = (CUSTOMER, joinedload(Operation.operation_type), selectinload(Operation.time_entries), TEAMS)


@dataclass
class WorkInHand:
    """Operations by id. `minutes`: of each student of a team in its session, by assignment id.

    What is asked of the plan is the solver's; this only adds up what the teams that stand will
    have done, and when. `awaited`: by work order, the day the last of what it waits for comes;
    nothing is done before it, wherever a team was put.
    """

    operations: Sequence[Operation]
    now: datetime
    awaited: dict[int, date] = field(default_factory=dict)
    minutes: dict[int, int] = field(default_factory=dict)
    left: dict[int, int] = field(default_factory=dict)  # student minutes without a team
    ends: dict[int, datetime] = field(default_factory=dict)  # by operation that will be done
    of_order: dict[int, list[Operation]] = field(default_factory=dict)  # by work order, in turn

    def __post_init__(self) -> None:
        for one in self.operations:
            self.of_order.setdefault(one.work_order_id, []).append(one)
            self._spread(one)

    def _spread(self, operation: Operation) -> None:
        spans = production.given(operation, self.now)
        left = self._asked(operation, spans)
        for team in in_turn(operation.assignments):
            session = team.class_session
            if session.ends_at <= self.now:
                self.minutes[team.id] = _within(spans, session) // max(1, len(team.members))
                continue
            begins, share = self._share(left, session, len(team.members))
            self.minutes[team.id] = share
            left = max(0, left - share * len(team.members))
            if left == 0 and operation.id not in self.ends:
                self.ends[operation.id] = begins + timedelta(minutes=share)
        self.left[operation.id] = left

    def _asked(self, operation: Operation, spans: list[Span]) -> int:
        if operation.state in OVER:
            return 0
        logged = production.measure(spans).student_seconds
        return rules.minutes_left(operation.student_seconds, logged)

    def _share(self, left: int, session: ClassSession, students: int) -> tuple[datetime, int]:
        """When they begin, and the minutes of each."""
        begins = max(session.starts_at, self.now)
        room = _minutes(begins, session.ends_at)
        return begins, min(rules.shared(left, students), room)

    def projected_with(self, operation: Operation, slots: Iterable[Slot]) -> date | None:
        """The day its order is done if these were the teams of this operation."""
        left = self._asked(operation, production.given(operation, self.now))
        end = self.now
        for session, students in sorted(slots, key=lambda slot: slot[0].starts_at):
            if session.ends_at > self.now and left:
                begins, share = self._share(left, session, students)
                left, end = max(0, left - share * students), begins + timedelta(minutes=share)
        others = [o for o in self._still(operation.work_order_id) if o.id != operation.id]
        if left or any(self.left[one.id] for one in others):
            return None
        moments = [end, *(self.ends[o.id] for o in others)]
        return self._last(operation.work_order_id, moments)

    def _still(self, work_order_id: int) -> list[Operation]:
        return [one for one in self.of_order.get(work_order_id, []) if one.state not in OVER]

    def projected(self, work_order_id: int) -> date | None:
        """The day the last operation is done with the teams that stand; None: some have none."""
        still = self._still(work_order_id)
        if not still or any(self.left[one.id] for one in still):
            return None
        return self._last(work_order_id, [self.ends[one.id] for one in still])

    def _last(self, work_order_id: int, moments: Sequence[datetime]) -> date:
        comes = self.awaited.get(work_order_id, date.min)
        return max(comes, *(clock.day_of(moment) for moment in moments))

    def waiting(self) -> list[Operation]:
        """What still wants a team, the soonest promised first."""
        found = [
            one for one in self.operations if self.left[one.id] and one.work_order.state in OPEN
        ]
        return sorted(found, key=_promise)


def work_in_hand(now: datetime, *, session_ids: Iterable[int] = ()) -> WorkInHand:
    """All open work, and what has a team at these sessions."""
    shown = select(Assignment.operation_id).where(Assignment.class_session_id.in_(session_ids))
    is_open = WorkOrder.state.in_(OPEN) & Operation.state.not_in(OVER)
    chosen = select(Operation).join(WorkOrder).where(or_(is_open, Operation.id.in_(shown)))
    ordered = chosen.order_by(Operation.work_order_id, Operation.position).options(*LOAD)
    operations = db.session.scalars(ordered).all()
    return WorkInHand(operations, now, production.awaited_until(clock.day_of(now)))


def in_turn(teams: Iterable[Assignment]) -> list[Assignment]:
    """As they follow each other: by session, then as they were put in order inside it."""
    return sorted(teams, key=lambda one: (one.class_session.starts_at, one.rank, one.id))


def _within(spans: Iterable[Span], session: ClassSession) -> int:
    """The minutes of these that fall into the session."""
    return sum(
        max(0, _minutes(max(start, session.starts_at), min(end, session.ends_at)))
        for start, end in spans
    )


def _minutes(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds()) // 60


def _promise(one: Operation) -> tuple[date, int, int]:
    return (one.work_order.due_on or date.max, one.work_order_id, one.position)
