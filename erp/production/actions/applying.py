"""What an event that makes sense does: times, pieces, calls."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal

from erp.core.db import db
from erp.core.words import N_
from erp.production import queries, rules
from erp.production.actions import cards, undoing
from erp.production.actions.reading import NotUnderstood, Said, number, word
from erp.production.models import HelpCall, PieceCount, TabletEvent, TimeEntry
from erp.production.refusals import FirstPieceFirst, InstructorStarts
from erp.production.states import (
    OPERATION,
    WORK_ORDER,
    EventKind,
    Feeling,
    Identity,
    OperationState,
    PauseReason,
    ScrapReason,
    WorkOrderState,
)

MOST_PIECES, LONGEST_DECLARED = 100_000, 8 * 60  # pieces; minutes


def _start(said: Said, event: TabletEvent) -> None:
    """A start ends what the student was on, unless both are done at once (« temps masqué »)."""
    _check_autonomy(said)
    rules.check_drawing(said.operation, queries.is_in_question(said.operation))
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


def _level(said: Said) -> int:
    """The instructor who vouches for an event has seen to it."""
    if said.identity is Identity.INSTRUCTOR:
        return queries.USUAL_LEVEL
    return queries.level_of(said.student.id, said.operation.operation_type_id)


def _check_autonomy(said: Said) -> None:
    """At level 1 the first start is the instructor's; going on after a pause is the student's."""
    if said.operation.state is OperationState.TO_DO and _level(said) == 1:
        raise InstructorStarts


def _check_first_piece(said: Said, pieces: Decimal) -> None:
    """At levels 1 and 2 nobody goes on to a second piece before the first one is good."""
    if pieces > 1 and _level(said) < queries.USUAL_LEVEL:
        checked = queries.first_piece(said.operation.id)
        if checked is None or not checked.is_good:
            raise FirstPieceFirst


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
    if reason is PauseReason.BREAKDOWN:
        cards.report_breakdown(said, event)
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
    _check_first_piece(said, good + scrapped)
    for entry in _still_on(said):
        _end(entry, said, event, None)
    count = PieceCount(good=good, scrapped=scrapped, scrap_reason=why, event_id=event.id)
    count.declared_at, count.reworked = said.happened_at, _pieces(said, "rework")
    feeling = said.data.get("feeling")
    count.feeling = Feeling.of(feeling) if feeling in set(Feeling) else None
    _send_back(said, event, count.reworked)
    said.operation.counts.append(count)
    if rules.produced(said.operation.counts) >= said.operation.work_order.quantity:
        OPERATION.make("hand_in", said.operation, actor=said.student)
    elif "pause" in OPERATION.verbs(said.operation.state):
        OPERATION.make("pause", said.operation, actor=said.student)


def _send_back(said: Said, event: TabletEvent, pieces: Decimal) -> None:
    """Pieces to rework are no longer good at the operation before, which is to be done again."""
    before = queries.operation_before(said.operation) if pieces else None
    if not pieces:
        return
    if before is None or before.good < pieces:
        raise NotUnderstood(why=N_("Aucune opération d'avant à reprendre."))
    taken = PieceCount(operation_id=before.id, good=-pieces, scrapped=Decimal(0))
    taken.event_id, taken.declared_at = event.id, said.happened_at
    taken.correction_note = N_("Pièces à reprendre")
    before.counts.append(taken)
    if "redo" in OPERATION.verbs(before.state):
        OPERATION.make("redo", before, actor=said.student, note=N_("Pièces à reprendre"))


def _pieces(said: Said, name: str) -> Decimal:
    told = number(said.data.get(name, 0), N_("Nombre de pièces impossible."), most=MOST_PIECES)
    return Decimal(told)


def _help(said: Said, event: TabletEvent) -> None:
    if queries.open_help(said.operation.id, said.student.id) is None:
        call = HelpCall(operation_id=said.operation.id, student_id=said.student.id)
        call.event_id, call.called_at = event.id, said.happened_at
        db.session.add(call)


def _photo(said: Said, event: TabletEvent) -> None:
    """The picture follows by itself and names this event; asked for by a step, it answers it."""
    if said.data.get("step_id"):
        cards.say_step(said, event)


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
    EventKind.STEP: cards.say_step,
    EventKind.INCIDENT: cards.say_incident,
    EventKind.NON_CONFORMITY: cards.say_non_conformity,
}
