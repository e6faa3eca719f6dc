"""What a tablet said becomes time, pieces and calls; what it cannot mean is kept for review."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from erp.core.db import db
from erp.core.refusal import Refusal
from erp.people.models import Student, Tablet
from erp.production import queries, rules
from erp.production.actions.reading import NotUnderstood, Said, read
from erp.production.models import HelpCall, PieceCount, TabletEvent, TimeEntry
from erp.production.states import (
    OPERATION,
    WORK_ORDER,
    EventAnswer,
    EventKind,
    WorkOrderState,
)


@dataclass(frozen=True)
class Told:
    """What the tablet hears about one event."""

    uuid: str
    answer: EventAnswer
    message: str = ""


def receive(
    events: Sequence[object], *, tablet: Tablet, student: Student | None, now: datetime
) -> list[Told]:
    """Take events in the order they come, each all or nothing. `student` has given the PIN."""
    return [_receive(raw, tablet, student, now) for raw in events]


def _receive(raw: object, tablet: Tablet, student: Student | None, now: datetime) -> Told:
    payload: dict[str, object] = raw if isinstance(raw, dict) else {"raw": repr(raw)[:2000]}
    uuid = str(payload.get("uuid") or "")[:64] or f"sans-{uuid4()}"
    if queries.event_by_uuid(uuid) is not None:
        return Told(uuid, EventAnswer.ALREADY_RECEIVED)
    try:
        with db.session.begin_nested():
            said = read(payload, uuid=uuid, tablet=tablet, student=student, now=now)
            event = _keep(uuid, tablet, payload, now, said)
            APPLY[said.kind](said, event, now)
    except (NotUnderstood, Refusal) as why:
        _keep(uuid, tablet, payload, now, None, reason=str(why))
        return Told(uuid, EventAnswer.TO_REVIEW, str(why))
    return Told(uuid, EventAnswer.ACCEPTED)


def _keep(
    uuid: str,
    tablet: Tablet,
    payload: dict[str, object],
    now: datetime,
    said: Said | None,
    reason: str = "",
) -> TabletEvent:
    event = TabletEvent(
        uuid=uuid,
        tablet_id=tablet.id,
        operation_id=said.operation.id if said else None,
        kind=said.kind if said else None,
        happened_at=said.happened_at if said else None,
        received_at=now,
        payload=payload,
        answer=EventAnswer.ACCEPTED if said else EventAnswer.TO_REVIEW,
        reason=reason,
    )
    db.session.add(event)
    db.session.flush()  # what it makes points to it by its id
    return event


def _start(said: Said, event: TabletEvent, _now: datetime) -> None:
    OPERATION.make("start", said.operation, actor=said.student)
    work_order = said.operation.work_order
    if work_order.state is WorkOrderState.OPEN:
        WORK_ORDER.make("start", work_order, actor=said.student)
    going_on = {entry.student_id: entry for entry in queries.open_entries(said.student_ids)}
    for student_id in said.student_ids:
        entry = going_on.get(student_id)
        if entry is not None and entry.operation_id == said.operation.id:
            continue
        if entry is not None:  # a new start ends what the student was on
            _end(entry, said, event)
        db.session.add(
            TimeEntry(
                operation_id=said.operation.id,
                student_id=student_id,
                started_at=said.happened_at,
                start_event_id=event.id,
            )
        )


def _end(entry: TimeEntry, said: Said, event: TabletEvent) -> None:
    entry.ended_at = max(said.happened_at, entry.started_at)
    entry.end_event_id, entry.pause_reason = event.id, said.pause_reason


def _pause(said: Said, event: TabletEvent, _now: datetime) -> None:
    OPERATION.check("pause", said.operation)
    on_it = queries.open_entries_on(said.operation.id)
    for entry in on_it:
        if entry.student_id in said.student_ids:
            _end(entry, said, event)
    if all(entry.student_id in said.student_ids for entry in on_it):
        OPERATION.make("pause", said.operation, actor=said.student)


def _done(said: Said, event: TabletEvent, _now: datetime) -> None:
    """Pieces are counted; when all have been through, the work is handed to the instructor."""
    OPERATION.check("hand_in", said.operation)
    rules.check_pieces(said.operation, said.good)
    for entry in queries.open_entries_on(said.operation.id):
        _end(entry, said, event)
    count = PieceCount(
        good=said.good,
        scrapped=said.scrapped,
        scrap_reason=said.scrap_reason,
        event_id=event.id,
        declared_at=said.happened_at,
    )
    said.operation.counts.append(count)
    if rules.produced(said.operation.counts) >= said.operation.work_order.quantity:
        OPERATION.make("hand_in", said.operation, actor=said.student)
    elif "pause" in OPERATION.verbs(said.operation.state):
        OPERATION.make("pause", said.operation, actor=said.student)


def _help(said: Said, event: TabletEvent, _now: datetime) -> None:
    if queries.open_help(said.operation.id, said.student.id) is None:
        call = HelpCall(
            operation_id=said.operation.id, student_id=said.student.id,
            event_id=event.id, called_at=said.happened_at,
        )  # fmt: skip
        db.session.add(call)


Apply = Callable[[Said, TabletEvent, datetime], None]
APPLY: dict[EventKind, Apply] = {
    EventKind.START: _start,
    EventKind.PAUSE: _pause,
    EventKind.DONE: _done,
    EventKind.HELP: _help,
}
