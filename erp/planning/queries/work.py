"""Open operations as the engine sees them, with what is already decided about each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from erp.core.db import db
from erp.equipment.models import Machine
from erp.planning import rules
from erp.planning.engine import instance as engine
from erp.planning.queries.moments import local
from erp.production import queries as production
from erp.production.models import Assignment, Operation, WorkOrder
from erp.production.states import OperationState, WorkOrderState
from erp.timetable.models import ClassSession

OPEN = (WorkOrderState.OPEN, WorkOrderState.RUNNING)
OVER = (OperationState.DONE, OperationState.TO_VALIDATE)
MORNING, EVENING = time(8), time(18)


@dataclass(frozen=True)
class Planned:
    orders: tuple[engine.Order, ...]
    operations: tuple[engine.Operation, ...]
    pins: tuple[engine.Pin, ...]
    published: tuple[engine.Published, ...]


def open_operations() -> Sequence[Operation]:
    """What is still to be made, work order by work order."""
    chosen = (
        select(Operation)
        .join(WorkOrder)
        .where(WorkOrder.state.in_(OPEN), Operation.state.not_in(OVER))
        .order_by(Operation.work_order_id, Operation.position)
    )
    load = (
        joinedload(Operation.work_order),
        joinedload(Operation.operation_type),
        selectinload(Operation.time_entries),
        selectinload(Operation.assignments).options(
            joinedload(Assignment.class_session), selectinload(Assignment.members)
        ),
    )
    return db.session.scalars(chosen.options(*load)).all()


def planned_work(
    operations: Sequence[Operation],
    machines: dict[int, list[Machine]],
    sessions: dict[int, list[ClassSession]],
    now: datetime,
) -> Planned:
    work_orders = {one.work_order_id: one.work_order for one in operations}
    waits = _waits(work_orders)
    before: dict[int, Operation] = {}
    found = []
    for one in operations:
        previous = before.get(one.work_order_id)
        held = [*waits.get((one.work_order_id, one.id), ())]
        held += [] if previous else waits.get((one.work_order_id, None), ())
        found.append(_operation(one, previous, machines, now, tuple(held)))
        before[one.work_order_id] = one
    return _with_places(work_orders, found, operations, now)


def _with_places(
    work_orders: dict[int, WorkOrder],
    found: list[engine.Operation],
    operations: Sequence[Operation],
    now: datetime,
) -> Planned:
    places = _Places(now)
    ordered = sorted(places.to_come(operations), key=lambda a: (a.class_session.starts_at, a.id))
    standing = [place for one in ordered if (place := places.of(one)) is not None]
    return Planned(
        tuple(_order(one) for one in work_orders.values()),
        tuple(found),
        tuple(places.pins),
        tuple(standing),
    )


def _order(one: WorkOrder) -> engine.Order:
    promise = datetime.combine(one.due_on, EVENING) if one.due_on else None
    return engine.Order(one.number, one.number, promise)


def _operation(
    one: Operation,
    previous: Operation | None,
    machines: dict[int, list[Machine]],
    now: datetime,
    waits: tuple[engine.Wait, ...],
) -> engine.Operation:
    logged = production.measure(production.given(one, now)).student_seconds
    left = rules.minutes_left(one.student_seconds, logged)
    team = rules.team_size(left, _known_team(one))
    minutes = -(-left // team)
    kind = one.operation_type
    return engine.Operation(
        id=str(one.id),
        name=f"{one.work_order.number} · {one}",
        order=one.work_order.number,
        minutes=minutes,
        team=team,
        kind=kind.name,
        machines=tuple((str(m.id), minutes) for m in machines.get(kind.machine_type_id, ())),
        after=(engine.Link(str(previous.id)),) if previous else (),
        waits=waits,
    )


def _known_team(one: Operation) -> int:
    """The size of the last team that was formed for it."""
    formed = sorted(one.assignments, key=lambda a: a.class_session.starts_at)
    return len(formed[-1].members) if formed else 0


def _waits(work_order_ids: Collection[int]) -> dict[tuple[int, int | None], list[engine.Wait]]:
    """By work order and operation (None: its first that is still open)."""
    found: dict[tuple[int, int | None], list[engine.Wait]] = {}
    for one in production.supplies_of(work_order_ids):
        due = datetime.combine(one.expected_on, MORNING) if one.expected_on else None
        wait = engine.Wait(one.awaited.value, one.label, due, one.received_on is not None)
        found.setdefault((one.work_order_id, one.operation_id), []).append(wait)
    return found


class _Places:
    """Assignments have a session and no hour: inside it they follow each other."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.free: dict[str, datetime] = {}  # by student or machine, from when
        self.pins: list[engine.Pin] = []
        self.done: set[int] = set()

    def to_come(self, operations: Sequence[Operation]) -> list[Assignment]:
        return [
            a for one in operations for a in one.assignments if a.class_session.starts_at > self.now
        ]

    def of(self, one: Assignment) -> engine.Published | None:
        """Where the operation's first coming team stands; the others continue it."""
        session, operation = one.class_session, one.operation
        students = tuple(sorted(str(member.student_id) for member in one.members))
        machine = str(one.machine_id) if one.machine_id else ""
        start = max(
            local(session.starts_at), *(self.free.get(name, datetime.min) for name in students)
        )
        left = rules.minutes_left(operation.student_seconds, 0)
        slots = -(-left // max(1, len(students)) // rules.SLOT)
        end = start + timedelta(minutes=slots * rules.SLOT)
        self.free.update(dict.fromkeys(students, min(end, local(session.ends_at))))
        if operation.id in self.done or not students:
            return None
        self.done.add(operation.id)
        if one.is_pinned:
            pin = engine.Pin(str(operation.id), start, machine, students, str(one.instructor_id))
            self.pins.append(pin)
        last = max(a.class_session.ends_at for a in operation.assignments)
        return engine.Published(str(operation.id), start, machine, students, local(last))
