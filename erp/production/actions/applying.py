"""What an event that makes sense does: times, pieces, calls."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal

from erp.core import plain
from erp.core.words import N_
from erp.core.workflow import Workflow
from erp.production import queries, rules
from erp.production.actions import cards, undoing
from erp.production.actions.leaving import end_call, leave
from erp.production.actions.reading import NotUnderstood, Said, number, word
from erp.production.models import (
    EntryInHand,
    HelpCall,
    Operation,
    OperationInHand,
    PieceCount,
    TimeEntry,
    WorkOrderInHand,
)
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


def _start(said: Said, event_id: int) -> None:
    """A start ends what the student was on, unless both are done at once (« temps masqué »)."""
    _check_autonomy(said)
    rules.check_drawing(said.operation, queries.is_in_question(said.operation))
    _set_going(said)
    parallel = said.data.get("parallel") is True
    going_on = _by_student(queries.going_on(said.student_ids))
    left: set[int] = set()
    for student_id in said.student_ids:
        entries = going_on.get(student_id, [])
        if any(entry.operation_id == said.operation.id for entry in entries):
            continue
        if not parallel:
            for entry in entries:
                _end(entry, said, event_id, None)
                left.add(entry.operation_id)
        plain.add(
            TimeEntry,
            operation_id=said.operation.id,
            student_id=student_id,
            started_at=said.happened_at,
            start_event_id=event_id,
            is_parallel=parallel and bool(entries),
        )
    leave(left, said.student_ids, actor=said.student, at=said.happened_at, event_id=event_id)


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
    _move(OPERATION, "start", said.operation, said)
    work_order = said.operation.work_order
    if work_order.state is WorkOrderState.OPEN:
        _move(WORK_ORDER, "start", work_order, said)


def _move(
    workflow: Workflow, verb: str, one: OperationInHand | WorkOrderInHand, said: Said
) -> None:
    """By its workflow, as ever; what it was when it was read must still hold."""
    workflow.make(verb, one, actor=said.student)
    plain.change(one.kind, one.id, one.version, state=one.state)
    one.version += 1


def _by_student(entries: Sequence[EntryInHand]) -> dict[int, list[EntryInHand]]:
    found: dict[int, list[EntryInHand]] = {}
    for entry in entries:
        found.setdefault(entry.student_id, []).append(entry)
    return found


def _end(entry: EntryInHand, said: Said, event_id: int, reason: PauseReason | None) -> None:
    plain.change(
        TimeEntry,
        entry.id,
        ended_at=max(said.happened_at, entry.started_at),
        end_event_id=event_id,
        pause_reason=reason,
        ended_by_bell=False,
    )


def _pause(said: Said, event_id: int) -> None:
    reason = word(PauseReason, said.data.get("reason"), N_("Pause sans raison."))
    on_it = queries.still_on(said.operation.id, said.happened_at)
    mine = [entry for entry in on_it if entry.student_id in said.student_ids]
    if not mine:
        OPERATION.check("pause", said.operation)
    for entry in mine:
        _end(entry, said, event_id, reason)
    if reason is PauseReason.BREAKDOWN:
        cards.report_breakdown(said, event_id)
    everybody = all(entry.student_id in said.student_ids for entry in on_it)
    if everybody and "pause" in OPERATION.verbs(said.operation.state):
        _move(OPERATION, "pause", said.operation, said)


def _done(said: Said, event_id: int) -> None:
    """Pieces are counted; when all have been through, the work is handed to the instructor."""
    good, scrapped = _pieces(said, "good"), _pieces(said, "scrapped")
    reason = said.data.get("reason")
    why = word(ScrapReason, reason, N_("Rebut sans raison.")) if scrapped else None
    OPERATION.check("hand_in", said.operation)
    before, lost = queries.pieces_on(said.operation.id)
    rules.check_pieces(said.operation.work_order, before + good)
    if said.identity is not Identity.INSTRUCTOR:
        rules.check_spoilt(said.operation.work_order, scrapped)
    _check_first_piece(said, good + scrapped)
    for entry in queries.still_on(said.operation.id, said.happened_at):
        _end(entry, said, event_id, None)
    for call in queries.open_help_on(said.operation.id):
        end_call(call, at=said.happened_at, event_id=event_id)
    reworked, feeling = _pieces(said, "rework"), said.data.get("feeling")
    _send_back(said, event_id, reworked)
    felt = Feeling.of(feeling) if feeling in set(Feeling) else None
    facts = {"good": good, "scrapped": scrapped, "scrap_reason": why, "reworked": reworked}
    _count(said, event_id, feeling=felt, **facts)
    if before + lost + good + scrapped >= said.operation.work_order.quantity:
        _move(OPERATION, "hand_in", said.operation, said)
    elif "pause" in OPERATION.verbs(said.operation.state):
        _move(OPERATION, "pause", said.operation, said)


def _count(said: Said, event_id: int, **facts: object) -> None:
    at = {"event_id": event_id, "declared_at": said.happened_at}
    plain.add(PieceCount, operation_id=said.operation.id, **at, **facts)
    plain.forget(Operation, said.operation.id)  # it knows its pieces


def _send_back(said: Said, event_id: int, pieces: Decimal) -> None:
    """Pieces to rework are no longer good at the operation before, which is to be done again."""
    before = queries.operation_before(said.operation) if pieces else None
    if not pieces:
        return
    if before is None or before.good < pieces:
        raise NotUnderstood(why=N_("Aucune opération d'avant à reprendre."))
    taken = PieceCount(operation_id=before.id, good=-pieces, scrapped=Decimal(0))
    taken.event_id, taken.declared_at = event_id, said.happened_at
    taken.correction_note = N_("Pièces à reprendre")
    before.counts.append(taken)
    if "redo" in OPERATION.verbs(before.state):
        taken.state_before = before.state
        OPERATION.make("redo", before, actor=said.student, note=N_("Pièces à reprendre"))


def _pieces(said: Said, name: str) -> Decimal:
    told = number(said.data.get(name, 0), N_("Nombre de pièces impossible."), most=MOST_PIECES)
    return Decimal(told)


def _help(said: Said, event_id: int) -> None:
    if queries.open_help(said.operation.id, said.student.id) is None:
        who = {"operation_id": said.operation.id, "student_id": said.student.id}
        plain.add(HelpCall, event_id=event_id, called_at=said.happened_at, **who)


def _photo(said: Said, event_id: int) -> None:
    """The picture follows by itself and names this event; asked for by a step, it answers it."""
    if said.data.get("step_id"):
        cards.say_step(said, event_id)


def _declare(said: Said, event_id: int) -> None:
    """A team leader says how long the team has worked, up to now."""
    why = N_("Durée impossible.")
    minutes = number(said.data.get("minutes"), why, least=1, most=LONGEST_DECLARED)
    if "start" not in OPERATION.verbs(said.operation.state):
        OPERATION.check("start", said.operation)
    began = said.happened_at - timedelta(minutes=minutes)
    if queries.entries_between(said.student_ids, began, said.happened_at):
        raise NotUnderstood(why=N_("Quelqu'un avait déjà un temps à cette heure."))
    for student_id in said.student_ids:
        plain.add(
            TimeEntry,
            operation_id=said.operation.id,
            student_id=student_id,
            started_at=began,
            ended_at=said.happened_at,
            start_event_id=event_id,
            end_event_id=event_id,
        )
    _declared(said)


def _declared(said: Said) -> None:
    if "pause" not in OPERATION.verbs(said.operation.state):
        _set_going(said)
    if not queries.open_entries_on(said.operation.id):
        _move(OPERATION, "pause", said.operation, said)


def _undo(said: Said, event_id: int) -> None:
    undoing.undo_last(said, event_id)


Apply = Callable[[Said, int], None]
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
