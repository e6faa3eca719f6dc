"""What an event that makes sense does: times, pieces, calls."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal

from erp.core.db import db
from erp.core.words import N_
from erp.production import queries, rules
from erp.production.actions import undoing
from erp.production.actions.reading import NotUnderstood, Said, number, word
from erp.production.models import HelpCall, PieceCount, TabletEvent, TimeEntry
from erp.production.states import (
    OPERATION,
    WORK_ORDER,
    EventKind,
    PauseReason,
    ScrapReason,
    WorkOrderState,
)

MOST_PIECES, LONGEST_DECLARED = 100_000, 8 * 60  # pieces; minutes


def _start(said: Said, event: TabletEvent) -> None:
    """A start ends what the student was on, unless both are done at once (« temps masqué »)."""
    _set_going(said)
    parallel = said.data.get("parallel") is True
    going_on = _by_student(queries.open_entries(said.student_ids))
    for student_id in said.student_ids:
        entries = going_on.get(student_id, [])
        if any(entry.operation_id == said.operation.id for entry in entries):
            continue
        if not parallel:
            for entry in entries:
                _end(entry, said, event, None)
        db.session.add(
            TimeEntry(
                operation_id=said.operation.id,
                student_id=student_id,
                started_at=said.happened_at,
                start_event_id=event.id,
                is_parallel=parallel and bool(entries),
            )
        )


def _set_going(said: Said) -> None:
    OPERATION.make("start", said.operation, actor=said.student)
    work_order = said.operation.work_order
    if work_order.state is WorkOrderState.OPEN:
        WORK_ORDER.make("start", work_order, actor=said.student)


def _by_student(entries: Sequence[TimeEntry]) -> dict[int, list[TimeEntry]]:
    found: dict[int, list[TimeEntry]] = {}
    for entry in entries:
        found.setdefault(entry.student_id, []).append(entry)
    return found


def _end(entry: TimeEntry, said: Said, event: TabletEvent, reason: PauseReason | None) -> None:
    entry.ended_at = max(said.happened_at, entry.started_at)
    entry.end_event_id, entry.pause_reason = event.id, reason
    entry.ended_by_bell = False


def _still_on(said: Said) -> list[TimeEntry]:
    """The entries that go on; and those the bell ended later than what is said now: word that
    comes late is truer than the timetable."""
    by_bell = queries.ended_by_bell_on(said.operation.id, after=said.happened_at)
    return [*queries.open_entries_on(said.operation.id), *by_bell]


def _pause(said: Said, event: TabletEvent) -> None:
    reason = word(PauseReason, said.data.get("reason"), N_("Pause sans raison."))
    on_it = _still_on(said)
    mine = [entry for entry in on_it if entry.student_id in said.student_ids]
    if not mine:
        OPERATION.check("pause", said.operation)
    for entry in mine:
        _end(entry, said, event, reason)
    everybody = all(entry.student_id in said.student_ids for entry in on_it)
    if everybody and "pause" in OPERATION.verbs(said.operation.state):
        OPERATION.make("pause", said.operation, actor=said.student)


def _done(said: Said, event: TabletEvent) -> None:
    """Pieces are counted; when all have been through, the work is handed to the instructor."""
    good, scrapped = _pieces(said, "good"), _pieces(said, "scrapped")
    reason = said.data.get("reason")
    why = word(ScrapReason, reason, N_("Rebut sans raison.")) if scrapped else None
    OPERATION.check("hand_in", said.operation)
    rules.check_pieces(said.operation, good)
    for entry in _still_on(said):
        _end(entry, said, event, None)
    count = PieceCount(good=good, scrapped=scrapped, scrap_reason=why, event_id=event.id)
    count.declared_at = said.happened_at
    said.operation.counts.append(count)
    if rules.produced(said.operation.counts) >= said.operation.work_order.quantity:
        OPERATION.make("hand_in", said.operation, actor=said.student)
    elif "pause" in OPERATION.verbs(said.operation.state):
        OPERATION.make("pause", said.operation, actor=said.student)


def _pieces(said: Said, name: str) -> Decimal:
    told = number(said.data.get(name, 0), N_("Nombre de pièces impossible."), most=MOST_PIECES)
    return Decimal(told)


def _help(said: Said, event: TabletEvent) -> None:
    if queries.open_help(said.operation.id, said.student.id) is None:
        call = HelpCall(operation_id=said.operation.id, student_id=said.student.id)
        call.event_id, call.called_at = event.id, said.happened_at
        db.session.add(call)


def _photo(said: Said, event: TabletEvent) -> None:
    """The picture follows by itself and names this event: nothing more to do."""


def _declare(said: Said, event: TabletEvent) -> None:
    """A team leader says how long the team has worked, up to now."""
    why = N_("Durée impossible.")
    minutes = number(said.data.get("minutes"), why, least=1, most=LONGEST_DECLARED)
    if "start" not in OPERATION.verbs(said.operation.state):
        OPERATION.check("start", said.operation)
    began = said.happened_at - timedelta(minutes=minutes)
    if queries.entries_between(said.student_ids, began, said.happened_at):
        raise NotUnderstood(why=N_("Quelqu'un avait déjà un temps à cette heure."))
    for student_id in said.student_ids:
        entry = TimeEntry(operation_id=said.operation.id, student_id=student_id)
        entry.started_at, entry.ended_at = began, said.happened_at
        entry.start_event_id = entry.end_event_id = event.id
        db.session.add(entry)
    _declared(said)


def _declared(said: Said) -> None:
    if "pause" not in OPERATION.verbs(said.operation.state):
        _set_going(said)
    if not queries.open_entries_on(said.operation.id):
        OPERATION.make("pause", said.operation, actor=said.student)


def _undo(said: Said, event: TabletEvent) -> None:
    undoing.undo_last(said, event)


Apply = Callable[[Said, TabletEvent], None]
APPLY: dict[EventKind, Apply] = {
    EventKind.START: _start,
    EventKind.PAUSE: _pause,
    EventKind.DONE: _done,
    EventKind.HELP: _help,
    EventKind.PHOTO: _photo,
    EventKind.DECLARE: _declare,
    EventKind.UNDO: _undo,
}
