"""An order at the workshop: teams, what their tablets say, and the instructor's word."""

from collections.abc import Generator
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from erp.core import clock
from erp.core.db import db
from erp.demo.equipment import BOILER
from erp.demo.floor import Turn
from erp.demo.stories import Story, Town
from erp.people.models import Student, Tablet, User
from erp.production import actions as production
from erp.production.models import Assignment, Operation, TeamMember, WorkOrder
from erp.production.refusals import TeamRefused
from erp.production.states import EventKind, OperationState, ScrapReason
from erp.safety.hours import LIMITS
from erp.timetable.models import ClassSession

HOUR = 3600
LONG = 3 * HOUR  # one student on one operation in one session
LAST_BELL = timedelta(minutes=12)


class Ending(StrEnum):
    """How an order in progress was left yesterday."""

    HANDED_IN = "handed_in"
    REDO = "redo"
    HELP = "help"


Making = Generator[datetime, None, datetime | None]  # at the end: when, or None: no turn was left


def make(town: Town, work_order: WorkOrder, trade: str, *, steps: int = 99) -> Making:
    """The first `steps` operations, each validated; tells when the last one was."""
    done_at: datetime | None = clock.now()
    for operation in work_order.operations[:steps]:
        done_at = yield from make_one(town, operation, trade, after=done_at or clock.now())
        if done_at is None:
            return None
        done_at += LAST_BELL
        yield done_at
        session = operation.assignments[-1].class_session
        production.validate_operation(operation, actor=session.leader, now=done_at)
    return done_at


def make_one(
    town: Town, operation: Operation, trade: str, *, after: datetime, scrap: int = 0
) -> Making:
    """Session after session until the students have handed it in."""
    left = operation.student_seconds * town.random.uniform(0.85, 1.2)
    while True:
        size = min(4, max(2, round(left / LONG)))
        turn = town.floor.next_turn(operation, town.floor.place_of(trade), after, size)
        if turn is None:
            return None
        yield turn.starts_at
        begin(town, operation, turn)
        worked = min(left / len(turn.students), turn.room.total_seconds())
        after = turn.starts_at + timedelta(seconds=max(600, round(worked)))
        left -= worked * len(turn.students)
        yield after
        if left < HOUR / 4:
            finish(town, operation, turn, after, scrap)
            return after
        say(town, operation, turn, EventKind.PAUSE, after, reason="lesson")


def begin(town: Town, operation: Operation, turn: Turn) -> None:
    give(operation, turn.session, turn.students, turn.session.leader)
    say(town, operation, turn, EventKind.START, turn.starts_at)


def give(operation: Operation, session: ClassSession, students: list[Student], actor: User) -> None:
    """A demo opened at night or on a Sunday has a session then, which no rule of hours allows."""
    try:
        production.assign_team(operation, session, students, instructor=session.leader, actor=actor)
    except TeamRefused as refused:
        if not all(isinstance(reason, LIMITS) for reason in refused.reasons):
            raise
        members = [TeamMember(student=student) for student in students]
        facts = {"operation": operation, "class_session": session, "instructor": session.leader}
        db.session.add(Assignment(**facts, members=members))


def finish(town: Town, operation: Operation, turn: Turn, at: datetime, scrap: int = 0) -> None:
    pieces = int(operation.work_order.quantity)
    reason = {"reason": ScrapReason.MEASURE.value} if scrap else {}
    data = {"good": pieces - scrap, "scrapped": scrap, **reason}
    say(town, operation, turn, EventKind.DONE, at, **data)


def leave_open(town: Town, operation: Operation, trade: str, ending: Ending) -> Making:
    """What yesterday left for the instructor: to validate, sent back, or a call for help."""
    turn = town.floor.next_turn(operation, town.floor.place_of(trade), town.days.at(1, 7), 3)
    if turn is None:
        return None
    yield turn.starts_at
    begin(town, operation, turn)
    at = turn.starts_at + turn.room * 0.6
    yield at
    if ending is Ending.HELP:
        say(town, operation, turn, EventKind.HELP, at)
    else:
        finish(town, operation, turn, at, scrap=1 if operation.work_order.quantity > 1 else 0)
    at = turn.starts_at + turn.room
    yield at
    if ending is Ending.HELP:
        say(town, operation, turn, EventKind.PAUSE, at, reason="other")
    elif ending is Ending.REDO:
        reason = "Deux pièces hors tolérance : reprendre le diamètre."
        production.redo_operation(operation, reason=reason, actor=turn.session.leader, now=at)
    return at


def speak_without_code(town: Town) -> Story:
    """An event that nobody signed with a PIN: an instructor has to look at it."""
    yield town.days.at(1, 15, 20)
    tablet = town.floor.tablets[BOILER]
    send(town, tablet, None, clock.now(), {"kind": "pause", "student_ids": []})


def say(
    town: Town, operation: Operation, turn: Turn, kind: EventKind, at: datetime, **data: object
) -> None:
    """As the tablet of the place sends it."""
    db.session.flush()  # the tablet speaks of operations by their id
    send(town, town.floor.tablets[turn.session.place.name], turn.students[0], at, {
        "kind": kind.value,
        "operation_id": operation.id,
        "student_ids": [student.id for student in turn.students],
        "data": data,
    })  # fmt: skip


def send(
    town: Town, tablet: Tablet, student: Student | None, at: datetime, event: dict[str, object]
) -> None:
    uuid = UUID(int=town.random.getrandbits(128), version=4)
    told = {"uuid": str(uuid), "client_time": at.isoformat(), "offset_ms": 0, **event}
    production.receive([told], tablet=tablet, student=student, now=at)


def assign_today(town: Town, open_orders: list[tuple[WorkOrder, str]]) -> Story:
    """Yesterday evening: the teams of today, so that tablets have something to show."""
    yield town.days.at(1, 16, 50)
    chief = town.staff("atelier")
    given: set[tuple[int, datetime]] = set()  # one team at a time for one operation
    for session in (one for one in town.floor.sessions if one.day == town.wishes.today):
        for work_order, trade in open_orders:
            operation = next_to_do(work_order)
            if operation is None or town.floor.place_of(trade) != session.place.name:
                continue
            if (operation.id, session.starts_at) in given:
                continue
            given.add((operation.id, session.starts_at))
            free = town.floor.free_at(session, operation)
            if len(free) < 2:
                break
            team = town.random.sample(free, min(3, len(free)))
            town.floor.busy[session.id] |= {student.id for student in team}
            give(operation, session, team, chief)


def next_to_do(work_order: WorkOrder) -> Operation | None:
    """The first operation that students can go on with."""
    idle = {OperationState.TO_DO, OperationState.PAUSED, OperationState.TO_REDO}
    for operation in work_order.operations:
        if operation.state in idle:
            return operation
    return None
